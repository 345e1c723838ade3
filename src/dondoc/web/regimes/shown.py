"""A regime as a page shows it (chế độ trên trang). Presentation of what the rules say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.deadline import DeadlineRule, Due
from dondoc.deadlines.rules.definition import (
    COMPONENTS,
    RegimeDefinition,
    cycle_words,
    deadline_words,
    next_periods,
    window_words,
)
from dondoc.reporting.queries import DatedDefinition
from dondoc.reporting.queries.maps import Maps

N_PERIODS = 8
NAMES = {
    "name": "tên",
    "legal_basis": "căn cứ",
    "cycles": "chu kỳ, chốt số liệu, hạn gửi",
    "roll": "quy tắc dời hạn",
    "signature": "ký số",
    "approval": "việc duyệt trước khi gửi",
    "own_approval": "việc tự duyệt bản mình trình",
    "counts": "lần gửi quyết định tiến độ",
    "lock": "việc khóa sau hạn",
    "query_days": "số ngày trả lời tra soát",
    "early_margin_days": "mức trước hạn",
    "kind": "loại báo cáo",
    "receivers": "nơi nhận",
    "forms": "biểu mẫu số liệu",
    "outline": "đề cương",
    "components": "thành phần",
    "level_map": "thay cấp",
    "valid_from": "ngày hiệu lực",
    "valid_to": "ngày hết hiệu lực",
    "issuer": "cơ quan ban hành",
    "field": "lĩnh vực",
    "in_charge": "đơn vị đầu mối",
}


@dataclass(frozen=True)
class ShownCycle:
    """One cycle in words, its deadlines from the lowest level up: the chain of senders and receivers."""

    title: str
    window: str
    chain: tuple[tuple[DeadlineRule, str], ...]


@dataclass(frozen=True)
class ShownPeriod:
    label: str
    code: str
    first: date | None
    last: date | None
    dues: tuple[tuple[DeadlineRule, Due], ...]


def shown_cycles(definition: RegimeDefinition) -> list[ShownCycle]:
    return [
        ShownCycle(
            cycle_words(rule),
            window_words(rule),
            tuple(
                (deadline, deadline_words(definition, deadline))
                for deadline in sorted(rule.deadlines, key=lambda d: (d.level is None, d.level or 0))
            ),
        )
        for rule in definition.cycles
    ]


def shown_periods(definition: RegimeDefinition, on: date, calendar: WorkCalendar) -> list[ShownPeriod]:
    """The next eight periods with every deadline."""
    return [
        ShownPeriod(
            row.label,
            row.period.code,
            row.window.first if row.window else None,
            row.window.last if row.window else None,
            row.dues,
        )
        for row in next_periods(definition, on, N_PERIODS, calendar)
    ]


def shown_components(definition: RegimeDefinition) -> list[tuple[str, str]]:
    given = dict(definition.components)
    return [(label, given[key]) for key, label in COMPONENTS.items() if key in given]


@dataclass(frozen=True)
class Reach:
    """Which groups of a province a regime binds, and which need not report."""

    province: AgencyOnDay
    bound: tuple[tuple[str, int], ...]
    free: tuple[tuple[str, int], ...]


def reaches(definition: RegimeDefinition, provinces: Sequence[AgencyOnDay], on: date, maps: Maps) -> list[Reach]:
    found = []
    for province in provinces:
        groups = [(name, len(units)) for name, units in maps.groups(province.id, on).items()]
        bound = {name for name, _ in groups if any(rule.binds(name) for rule in definition.cycles)}
        parts = (tuple(g for g in groups if (g[0] in bound) == is_bound) for is_bound in (True, False))
        found.append(Reach(province, *parts))
    return found


@dataclass(frozen=True)
class ShownVersion:
    recorded_at: datetime
    changed: str


def shown_versions(versions: Sequence[DatedDefinition]) -> list[ShownVersion]:
    """Newest first, each with what it changed of the one before."""
    listed = []
    for newer, older in zip(versions, [*versions[1:], None], strict=True):
        if older is None:
            told = "Nhập lần đầu"
        else:
            changed = [
                NAMES[f.name]
                for f in fields(RegimeDefinition)
                if f.name in NAMES and getattr(newer.definition, f.name) != getattr(older.definition, f.name)
            ]
            told = f"Sửa {', '.join(changed)}"
        listed.append(ShownVersion(newer.recorded_at, told))
    return listed
