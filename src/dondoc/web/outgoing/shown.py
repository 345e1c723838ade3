"""One outgoing document as its page shows it (trang văn bản): what is next, what may be done, what is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from dondoc.base.rules.moments import day_of
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.queries import work_calendar
from dondoc.documents.models import DraftVersion, OutgoingFile
from dondoc.documents.queries.annexes import annexes_of
from dondoc.documents.queries.answers import answered_by, replies_to
from dondoc.documents.queries.books import reserved_numbers
from dondoc.documents.queries.outgoing import Record, access_outgoing, record_of_outgoing, who_in
from dondoc.documents.rules.life import RULES, WAITING, Deed, DeedKind, FileKind, Needs, Stage, Who, allowed
from dondoc.documents.rules.numbering import padded
from dondoc.documents.rules.promptness import warnings
from dondoc.documents.rules.signed_files import FIELD_NAMES, fields_to_fill
from dondoc.web.frame.request import OfficeRequest

# These have a form or a page of their own on the document's page.
OWN_FORM = frozenset(
    {
        DeedKind.EDIT,
        DeedKind.ATTACH,
        DeedKind.SIGN,
        DeedKind.SEAL,
        DeedKind.SEAL_ANNEX,
        DeedKind.GIVE_NUMBER,
        DeedKind.ISSUE,
    }
)
FIRST = frozenset({DeedKind.SUBMIT, DeedKind.APPROVE})


@dataclass(frozen=True)
class Offered:
    """A step that this person may take now, with what it asks for."""

    kind: DeedKind
    deed: Deed

    @property
    def wants_text(self) -> bool:
        return bool({Needs.REASON, Needs.TEXT} & {*self.deed.needs, *self.deed.may_say})

    @property
    def is_required(self) -> bool:
        return bool({Needs.REASON, Needs.TEXT} & set(self.deed.needs))

    @property
    def asked(self) -> str:
        """What the field is called: 'Lý do trả lại người soạn'; an opinion is just that."""
        return "Ý kiến" if self.kind is DeedKind.OPINION else f"Lý do {self.deed.label.lower()}"

    @property
    def is_first(self) -> bool:
        return self.kind in FIRST


@dataclass(frozen=True)
class FrozenFigure:
    """A figure of a draft, with the address of its rows as of the moment it was computed for."""

    label: str
    value: str
    href: str


def opened(request: OfficeRequest, document_id: int) -> tuple[Record, frozenset[Who]]:
    """The document of the address as of the page's moment, and what the person is to it. Else NotFound."""
    moment = request.moment
    document = access_outgoing(request.rights, document_id, moment.as_of.on)
    record = record_of_outgoing(document, moment.as_of.at if moment.is_past else None)
    return record, who_in(request.rights, record, moment.as_of.on)


def next_in_words(record: Record) -> str:
    """Who acts next, by name where somebody was named."""
    stage = record.stage
    who = next((one for one, stages in WAITING.items() if stage in stages), None)
    if who is None:
        return ""
    submitted = record.last(DeedKind.SUBMIT)
    if stage is Stage.APPROVED and submitted and submitted.person:
        return f"Chờ {submitted.person.full_name} ký."
    if stage is Stage.RETURNED and record.events[-1].by:
        return f"Người soạn sửa rồi trình lại; {record.events[-1].by.full_name} đã trả lại."
    return {
        Who.DRAFTER: "Người soạn hoàn thiện rồi trình.",
        Who.APPROVER: "Chờ lãnh đạo duyệt.",
        Who.SIGNER: "Chờ người có thẩm quyền ký.",
        Who.CLERK: "Chờ văn thư.",
    }[who]


def offered_to(record: Record, who: Iterable[Who]) -> list[Offered]:
    """The steps that need no form of their own."""
    return [Offered(kind, RULES[kind]) for kind in allowed(record.stage, set(who)) if kind not in OWN_FORM]


def late_warnings(record: Record, on: date) -> list[str]:
    """What of registering and issuing is late; none for a document that is out in time."""
    told = list(warnings(record.days(), on, work_calendar()))
    return [] if record.stage.is_out and not any("muộn" in words for words in told) else told


def frozen_figures(draft: DraftVersion, today: date) -> list[FrozenFigure]:
    """The figures of a draft, each opening its rows as of the day it was computed for."""
    return [FrozenFigure(row["label"], row["value"], _as_of(row["href"], draft, today)) for row in draft.figures]


def _as_of(href: str, draft: DraftVersion, today: date) -> str:
    day = day_of(draft.figures_at) if draft.figures_at else today
    if not href or day >= today:
        return href
    return f"{href}{'&' if '?' in href else '?'}{urlencode({'tinh_den': screen_date(day)})}"


def kept_numbers(record: Record) -> list[tuple[str, str, str]]:
    """The numbers kept in the document's book, as a choice: which, as it is written, what for."""
    frozen = record.last(DeedKind.APPROVE)
    if frozen is None:
        return []
    document = record.document
    found = reserved_numbers(document.agency_id, document.type, day_of(frozen.at).year)
    return [(str(n), padded(n), reason) for n, reason in found]


def open_fields(record: Record) -> dict[str, str]:
    """What the agency's signature has to bring in the fields that were left open; empty before the number."""
    given = record.numbered
    if given is None or given.number is None or given.dated is None:
        return {}
    return fields_to_fill(padded(given.number.number), given.dated)


def page_context(request: OfficeRequest, record: Record, who: frozenset[Who]) -> dict[str, Any]:
    """Everything on the page of a document but the paper."""
    on = request.moment.as_of.on
    may = set(allowed(record.stage, who))
    files = OutgoingFile.objects.filter(document=record.document).select_related("file", "event").order_by("-id")
    known = {event.no for event in record.events}
    return {
        "record": record,
        "document": record.document,
        "draft": record.draft,
        "value": record.value(),
        "stage": record.stage,
        "next": next_in_words(record),
        "offered": offered_to(record, who),
        "may_edit": DeedKind.EDIT in may,
        "may_sign": DeedKind.SIGN in may,
        "may_number": DeedKind.GIVE_NUMBER in may,
        "kept_numbers": kept_numbers(record) if DeedKind.GIVE_NUMBER in may else [],
        "may_seal": DeedKind.SEAL in may,
        "may_attach": DeedKind.ATTACH in may,
        "may_seal_annex": DeedKind.SEAL_ANNEX in may,
        "annexes": annexes_of(record),
        "may_issue": DeedKind.ISSUE in may,
        "may_follow": record.stage is Stage.ISSUED and Who.DRAFTER in who,
        "warnings": late_warnings(record, on),
        "figures": frozen_figures(record.draft, on),
        "files": [row for row in files if row.event.no in known and row.kind != FileKind.ANNEX],
        "events": list(reversed(record.events)),
        "fields": [(FIELD_NAMES[name], value) for name, value in open_fields(record).items()],
        "followers": list(record.document.followers.order_by("id")),
        "answered": answered_by(request.rights, record.document.pk, request.moment.as_of),
        "replies": replies_to(request.rights, record.document.pk, request.moment.as_of) if record.issued else [],
        "today_text": screen_date(on),
        "here": reverse("outgoing-document", args=[record.document.pk]),
    }
