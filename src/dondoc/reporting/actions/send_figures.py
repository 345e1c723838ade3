"""Send the figures on the agency's desk as its report (gửi báo cáo số liệu): all forms at once, as one version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.deadlines.rules.definition import RegimeDefinition, Signature
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions.narrative_out import Narrative
from dondoc.reporting.actions.sending_out import CheckedFile, Figures, Outgoing
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.models import Obligation, Submission
from dondoc.reporting.queries import definition_of_period
from dondoc.reporting.queries.desk import figures_on_desk
from dondoc.reporting.queries.drafts import Draft
from dondoc.reporting.queries.narrative import narrative_waits
from dondoc.reporting.queries.obligations import access_obligation
from dondoc.reporting.rules.figures import reasons_not_to_send_figures
from dondoc.reporting.rules.package import form_titles, package_of_forms
from dondoc.reporting.rules.sending import reasons_not_to_send
from dondoc.sheets.models import FigureSet

SOURCE = "nhập trên hệ thống"


class CannotSendReport(Refused):
    """Refused: figures that are not whole, a file that does not fit, or a report that may not leave now."""


@dataclass(frozen=True)
class Attached:
    """The report itself as a file beside its figures (báo cáo kèm số liệu), usually signed."""

    data: bytes
    name: str


def send_figures(
    *, actor_id: int, at: datetime, place: ReportPlace, attached: Attached | None = None, note: str = ""
) -> Submission:
    """Send what has been typed into all forms and sections of the regime, with a signed PDF of the report, if any.

    `at` is the server's moment and decides timeliness. The same figures without a file are not sent twice. Raises
    NotFound, CannotSendReport with every reason.
    """
    agency_id = _obligation(actor_id, at, place).agency_id  # before any work: nobody's figures but the agency's own
    file = (
        CheckedFile.of(actor_id, at, attached.data, attached.name, agency_id, may_be_package=True) if attached else None
    )
    with transaction.atomic():
        obligation = _obligation(actor_id, at, place, for_update=True)
        out, regime = Outgoing(obligation, actor_id, at), definition_of_period(place.regime_code, place.period_code)
        desk, narrative = figures_on_desk(obligation, regime, at), Narrative.of(obligation, regime)
        figures = [Figures.of(draft.form, place.agency_code, draft.checked.sheet) for draft in desk.drafts]
        reasons = [*out.reasons(), *_against(obligation, regime, at, file), *desk.reasons]
        if file is not None:
            titles = [form_titles(draft.definition) for draft in desk.drafts]
            reasons += file.reasons_against(_asked(place), _package(figures, narrative), titles)
        if file is None or file.package is not None:  # a PDF made here says what the desk says, and no more
            reasons += narrative_waits(obligation.pk, regime)
        if not reasons and file is None and _is_sent_already(out, figures, narrative):
            reasons.append(Reason("Nội dung này đã gửi ở bản trước, không có ô, mục nào đổi."))
        if reasons:
            raise CannotSendReport(dict.fromkeys(reasons))
        told = [_source(draft) for draft in desk.drafts]
        sets = tuple(out.keep_set(form, source, is_sent=True) for form, source in zip(figures, told, strict=True))
        sent = _sent(out, place, figures, sets, file, note, narrative)
        detail = {"version": sent.version, "figures": {f.form.definition.code: f.sha256 for f in figures}}
        detail |= {"narrative": narrative.sha256} if narrative else {}
        subject = f"obligation:{obligation.pk}"
        write_audit(actor_id=actor_id, at=at, deed="send_report_figures", subject=subject, detail=detail)
        return sent


def _source(draft: Draft) -> str:
    """Where figures come from, as far as cells are marked with it still."""
    origins = dict.fromkeys(told for values in draft.origins.values() for told in values.values())
    return ", ".join((SOURCE, *origins))[:200] if origins else SOURCE


def _sent(
    out: Outgoing,
    place: ReportPlace,
    figures: list[Figures],
    sets: tuple[FigureSet, ...],
    file: CheckedFile | None,
    note: str,
    narrative: Narrative | None,
) -> Submission:
    """The sending: the signed report, or figures and text in their canonical form."""
    if file is not None:
        return out.write(file, sets, note=note, narrative=narrative)
    name = f"so-lieu-{place.agency_code}-{place.period_code}.json"
    return out.write_figures(_package(figures, narrative), name, sets, note, narrative)


def _package(figures: list[Figures], narrative: Narrative | None) -> bytes:
    return package_of_forms([form.content for form in figures] + ([narrative.content] if narrative else []))


def _asked(place: ReportPlace) -> dict[str, str]:
    return {"regime": place.regime_code, "period": place.period_code, "agency": place.agency_code}


def _against(
    obligation: Obligation, regime: RegimeDefinition, at: datetime, file: CheckedFile | None
) -> Iterator[Reason]:
    """What the regime has against the sending, and against the file that goes with it."""
    if not regime.forms and not regime.outline:
        yield Reason(f"Chế độ '{regime.code}' chưa gắn biểu mẫu số liệu nào; gửi báo cáo bằng tệp.")
    is_required = regime.signature is Signature.REQUIRED
    if file is None:
        yield from reasons_not_to_send_figures(
            window_from=obligation.window_from, on=day_of(at), is_signature_required=is_required
        )
        return
    yield from reasons_not_to_send(
        file.known,
        window_from=obligation.window_from,
        on=day_of(at),
        max_bytes=settings.MAX_REPORT_BYTES,
        is_signature_required=is_required,
        sent_before=frozenset(),
    )


def _is_sent_already(out: Outgoing, figures: list[Figures], narrative: Narrative | None) -> bool:
    """Do figures and text say what the last sending said? What was returned may be sent again as it is."""
    last = out.obligation.submissions.select_related("narrative").order_by("-version").first()
    if last is None or not out.not_given_back.filter(pk=last.pk).exists():
        return False
    told = last.narrative.sha256 if hasattr(last, "narrative") else ""
    if told != (narrative.sha256 if narrative else ""):
        return False
    newest = [(out.newest_set(form.form), form.sha256) for form in figures]
    return all(kept is not None and kept.sent_at is not None and kept.sha256 == sha256 for kept, sha256 in newest)


def _obligation(actor_id: int, at: datetime, place: ReportPlace, *, for_update: bool = False) -> Obligation:
    """The obligation, for those who send for its agency. Else NotFound."""
    rights = rights_of(actor_id, day_of(at))
    found = access_obligation(
        rights,
        regime_code=place.regime_code,
        period_code=place.period_code,
        agency_code=place.agency_code,
        for_update=for_update,
    )
    if not rights.has(Right.ENTER, found.agency_id):
        raise NotFound("Không tìm thấy báo cáo này.")
    return found
