"""What each coordinating agency of a task has delivered (phối hợp), as the lead sees it. Presentation only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.models import Evidence
from dondoc.assignments.queries import TaskRecord
from dondoc.assignments.queries.evidence import files_of_parts
from dondoc.assignments.rules.life import Part, part_of
from dondoc.base.rules.moments import AsOf


@dataclass(frozen=True)
class Share:
    """One coordinating agency with its part: delivered or not, in time or not, by which document and files."""

    agency: AgencyOnDay
    part: Part | None
    files: tuple[Evidence, ...]
    n_late: int

    @property
    def is_delivered(self) -> bool:
        return self.part is not None and self.part.done_on is not None

    @property
    def status(self) -> str:
        """A status of the sprite."""
        if self.is_delivered:
            return "done_late" if self.n_late else "done"
        return "late" if self.n_late else "open_in_time"

    @property
    def told(self) -> str:
        if self.is_delivered:
            return f"Đã báo cáo, muộn {self.n_late} ngày" if self.n_late else "Đã báo cáo"
        return f"Chưa báo cáo, quá hạn {self.n_late} ngày" if self.n_late else "Chưa báo cáo"


def shares_context(record: TaskRecord, named: Mapping[int, AgencyOnDay], as_of: AsOf) -> dict[str, object]:
    """What the page says of the coordinating agencies, and how many of them have delivered."""
    shares = shares_of(record, named, as_of)
    return {"shares": shares, "n_delivered": sum(share.is_delivered for share in shares)}


def shares_of(record: TaskRecord, named: Mapping[int, AgencyOnDay], as_of: AsOf) -> list[Share]:
    """Every coordinating agency, those that have not delivered first."""
    files = files_of_parts(record.id, as_of) if record.coordinating_ids else {}
    found = []
    for one in record.coordinating_ids:
        part = part_of(record.facts, one, as_of)
        kept = tuple(files.get(one, ())) if part is not None and part.done_on is not None else ()
        found.append(Share(named[one], part, kept, part.days_late(as_of.on) if part else 0))
    return sorted(found, key=lambda share: share.is_delivered)
