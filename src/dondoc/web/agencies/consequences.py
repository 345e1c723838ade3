"""What a deed would mean for work that is under way (hệ quả của việc sắp xếp), for its preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from dondoc.agencies.queries import ids_of
from dondoc.agencies.rules.chart import GroupName, Version
from dondoc.agencies.rules.plans import LABELS, Plan
from dondoc.assignments.queries import tasks_of_agencies
from dondoc.assignments.rules.buckets import task_standing
from dondoc.base.rules.moments import AsOf
from dondoc.reporting.queries.passing import open_obligations

MAX_ROWS = 60
STAY = "-"


@dataclass(frozen=True)
class Ending:
    """A unit that ends, with what is open: reports that may pass to an heir, tasks that stay until transferred.

    `chosen`: the heir's code, STAY, or '' while nothing has been chosen.
    """

    code: str
    name: str
    n_obligations: int
    n_tasks: int
    heirs: Sequence[tuple[str, str]]
    chosen: str

    @property
    def must_choose(self) -> bool:
        return bool(self.n_obligations and self.heirs)


def endings(plan: Plan, at: datetime, asked: Mapping[str, str]) -> list[Ending]:
    """The units that a deed ends. `asked`: what the form says, 'heir_<code>' by unit."""
    ids = ids_of(plan.ended)
    owed = open_obligations(ids.values(), plan.deed.on, at)
    leading: dict[int, int] = {}
    for task in tasks_of_agencies(ids.values()):
        if task_standing(task.facts, AsOf(at)).work.is_open:
            leading[task.lead_id] = leading.get(task.lead_id, 0) + 1
    return [
        Ending(
            code,
            _name(plan, code),
            len(owed.get(ids[code], ())),
            leading.get(ids[code], 0),
            [(heir, _name(plan, heir)) for heir in plan.heirs_of(code)],
            asked.get(f"heir_{code}", ""),
        )
        for code in plan.ended
    ]


def heirs_chosen(ends: Sequence[Ending]) -> dict[str, str]:
    return {end.code: end.chosen for end in ends if end.must_choose and end.chosen != STAY}


def seal(plan: Plan) -> str:
    """Tells whether the plan is still the one that was previewed."""
    return sha256(repr((plan.deed, plan.said, plan.codes)).encode()).hexdigest()


def _name(plan: Plan, code: str) -> str:
    on = plan.deed.on
    version = plan.after.at(code, on) or plan.before.at(code, on)
    return version.name if version else code


@dataclass(frozen=True)
class Row:
    """A unit before and after: only what differs, in words."""

    code: str
    name: str
    before: str
    after: str


def rows(plan: Plan) -> list[Row]:
    """The first units that a deed changes, how they were the day before and how they are on the day."""
    on = plan.deed.on
    codes = plan.codes[:MAX_ROWS]
    pairs = [(code, plan.before.at(code, on - timedelta(days=1)), plan.after.at(code, on)) for code in codes]
    return [_row(code, old, new, plan) for code, old, new in pairs]


def _row(code: str, old: Version | None, new: Version | None, plan: Plan) -> Row:
    name = (new or old).name if new or old else code  # type: ignore[union-attr]
    if old is None:
        return Row(code, name, "chưa có", "; ".join(_told(new, plan, ("parent", "group"))))
    if new is None:
        return Row(code, name, "; ".join(_told(old, plan, ("parent", "group"))), "không còn")
    fields = [f for f in ("name", "parent", "group", "position", *LABELS) if getattr(old, f) != getattr(new, f)]
    fields = list(dict.fromkeys(fields))
    return Row(code, name, "; ".join(_told(old, plan, fields)), "; ".join(_told(new, plan, fields)))


def _told(version: Version | None, plan: Plan, fields: Sequence[str]) -> Iterator[str]:
    """'thuộc UBND tỉnh Bắc Ninh; nhóm 'Sở''."""
    for field in fields if version else ():
        value = getattr(version, field)
        if field == "parent":
            yield f"thuộc {_name(plan, value)}" if value else "đứng đầu cây"
        elif field == "group":
            yield f"nhóm '{value.name}'" if isinstance(value, GroupName) else "không nhóm"
        elif field == "position":
            yield f"thứ tự {value}"
        else:
            yield f"{LABELS[field].lower()} '{value}'"
