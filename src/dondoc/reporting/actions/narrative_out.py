"""The narrative part on its way out (lời văn gửi đi): frozen with the sending, under its lock."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from dondoc.base.models import StoredFile
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.reporting.models import Obligation, SentNarrative, SentNarrativeFile, Submission
from dondoc.reporting.queries.narrative import desk_sections
from dondoc.reporting.rules.narrative import Section, canonical


@dataclass(frozen=True)
class Narrative:
    """What is written on the agency's desk, in its canonical form; there is none where nothing is written."""

    sections: tuple[Section, ...]
    files: tuple[StoredFile, ...]
    content: bytes

    @classmethod
    def of(cls, obligation: Obligation, regime: RegimeDefinition) -> Narrative | None:
        desk = desk_sections(obligation.pk, regime.outline)
        sections = tuple(section.written for section in desk)
        if all(section.is_empty for section in sections):
            return None
        identity = {"regime": regime.code, "period": obligation.period_code, "agency": obligation.agency.code}
        files = tuple(attached.file for section in desk for attached in section.files)
        return cls(sections, files, canonical(sections, identity))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def keep(self, submission: Submission, at: datetime) -> SentNarrative:
        """Freeze it; files are kept in the order in which the sections name them, from 1."""
        kept = SentNarrative.objects.create(
            submission=submission, sections=self._plain(), sha256=self.sha256, recorded_at=at
        )
        SentNarrativeFile.objects.bulk_create(
            SentNarrativeFile(narrative=kept, place=place, file=file) for place, file in enumerate(self.files, start=1)
        )
        return kept

    def _plain(self) -> list[dict[str, object]]:
        plain: list[dict[str, object]] = []
        place = 0
        for section in self.sections:
            files = []
            for file in section.files:
                place += 1
                files.append({"place": place, "name": file.name, "size": file.size, "sha256": file.sha256})
            plain.append({"code": section.code, "title": section.title, "text": section.text, "files": files})
        return plain
