"""Names settled against the directory (đối chiếu tên với danh bạ): who is meant, and what is left open."""

from __future__ import annotations

from collections.abc import Iterable

from dondoc.assignments.rules.reading.bodies import full_name
from dondoc.assignments.rules.reading.directory import Directory
from dondoc.assignments.rules.reading.mentions import Mention
from dondoc.assignments.rules.reading.values import Party

OPEN = "chưa rõ đơn vị nào, cần chọn"
NOBODY_KNOWN = "không đọc ra là đơn vị nào, cần chọn"
UNKNOWN = "chưa có trong danh bạ đơn vị"
NO_GROUP = "nhóm chưa có trong danh bạ"


def parties_of(mentions: Iterable[Mention], directory: Directory) -> tuple[Party, ...]:
    """Each agency once, in order of the text."""
    found: dict[str, Party] = {}
    for one in mentions:
        party = party_of(one, directory)
        found.setdefault(party.name.casefold(), party)
    return tuple(found.values())


def party_of(one: Mention, directory: Directory) -> Party:
    """Who is meant by a name. The name is given in full; with a directory it is the one that the tables bear."""
    if one.is_unknown:
        return Party(one.name, one.written, note=NOBODY_KNOWN)
    if one.is_open:
        return Party(one.name, one.written, is_group=True, is_open=True, note=OPEN)
    if one.is_group:
        group = directory.group(one.name)
        note = "" if group or not directory else NO_GROUP
        return Party(one.name, one.written, code="", is_group=True, note=note)
    found = directory.find(one.name)
    if found is None:
        return Party(one.name, one.written, note=UNKNOWN if directory else "")
    return Party(full_name(found.entry.name), one.written, code=found.entry.code, note=found.note)


def open_questions(parties: Iterable[Party]) -> list[str]:
    """What the official has to settle about names: 'các cơ quan liên quan: chưa rõ đơn vị nào, cần chọn'."""
    return [f"{party.as_written}: {party.note}" for party in parties if party.note]
