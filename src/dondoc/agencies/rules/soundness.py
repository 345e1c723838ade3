"""What a chart may not be (điều kiện của sơ đồ): checked after every deed, whatever it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from dondoc.agencies.rules.chart import Chart, GroupName, GroupSpan, Level, Version
from dondoc.agencies.rules.identifiers import wrong_identifiers
from dondoc.agencies.rules.timelines import MAX_LEVELS, Timelines, borne_twice
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date


def faults(chart: Chart) -> Iterator[Reason]:
    """Everything that is wrong: on any day of its life a unit has one version, its parent and its group stand, nobody
    stands above himself, an identifier is one unit's, a group stands once.
    """
    timelines = chart.timelines()
    yield from _seams(chart, timelines)
    yield from _parents(chart, timelines)
    yield from _groups(chart, timelines)
    yield from _identifiers(chart)
    yield from _group_seams(chart)


def new_faults(before: Chart, after: Chart) -> list[Reason]:
    """What is wrong with a chart and was not before: an old mistake does not stand in the way of every deed."""
    found = dict.fromkeys(faults(after))
    known = set(faults(before)) if found else set()
    return [fault for fault in found if fault not in known]


def where(version: Version) -> str:
    """'Sở Nội vụ (BG-SNV)'."""
    return f"{version.name} ({version.code})"


def _seams(chart: Chart, timelines: Timelines) -> Iterator[Reason]:
    names = {version.code: where(version) for version in chart.versions.values()}
    for code, name in names.items():
        for earlier, later in timelines.overlaps(code):
            yield Reason(f"Có hai phiên bản chồng nhau: {earlier.words()} và {later.words()}.", name)
        for earlier, later in timelines.gaps(code):
            yield Reason(f"Bị đứt quãng trước ngày {screen_date(later.valid_from)} ({earlier.words()}).", name)


def _parents(chart: Chart, timelines: Timelines) -> Iterator[Reason]:
    for version in chart.versions.values():
        if version.parent and (gap := timelines.first_gap(version.parent, version.span)):
            yield Reason(
                f"Đơn vị cấp trên '{_name(chart, version.parent)}' không tồn tại vào ngày {screen_date(gap)}; "
                "hãy chuyển hoặc giải thể đơn vị này trước.",
                where(version),
            )
        if len(timelines.way_up(version.code, version.valid_from)) > MAX_LEVELS:
            yield Reason(f"Có quá {MAX_LEVELS} cấp trên chồng nhau.", where(version))
    for ring in timelines.rings():
        codes = " → ".join(_name(chart, span.code) for span in [*ring, ring[0]])
        yield Reason(f"Đơn vị thành cấp trên của chính mình: {codes}.")


def _name(chart: Chart, code: str) -> str:
    return next((v.name for v in reversed(list(chart.versions.values())) if v.code == code), code)


def _groups(chart: Chart, timelines: Timelines) -> Iterator[Reason]:
    spans: dict[GroupName, list[GroupSpan]] = {}
    for span in sorted(chart.groups.values(), key=lambda s: s.valid_from):
        spans.setdefault(span.group, []).append(span)
    for version in chart.versions.values():
        if version.group is None:
            continue
        province = timelines.province_of(version.code, version.valid_from)
        if province == version.code or version.level == Level.NATION:
            yield Reason("Chỉ đơn vị dưới tỉnh mới đứng trong nhóm.", where(version))
        elif province != version.group.province:
            yield Reason(f"Nhóm '{version.group.name}' không phải nhóm của tỉnh này.", where(version))
        elif (gap := _uncovered(version, spans.get(version.group, []))) is not None:
            message = f"Nhóm '{version.group.name}' không có vào ngày {screen_date(gap)}; hãy chuyển nhóm trước."
            yield Reason(message, where(version))


def _uncovered(version: Version, spans: Iterable[GroupSpan]) -> date | None:
    """The first day of a version on which its group does not stand."""
    day = version.valid_from
    for span in spans:
        if span.valid_from > day:
            break
        if span.valid_to is None:
            return None
        day = max(day, span.valid_to)
    return day if version.valid_to is None or day < version.valid_to else None


def _group_seams(chart: Chart) -> Iterator[Reason]:
    listed = sorted(chart.groups.values(), key=lambda s: (s.group, s.valid_from))
    for earlier, later in pairwise(listed):
        if earlier.group == later.group and (earlier.valid_to is None or earlier.valid_to > later.valid_from):
            yield Reason(f"Nhóm '{later.group.name}' đã có {earlier.words()}.", later.group.name)


def _identifiers(chart: Chart) -> Iterator[Reason]:
    for version in chart.versions.values():
        for _, message in wrong_identifiers(version.identifier, version.old_identifier, version.unit_code):
            yield Reason(f"{message}.", where(version))
    for name in ("identifier", "old_identifier"):
        spans = ((getattr(version, name), version.span) for version in chart.versions.values())
        for value, span, other in borne_twice(spans):
            owner = _name(chart, span.code)
            message = f"Mã định danh '{value}' đang là của {owner} ({span.words()})."
            yield Reason(message, f"{_name(chart, other.code)} ({other.code})")
