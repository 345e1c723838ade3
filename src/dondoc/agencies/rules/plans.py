"""The plan of a deed (phương án sắp xếp): what it changes row by row, what it says of itself, why it may not be.

Preview and doing share it: nothing is decided twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dondoc.agencies.rules.chart import FIRST_DAY, Change, Chart, GroupName, GroupSpan, Version, changes_between, key_of
from dondoc.agencies.rules.deeds import (
    CloseGroup,
    Create,
    Deed,
    Dissolve,
    Link,
    Merge,
    Move,
    NewUnit,
    Regroup,
    Rename,
    SetGroup,
    Split,
)
from dondoc.agencies.rules.editing import Editing
from dondoc.agencies.rules.soundness import new_faults, where
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import number, same_name_key, screen_date

LAST_DAY = date(2199, 12, 31)
MOST_NAMED = 5
MAX_BASIS = 500


@dataclass(frozen=True)
class Succession:
    """One unit followed by another; by nobody when it was closed. Codes."""

    source: str
    heir: str | None
    kind: Link


@dataclass(frozen=True)
class Plan:
    """`said`: sentences of the preview. `reasons`: why the deed may not be done; empty, it may."""

    deed: Deed
    before: Chart
    after: Chart
    changes: tuple[Change[Version], ...]
    groups: tuple[Change[GroupSpan], ...]
    successions: tuple[Succession, ...]
    said: tuple[str, ...]
    reasons: tuple[Reason, ...]

    @property
    def codes(self) -> list[str]:
        """Every unit that is changed."""
        return sorted({row.code for change in self.changes for row in (change.before, change.after) if row})

    @property
    def provinces(self) -> set[str]:
        """Codes of the provinces that this is the business of: whose units or groups change, or who inherit. Those
        founded by it are left out.
        """
        owners = {row.group.province for change in self.groups for row in (change.before, change.after) if row}
        concerned = {*self.codes, *owners, *(s.heir for s in self.successions if s.heir)}
        return provinces_concerned(self.before, self.after, ((code, self.deed.on) for code in concerned))

    def heirs_of(self, code: str) -> list[str]:
        return [s.heir for s in self.successions if s.source == code and s.heir]

    @property
    def ended(self) -> list[str]:
        """Units that exist the day before and not on the day."""
        sources = dict.fromkeys(s.source for s in self.successions)
        return [code for code in sources if self.after.at(code, self.deed.on) is None]


def provinces_concerned(before: Chart, after: Chart, days: Iterable[tuple[str, date]]) -> set[str]:
    """The provinces above units on days, in one chart or the other, as far as they exist in the first."""
    charts = (before.timelines(), after.timelines())
    found = {timelines.province_of(code, on) for code, on in days for timelines in charts}
    known = {code for code, _ in before.versions}
    return {province for province in found if province in known}


def plan_deed(chart: Chart, deed: Deed) -> Plan:
    """What a deed would do to a chart. It never raises: what stands against it is in `reasons`."""
    editing = Editing(chart, deed.on)
    if not deed.legal_basis.strip():
        editing.refuse("Ghi số, ngày của nghị quyết hoặc quyết định.", "Căn cứ pháp lý")
    elif len(deed.legal_basis) > MAX_BASIS:
        editing.refuse(f"Dài quá {MAX_BASIS} ký tự.", "Căn cứ pháp lý")
    if not FIRST_DAY <= deed.on <= LAST_DAY:
        editing.refuse(f"Ngày {screen_date(deed.on)} ngoài khoảng 1900–2199.", "Từ ngày")
    successions = _PLANNERS[type(deed)](editing, deed)
    editing.settle_groups()
    _end_groups_of(editing, [s.source for s in successions])
    after = editing.chart()
    reasons = editing.reasons or new_faults(chart, after)
    changes = tuple(changes_between(chart.versions, after.versions))
    groups = tuple(changes_between(chart.groups, after.groups))
    if not reasons and not changes and not groups:
        reasons = [Reason("Việc này không thay đổi gì so với hiện có.")]
    return Plan(deed, chart, after, changes, groups, tuple(successions), tuple(editing.said), tuple(reasons))


def _end_groups_of(editing: Editing, codes: Iterable[str]) -> None:
    """The groups of a province end with it, once nobody stands in them."""
    ended = {code for code in codes if not editing.exists(code)}
    filled = {version.group for version in editing.lasting()}
    for span in editing.groups_of(ended):
        if span.group not in filled:
            editing.end_group(span)


def _create(editing: Editing, deed: Create) -> list[Succession]:
    editing.begin(deed.unit)
    place = f" thuộc {_called(editing, deed.unit.parent)}" if deed.unit.parent else ""
    editing.said.insert(0, f"Từ ngày {screen_date(deed.on)} có đơn vị mới: {deed.unit.description.name}{place}.")
    return []


def _rename(editing: Editing, deed: Rename) -> list[Succession]:
    version = editing.at(deed.code)
    if version is None:
        return []
    words = deed.description.words
    if not deed.description.name.strip():
        editing.refuse("Cần có tên.", where(version))
    editing.put(version, **words)
    changed = [(label, getattr(version, name), words[name]) for name, label in LABELS.items()]
    editing.said.extend(
        f"{label}: '{old}' thành '{new}' từ ngày {screen_date(deed.on)}{_until(version)}."
        for label, old, new in changed
        if old != new
    )
    return []


def _move(editing: Editing, deed: Move) -> list[Succession]:
    version = editing.at(deed.code)
    if version is None:
        return []
    editing.put(version, parent=deed.parent or None)
    editing.said.append(
        f"Từ ngày {screen_date(deed.on)}{_until(version)}, {version.name} thuộc "
        f"{_called(editing, deed.parent) if deed.parent else 'không đơn vị nào (đứng đầu cây)'}, "
        f"không còn thuộc {_called(editing, version.parent) if version.parent else 'đỉnh cây'}."
    )
    if deed.group:
        editing.stand(deed.code, deed.group, None)
        editing.said.append(f"Đứng trong nhóm '{deed.group}'.")
    return []


def _regroup(editing: Editing, deed: Regroup) -> list[Succession]:
    version = editing.at(deed.code)
    if version is None:
        return []
    group = version.group.name if version.group else ""
    if deed.group == group and deed.position is None:
        return []
    editing.stand(deed.code, deed.group, deed.position)
    placed = f"nhóm '{deed.group}'" if deed.group else "không nhóm nào"
    at = f", thứ tự {deed.position}" if deed.position else ""
    editing.said.append(f"Từ ngày {screen_date(deed.on)}{_until(version)}, {version.name} đứng trong {placed}{at}.")
    return []


def _merge(editing: Editing, deed: Merge) -> list[Succession]:
    codes = tuple(dict.fromkeys(deed.codes))
    heir = deed.into if isinstance(deed.into, str) else deed.into.code
    if not codes:
        editing.refuse("Chọn ít nhất một đơn vị để sáp nhập.")
    if heir in codes:
        editing.refuse("Đơn vị nhận không thể là đơn vị bị sáp nhập.", heir)
        return []
    if isinstance(deed.into, str):
        editing.at(heir)
    else:
        editing.begin(_in_place_of(deed.into, [editing.seen(code) for code in codes]))
    ended = [version for version in map(editing.end, codes) if version]
    name = _called(editing, heir)
    editing.said.insert(0, f"Từ ngày {screen_date(deed.on)}, {_listed(ended)} không còn; {name} tiếp nhận.")
    for code in codes:
        _say_passed(editing, editing.pass_children(code, lambda _: heir), name)
    return [Succession(code, heir, Link.MERGED_INTO) for code in codes]


def _in_place_of(unit: NewUnit, before: Iterable[Version | None]) -> NewUnit:
    """Where nothing else is said, a new unit stands where the first of the old ones stood."""
    places = [v.position for v in before if v and v.group and key_of(v.group).name == same_name_key(unit.group)]
    return replace(unit, position=min(places)) if unit.position is None and places else unit


def _split(editing: Editing, deed: Split) -> list[Succession]:
    source = editing.at(deed.code)
    parts = [part.code for part in deed.parts]
    if source is None:
        return []
    if len(parts) < (1 if deed.keeps else 2):
        least = "một đơn vị mới" if deed.keeps else "hai đơn vị mới"
        editing.refuse(f"Cần ít nhất {least}.", where(source))
    if stray := sorted(set(deed.children.values()) - {*parts, deed.code}):
        editing.refuse("Đơn vị trực thuộc chỉ chuyển về một trong các đơn vị mới.", ", ".join(stray))
    for n, part in enumerate(deed.parts):
        group = part.group or (source.group.name if source.group else "")
        new = replace(part, parent=part.parent or source.parent or "", group=group)
        editing.begin(_in_place_of(new, [source]) if n == 0 and not deed.keeps else new)
    names = _listed_names([part.description.name for part in deed.parts])
    if not deed.keeps:
        editing.end(deed.code)
    fate = "còn tiếp tục" if deed.keeps else "không còn"
    editing.said.insert(0, f"Từ ngày {screen_date(deed.on)} có {names}; {source.name} {fate}.")
    others = None if deed.keeps else next(iter(parts), None)
    below = editing.pass_children(deed.code, lambda code: _kept(deed.children.get(code, others), deed.code))
    for part_code in parts:
        passed = [child for child in below if (deed.children.get(child.code) or others) == part_code]
        _say_passed(editing, passed, _called(editing, part_code))
    return [Succession(deed.code, code, Link.SPLIT_INTO) for code in parts]


def _kept(heir: str | None, source: str) -> str | None:
    return None if heir == source else heir


def _dissolve(editing: Editing, deed: Dissolve) -> list[Succession]:
    codes, heir = tuple(dict.fromkeys(deed.codes)), deed.replaced_by or None
    if not codes:
        editing.refuse("Chọn ít nhất một đơn vị để giải thể.")
    if heir in codes:
        editing.refuse("Đơn vị tiếp nhận không thể là đơn vị giải thể.", heir or "")
        return []
    ended = [version for version in map(editing.end, codes) if version]
    editing.said.insert(0, f"Từ ngày {screen_date(deed.on)}, {_listed(ended)} không còn.")
    if heir:
        editing.at(heir)
        for code in codes:
            _say_passed(editing, editing.pass_children(code, lambda _: heir), _called(editing, heir))
    return [Succession(code, heir, Link.REPLACED_BY if heir else Link.CLOSED) for code in codes]


def _set_group(editing: Editing, deed: SetGroup) -> list[Succession]:
    if editing.province_of(deed.province) != deed.province:
        editing.refuse("Chỉ tỉnh mới có nhóm.", deed.province)
        return []
    if deed.position < 1:
        editing.refuse("Thứ tự nhóm là số từ 1.", "Thứ tự")
    group = editing.spelled(GroupName(deed.province, deed.group.strip()))
    if not group.name:
        editing.refuse("Cần có tên nhóm.", "Tên nhóm")
        return []
    if later := editing.later_group_span(group):
        editing.refuse(f"Nhóm đã có thay đổi {later.words()}; chọn ngày muộn hơn.", group.name)
    span = editing.group_span(group)
    if deed.new_name.strip() and same_name_key(deed.new_name) != same_name_key(group.name):
        _rename_group(editing, group, span, deed)
    elif span is None:
        editing.open_group(group, deed.position)
    elif span.position != deed.position:
        editing.put_group(span, deed.position)
        editing.said.append(
            f"Từ ngày {screen_date(deed.on)} nhóm '{group.name}' có thứ tự {deed.position}, trước đó {span.position}."
        )
    return []


def _rename_group(editing: Editing, group: GroupName, span: GroupSpan | None, deed: SetGroup) -> None:
    """Another name is another group: who stands in the one stands in the other from the day on."""
    if span is None:
        editing.refuse(f"Tỉnh không có nhóm '{group.name}' vào ngày {screen_date(deed.on)}.", group.name)
        return
    renamed = GroupName(deed.province, deed.new_name.strip())
    editing.open_group(renamed, deed.position)
    members = [version for version in editing.lasting() if version.group == group]
    for version in members:
        editing.put(version, group=renamed)
    editing.end_group(span)
    n_members = len({version.code for version in members})
    editing.said.append(
        f"Từ ngày {screen_date(deed.on)} nhóm '{group.name}' mang tên '{renamed.name}'; "
        f"{number(n_members)} đơn vị trong nhóm sang tên mới."
    )


def _close_group(editing: Editing, deed: CloseGroup) -> list[Succession]:
    group = editing.spelled(GroupName(deed.province, deed.group.strip()))
    span = editing.group_span(group)
    if span is None:
        editing.refuse(f"Tỉnh không có nhóm này vào ngày {screen_date(deed.on)}.", deed.group)
        return []
    members = sorted({version.code: version for version in editing.lasting() if version.group == group}.items())
    if members:
        names = _listed([version for _, version in members])
        editing.refuse(f"Trong nhóm còn {names}; hãy chuyển nhóm trước.", group.name)
    editing.end_group(span)
    editing.said.append(f"Từ ngày {screen_date(deed.on)} không còn nhóm '{group.name}'.")
    return []


LABELS = {
    "name": "Tên",
    "short_name": "Tên trong lời văn",
    "kind": "Loại hình",
    "level": "Cấp",
    "identifier": "Mã định danh",
    "old_identifier": "Mã định danh kiểu cũ",
    "unit_code": "Mã đơn vị hành chính",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
}
_PLANNERS: dict[type[Deed], Callable[[Editing, Any], list[Succession]]] = {
    Create: _create,
    Rename: _rename,
    Move: _move,
    Regroup: _regroup,
    Merge: _merge,
    Split: _split,
    Dissolve: _dissolve,
    SetGroup: _set_group,
    CloseGroup: _close_group,
}


def _until(version: Version) -> str:
    return f" đến trước ngày {screen_date(version.valid_to)}" if version.valid_to else ""


def _called(editing: Editing, code: str) -> str:
    version = editing.seen(code)
    return version.name if version else code


def _listed(versions: Iterable[Version]) -> str:
    return _listed_names([version.name for version in versions])


def _listed_names(names: list[str]) -> str:
    """The first few by name, the others as a number."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" và {number(more)} đơn vị khác" if more > 0 else "")


def _say_passed(editing: Editing, passed: list[Version], heir: str) -> None:
    if passed:
        editing.said.append(f"{number(len(passed))} đơn vị trực thuộc chuyển sang {heir}: {_listed(passed)}.")
