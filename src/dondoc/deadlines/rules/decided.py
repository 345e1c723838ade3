"""Days as the office decides them (ngày được quyết định), before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.wording import document_date
from dondoc.deadlines.rules.calendar import DayEntry, DayKind


@dataclass(frozen=True)
class DecidedDay:
    """What one day is to be, with the document that says so (số, ngày văn bản)."""

    on: date
    kind: DayKind
    name: str
    document_number: str
    document_date: date

    def entry(self) -> DayEntry:
        return DayEntry(self.on, self.kind, self.name, f"{self.document_number}, {document_date(self.document_date)}")
