"""What every sending does (gửi báo cáo): figures kept as a version, the sending written. Deeds call it under lock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from dondoc.base.actions import store_file
from dondoc.base.models import StoredFile
from dondoc.base.rules.refusals import Reason
from dondoc.documents.pdf_texts.limited import text_of_pdf
from dondoc.documents.rules.texts import CannotReadText
from dondoc.reporting.actions.narrative_out import Narrative
from dondoc.reporting.models import Obligation, ReportStep, SignatureOutcome, Submission, SubmittedFigures
from dondoc.reporting.queries.figures import FormOfPeriod
from dondoc.reporting.queries.life import report_life
from dondoc.reporting.queries.signatures import Judged, judge_file
from dondoc.reporting.rules.life import GIVEN_BACK, reasons_not_to_send_now
from dondoc.reporting.rules.package import PACKAGE_NAME, Titled, reasons_against_package
from dondoc.reporting.rules.sending import FileToSend
from dondoc.reporting.rules.signatures import SIGNED_STATES
from dondoc.sheets.models import FigureSet
from dondoc.sheets.queries import sets_of
from dondoc.sheets.rules.figures import canonical, digest, packed
from dondoc.sheets.rules.sheet import Sheet
from dondoc.signing.actions import record_verification
from dondoc.signing.actions.recheck import PDF, SIGNED_DATA
from dondoc.signing.limited import package_of
from dondoc.signing.models import Verification
from dondoc.signing.rules.facts import DocumentFacts, to_json
from dondoc.signing.rules.verdicts import verdict

CONTAINER = b"\x30"  # how a CMS container begins (a DER sequence)
UNSIGNED_BY = "không kiểm tra: số liệu không ký số"


@dataclass(frozen=True)
class Figures:
    """Figures of one form in their canonical form, before they are kept."""

    form: FormOfPeriod
    sheet: Sheet
    content: bytes

    @classmethod
    def of(cls, form: FormOfPeriod, agency_code: str, sheet: Sheet) -> Figures:
        identity = {"regime": form.regime.code, "period": form.period.code, "agency": agency_code}
        return cls(form, sheet, canonical(sheet, identity))

    @property
    def sha256(self) -> str:
        return digest(self.content)


@dataclass(frozen=True)
class CheckedFile:
    """A report as a file, with what is known of it (tệp báo cáo đã kiểm tra)."""

    data: bytes
    known: FileToSend
    verification: Verification
    judged: Judged
    package: bytes | None = None
    words: str | None = None

    @classmethod
    def of(
        cls, actor_id: int, at: datetime, data: bytes, name: str, agency_id: int, *, may_be_package: bool = False
    ) -> CheckedFile:
        """Look at a file that is to be an agency's report; slow, so nothing is locked yet."""
        is_too_big = len(data) > settings.MAX_REPORT_BYTES
        verification = record_verification(
            actor_id=actor_id, at=at, data=b"" if is_too_big else data, trust_folder=settings.TRUST_FOLDER
        )
        judged = judge_file(verification.read_facts(), agency_id, at)
        is_pdf = data[:1024].lstrip().startswith(b"%PDF-")
        is_container = may_be_package and data.startswith(CONTAINER)
        package = package_of(data, PACKAGE_NAME) if (is_pdf or is_container) and not is_too_big else None
        known = FileToSend(
            name=name,
            size=len(data),
            starts_like_pdf=is_pdf,
            is_package=is_container and package is not None,
            sha256=hashlib.sha256(data).hexdigest(),
            signed=judged.state,
            signature_reasons=judged.reasons,
        )
        return cls(data, known, verification, judged, package, _words(data) if package and is_pdf else None)

    def reasons_against(
        self, asked: Mapping[str, str], sent: bytes | None = None, titles: Sequence[Titled] = ()
    ) -> Iterator[Reason]:
        """What the data package in the file has against this sending; nothing for a file that carries none."""
        if self.package is not None:
            yield from reasons_against_package(self.package, asked=asked, sent=sent, titles=titles, words=self.words)


def _words(data: bytes) -> str | None:
    try:
        return text_of_pdf(data)
    except CannotReadText:
        return None


