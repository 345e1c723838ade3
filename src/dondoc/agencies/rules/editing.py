"""A chart being changed from one day on (bản nháp của sơ đồ): what the deeds are made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from dondoc.agencies.rules.chart import Chart, GroupName, GroupSpan, Version, key_of
from dondoc.agencies.rules.deeds import NewUnit
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date


class Editing:
    """Takes single changes; keeps why they may not be (`reasons`) and what else they bring with them (`said`)."""

    def __init__(self, chart: Chart, on: date) -> None:
        self.on = on
        self.reasons: list[Reason] = []
        self.said: list[str] = []
        self._codes = chart.codes
        self._lives: dict[str, dict[date, Version]] = {}
        for version in chart.versions.values():
            self._lives.setdefault(version.code, {})[version.valid_from] = version
        self._groups = dict(chart.groups)

    def chart(self) -> Chart:
        versions = (version for life in self._lives.values() for version in life.values())
        return Chart.of(versions, self._groups.values(), self._codes)

    def refuse(self, message: str, where: str = "") -> None:
        self.reasons.append(Reason(message, where))

    # --- units ---

    def at(self, code: str) -> Version | None:
        """The unit as it is on the day, changes so far included; if it is not there, that is a reason to refuse."""
        found = next((v for v in self._lives.get(code, {}).values() if v.is_in_force(self.on)), None)
        if found is None:
            known = self._lives.get(code)
            message = f"Đơn vị này không tồn tại vào ngày {screen_date(self.on)}." if known else "Không có đơn vị này."
            name = f"{max(known.items())[1].name} ({code})" if known else code
            self.refuse(message, name)
        return found

    def exists(self, code: str) -> bool:
        return any(version.is_in_force(self.on) for version in self._lives.get(code, {}).values())

    def seen(self, code: str) -> Version | None:
        """The unit on the day, or as it was last, for naming it."""
        return max(
            self._lives.get(code, {}).values(), key=lambda v: (v.is_in_force(self.on), v.valid_from), default=None
        )

    def lasting(self) -> Iterator[Version]:
        """Every version that is in force on the day or begins later."""
        for life in list(self._lives.values()):
            for version in list(life.values()):
                if version.valid_to is None or version.valid_to > self.on:
                    yield version

    def put(self, version: Version, **changes: Any) -> None:
        """A version says otherwise from the day on: cut in two, or corrected whole when it does not begin before."""
        life = self._lives[version.code]
        if replace(version, **changes) == version:
            return
        if version.valid_from >= self.on:
            life[version.valid_from] = replace(version, **changes)
        else:
            life[version.valid_from] = replace(version, valid_to=self.on)
            life[self.on] = replace(version, valid_from=self.on, **changes)

    def begin(self, unit: NewUnit) -> None:
        """A new unit from the day on."""
        description = unit.description
        if not unit.code.strip() or not description.name.strip():
            self.refuse("Đơn vị mới cần có mã và tên.", unit.code)
        elif self._lives.get(unit.code):
            self.refuse("Mã này đã là của một đơn vị; mỗi đơn vị một mã, không dùng lại. Hãy chọn mã khác.", unit.code)
        else:
            words = {**vars(description), "short_name": description.short_name or description.name}
            newborn = Version(
                unit.code,
                parent=unit.parent or None,
                group=None,
                position=0,
                valid_from=self.on,
                valid_to=None,
                **words,
            )
            self._lives[unit.code] = {self.on: newborn}
            self.stand(unit.code, unit.group, unit.position)

    def end(self, code: str) -> Version | None:
        """A unit is no more from the day on. How it was the day before, if that can be done."""
        version = self.at(code)
        if version is None:
            return None
        life = self._lives[code]
        where = f"{version.name} ({code})"
        if later := [v for v in life.values() if v.valid_from > self.on]:
            day = screen_date(min(v.valid_from for v in later))
            self.refuse(f"Đơn vị đã có thay đổi từ ngày {day}; chọn ngày muộn hơn, hoặc hoàn tác thay đổi đó.", where)
        elif min(life) == self.on:
            self.refuse("Đơn vị mới có từ đúng ngày này, không kết thúc cùng ngày được; hãy hoàn tác việc lập.", where)
        elif version.valid_from == self.on:
            del life[self.on]
        else:
            life[version.valid_from] = replace(version, valid_to=self.on)
        return version

    def pass_children(self, parent: str, heir_of: Callable[[str], str | None]) -> list[Version]:
        """What is below a unit goes below others. `heir_of`: new parent by code; None leaves a unit where it is."""
        moved = {}
        for version in self.lasting():
            heir = heir_of(version.code) if version.parent == parent else None
            if heir is not None and heir != version.code:
                self.put(version, parent=heir)
                moved[version.code] = version
        return sorted(moved.values(), key=lambda v: (v.group is None, v.position, v.code))

    # --- groups ---

    def province_of(self, code: str, on: date | None = None) -> str | None:
        return self.chart().timelines().province_of(code, on or self.on)

    def group_named(self, province: str | None, name: str) -> GroupName | None:
        """A group of a province as it is spelled there, standing on the day; refused when there is none."""
        standing = {key_of(s.group): s.group for s in self._groups.values() if s.is_in_force(self.on)}
        found = standing.get(key_of(GroupName(province or "", name)))
        if found is None:
            self.refuse(f"Tỉnh không có nhóm '{name}' vào ngày {screen_date(self.on)}; hãy mở nhóm trước.", name)
        return found

    def stand(self, code: str, group: str, position: int | None) -> None:
        """A unit stands in a group of its province ('' for none), at a place or after all others."""
        version = self.at(code)
        if version is None:
            return
        if not group:
            self.put(version, group=None, position=position or version.position)
        elif name := self.group_named(self.province_of(code), group):
            self.put(version, group=name, position=position or self.last_place(name) + 1)

    def last_place(self, group: GroupName) -> int:
        return max((v.position for v in self.lasting() if v.group == group), default=0)

    def settle_groups(self) -> None:
        """Units that have come into another province stand in its group of the same name, which is opened if need
        be, after those who stand there, in the order that they had.
        """
        timelines = self.chart().timelines()
        places: dict[GroupName, int] = {}
        for version in sorted(self.lasting(), key=lambda v: v.valid_from):
            province = timelines.province_of(version.code, max(version.valid_from, self.on)) if version.group else None
            if version.group is None or province is None or province == version.group.province:
                continue
            group = self._same_group(version.group, province)
            first = places.setdefault(group, self.last_place(group))
            self.put(version, group=group, position=first + version.position)

    def _same_group(self, old: GroupName, province: str) -> GroupName:
        standing = {key_of(s.group): s.group for s in self._groups.values() if s.is_in_force(self.on)}
        wanted = GroupName(province, old.name)
        if found := standing.get(key_of(wanted)):
            return found
        place = next((s.position for s in self._groups.values() if s.group == old and s.is_in_force(self.on)), 1)
        self.open_group(wanted, place)
        return wanted

    def open_group(self, group: GroupName, position: int) -> None:
        self._groups[group, self.on] = GroupSpan(group, position, self.on, None)
        province = next((v.short_name for v in self._lives.get(group.province, {}).values()), group.province)
        self.said.append(f"Mở nhóm '{group.name}' của {province}, thứ tự {position}.")

    def spelled(self, group: GroupName) -> GroupName:
        """The group as it is spelled already."""
        return next((name for name, _ in self._groups if key_of(name) == key_of(group)), group)

    def groups_of(self, provinces: Collection[str]) -> list[GroupSpan]:
        """The groups of provinces that stand on the day."""
        return [s for s in self._groups.values() if s.group.province in provinces and s.is_in_force(self.on)]

    def group_span(self, group: GroupName) -> GroupSpan | None:
        return next((s for s in self._groups.values() if s.group == group and s.is_in_force(self.on)), None)

    def later_group_span(self, group: GroupName) -> GroupSpan | None:
        return next((s for s in self._groups.values() if s.group == group and s.valid_from > self.on), None)

    def put_group(self, span: GroupSpan, position: int) -> None:
        """A group stands at another place from the day on."""
        if span.valid_from == self.on:
            self._groups[span.key] = replace(span, position=position)
        else:
            self._groups[span.key] = replace(span, valid_to=self.on)
            self._groups[span.group, self.on] = replace(span, valid_from=self.on, position=position)

    def end_group(self, span: GroupSpan) -> None:
        if span.valid_from == self.on:
            del self._groups[span.key]
        else:
            self._groups[span.key] = replace(span, valid_to=self.on)
