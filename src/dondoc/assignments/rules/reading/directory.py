"""The agencies that a reader knows by name (danh bạ đơn vị), as they were called on the document's date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dondoc.assignments.rules.reading.bodies import full_name, has_short_part, initials, name_key

# A tier (cấp), the nouns that tell it, and all of its nouns, the longer before those that they contain.
TIERS = (
    ("cấp xã", frozenset({"xã", "phường"}), ("thị trấn", "đặc khu", "phường", "xã")),
    ("cấp huyện", frozenset({"huyện"}), ("thành phố", "thị xã", "huyện", "quận")),
)


@dataclass(frozen=True)
class Named:
    """What an agency was called over [valid_from, valid_to) (tên theo thời gian)."""

    code: str
    name: str
    short_name: str
    group: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Entry:
    """An agency with its names: in tables, in running text, and of other days (tên cũ, tên mới).

    `gone` says in words that it did not exist on the day; '' for one that did.
    """

    code: str
    name: str
    short_name: str = ""
    other_names: tuple[str, ...] = ()
    gone: str = ""


@dataclass(frozen=True)
class Found:
    """An entry, and what there is to say of the way it was found."""

    entry: Entry
    note: str = ""


@dataclass(frozen=True)
class Directory:
    """Agencies and groups of one province. Empty: names are known by their grammar alone."""

    entries: tuple[Entry, ...] = ()
    groups: tuple[str, ...] = ()
    _keys: dict[str, list[Entry]] = field(default_factory=dict, repr=False, compare=False)
    _others: dict[str, list[Entry]] = field(default_factory=dict, repr=False, compare=False)
    _letters: dict[str, list[Entry]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, entries: Iterable[Entry], groups: Iterable[str] = ()) -> Directory:
        directory = cls(tuple(entries), tuple(groups))
        for entry in directory.entries:
            own = () if entry.gone else (entry.name, entry.short_name)
            for key in _keys_of(own):
                directory._keys.setdefault(key, []).append(entry)
            for key in _keys_of((entry.name, entry.short_name, *entry.other_names)):
                directory._others.setdefault(key, []).append(entry)
            directory._letters.setdefault(_letters_of(entry.name), []).append(entry)
        return directory

    @classmethod
    def on(cls, named: Iterable[Named], day: date, successors: Mapping[str, str] | None = None) -> Directory:
        """The directory of a day out of every name ever borne. `successors`: by code, what a unit became."""
        by_code: dict[str, list[Named]] = {}
        for one in named:
            by_code.setdefault(one.code, []).append(one)
        entries, groups = [], {}
        for code, versions in by_code.items():
            now = next((v for v in versions if v.valid_from <= day and (v.valid_to is None or day < v.valid_to)), None)
            latest = now or max(versions, key=lambda v: v.valid_from)
            others = tuple(dict.fromkeys(name for v in versions for name in (v.name, v.short_name) if name))
            gone = "" if now else _gone(code, successors or {})
            entries.append(Entry(code, latest.name, latest.short_name, others, gone))
            if now and now.group:
                groups[now.group] = True
        return cls.of(entries, groups)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def find(self, name: str) -> Found | None:
        """The one agency of this name; None when nobody or several bear it."""
        key, full = name_key(name), name_key(full_name(name))
        for known in (self._keys.get(key), self._keys.get(full)):
            if known and len(known) == 1:
                return Found(known[0])
        if has_short_part(name):
            standing = [entry for entry in self._letters.get(_letters_of(name), []) if not entry.gone]
            if len(standing) == 1:
                return Found(standing[0])
        others = self._others.get(full) or self._others.get(key) or []
        if len(others) == 1:
            entry = others[0]
            return Found(entry, entry.gone or f"tên của {entry.name} vào thời điểm khác")
        return None

    def by_symbol(self, symbol: str) -> Found | None:
        """The agency whose first letters stand in the symbol of a document: 'STTTT' of '56/BC-STTTT'."""
        standing = [entry for entry in self._letters.get(symbol.upper(), []) if not entry.gone]
        return Found(standing[0]) if len(standing) == 1 else None

    def group(self, name: str) -> str:
        """The group of the tables that these words mean: 'UBND các huyện, thành phố' -> 'UBND huyện, thành phố'."""
        key = _group_key(name)
        return next((group for group in self.groups if _group_key(group) == key), "")


def _gone(code: str, successors: Mapping[str, str]) -> str:
    after = successors.get(code)
    return f"không có vào ngày văn bản, nay là {after}" if after else "không có vào ngày văn bản"


def _keys_of(names: Iterable[str]) -> set[str]:
    return {name_key(spelling) for name in names if name for spelling in (name, full_name(name))}


def _letters_of(name: str) -> str:
    """First letters of a name, without the province's own word at its end."""
    return initials(full_name(name).removesuffix(" tỉnh"))


def _group_key(name: str) -> str:
    """'UBND các xã, phường, đặc khu', 'UBND cấp xã' and 'UBND xã, phường' are the same tier."""
    key = name_key(name).removeprefix("ubnd ")
    for tier, needed, nouns in TIERS:
        told = set(re.findall("|".join(nouns), key))
        rest = re.sub("|".join(nouns), "", key)
        if not rest.strip() and needed <= told and len(told) > 1:
            return tier
    return key