@dataclass(frozen=True)
class Outgoing:
    """A report on its way out of its agency, its obligation locked (báo cáo đang gửi)."""

    obligation: Obligation
    actor_id: int | None
    at: datetime

    def reasons(self) -> list[Reason]:
        """Every reason in the report's life why it may not leave now."""
        found = report_life(self.obligation, self.at)
        return list(reasons_not_to_send_now(found.life, found.regime.approval, is_locked=found.is_locked))

    @property
    def not_given_back(self) -> QuerySet[Submission]:
        """The sendings that the receiver has neither returned nor let go (chưa bị trả lại, cho rút)."""
        kinds = [kind.value for kind in GIVEN_BACK]
        steps = ReportStep.objects.filter(obligation=self.obligation, kind__in=kinds).exclude(submission=None)
        return self.obligation.submissions.exclude(pk__in=steps.values("submission"))

    def newest_set(self, form: FormOfPeriod) -> FigureSet | None:
        rows = sets_of(form.regime.code, form.definition.code, form.period.code, self.obligation.agency_id)
        return rows.first()

    def keep_set(self, figures: Figures, source: str, *, is_sent: bool) -> FigureSet:
        """The next version of the agency's figures for a form."""
        newest, numbers = self.newest_set(figures.form), packed(figures.sheet)
        return FigureSet.objects.create(
            form_id=figures.form.in_use.form_id,
            form_version_id=figures.form.in_use.version_id,
            regime_code=figures.form.regime.code,
            period_code=figures.form.period.code,
            agency_id=self.obligation.agency_id,
            version=(newest.version if newest else 0) + 1,
            numbers=numbers.numbers,
            rows=list(numbers.rows),
            texts=dict(numbers.texts),
            sha256=figures.sha256,
            source=source[-200:],
            sent_at=self.at if is_sent else None,
            recorded_at=self.at,
        )

    def write(
        self,
        file: CheckedFile | None,
        sets: tuple[FigureSet, ...] = (),
        *,
        is_nil: bool = False,
        note: str = "",
        narrative: Narrative | None = None,
    ) -> Submission:
        """The next sending, its report a checked PDF or, for 'không phát sinh', nothing."""
        if file is None:
            return self._written(None, None, sets, is_nil=is_nil, note=note)
        stored = store_file(
            actor_id=self.actor_id,
            at=self.at,
            data=file.data,
            name=file.known.name,
            content_type=SIGNED_DATA if file.known.is_package else PDF,
        )
        sent = self._written(stored, file.verification, sets, is_nil=is_nil, note=note, narrative=narrative)
        before = SIGNED_STATES[file.verification.indication_hint]
        if before is not file.judged.state:
            SignatureOutcome.objects.create(
                submission=sent,
                verification=file.verification,
                before=before.value,
                state=file.judged.state.value,
                reasons=list(file.judged.reasons),
                found_at=self.at,
                recorded_at=self.at,
            )
        return sent

    def write_figures(
        self,
        content: bytes,
        name: str,
        sets: tuple[FigureSet, ...],
        note: str = "",
        narrative: Narrative | None = None,
    ) -> Submission:
        """The next sending; its file is the canonical form of figures and text, which nobody has signed."""
        stored = store_file(
            actor_id=self.actor_id, at=self.at, data=content, name=name, content_type="application/json"
        )
        facts = DocumentFacts(size=len(content), sha256=digest(content), checked_at=self.at, software=UNSIGNED_BY)
        verification = Verification.objects.create(
            sha256=facts.sha256,
            checked_at=self.at,
            checked_by_id=self.actor_id,
            facts=to_json(facts),
            software=UNSIGNED_BY,
            indication_hint=verdict(facts).indication.value,
            recorded_at=self.at,
        )
        return self._written(stored, verification, sets, note=note, narrative=narrative)

    def _written(
        self,
        file: StoredFile | None,
        verification: Verification | None,
        sets: tuple[FigureSet, ...],
        *,
        is_nil: bool = False,
        note: str = "",
        narrative: Narrative | None = None,
    ) -> Submission:
        newest = self.obligation.submissions.order_by("-version").first()
        submission = Submission.objects.create(
            obligation=self.obligation,
            version=(newest.version if newest else 0) + 1,
            sent_at=self.at,
            sent_by_id=self.actor_id,
            is_nil=is_nil,
            file=file,
            verification=verification,
            note=note.strip()[:500],
            recorded_at=self.at,
        )
        SubmittedFigures.objects.bulk_create(SubmittedFigures(submission=submission, figure_set=kept) for kept in sets)
        if narrative is not None:
            narrative.keep(submission, self.at)
        return submission
