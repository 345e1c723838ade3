"""Lists written line by line (danh sách gõ theo dòng): 'mã | tên', or cells pasted out of a spreadsheet."""

from __future__ import annotations

SIGN = "|"


def parts_of(line: str) -> list[str]:
    """The parts of one line, parted by tabs (as a spreadsheet pastes them) or else by '|'."""
    return [part.strip() for part in line.split("\t" if "\t" in line else SIGN)]


def line_of(*parts: str) -> str:
    """One line, two parts or more; `parts_of` gives them back, empty ones at the end left out."""
    told = list(parts)
    while len(told) > 2 and not told[-1]:
        told.pop()
    return ("\t" if any(SIGN in part for part in told) else f" {SIGN} ").join(told)
