"""Begin an outgoing document (lập dự thảo): a free one, or one that replaces or corrects an issued document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.wording import document_date
from dondoc.documents.actions import Purpose, create_draft
from dondoc.documents.models import IncomingDocument
from dondoc.documents.queries.incoming import access_incoming, parts_in
from dondoc.documents.queries.outgoing import Record, desk_agencies
from dondoc.documents.rules.incoming import MAY, DeedKind
from dondoc.documents.rules.life import FollowKind, Stage, Who
from dondoc.documents.rules.official import (
    DocumentDate,
    DocumentType,
    OfficialDocument,
    Paragraph,
    Recipient,
    runs,
    symbol_of,
)
from dondoc.documents.rules.official.document import END
from dondoc.people.queries import head_block
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.outgoing.shown import opened

COMMITTEE = ("UBND ", "ỦY BAN NHÂN DÂN ", "UỶ BAN NHÂN DÂN ")
KINDS = re.compile(r"^(tỉnh|thành phố|huyện|thị xã|xã|phường|đặc khu)\s+", re.IGNORECASE)
FOLLOWS = {"thay-the": FollowKind.REPLACES, "dinh-chinh": FollowKind.CORRECTS}


class NewForm(forms.Form):
    """What a free document needs to begin (văn bản soạn tự do)."""

    agency = forms.ChoiceField(label="Cơ quan ban hành")
    type = forms.ChoiceField(label="Loại văn bản", choices=[(t.value, t.label) for t in DocumentType], initial="CV")
    subject = forms.CharField(
        label="Trích yếu",
        max_length=500,
        help_text="Công văn: viết sau “V/v”",
        error_messages={"required": "Ghi trích yếu của văn bản."},
    )
    unit = forms.CharField(label="Đơn vị soạn", max_length=20, required=False, help_text="Viết tắt trong ký hiệu: TH")

    def __init__(self, agencies: list[AgencyOnDay], data: object = None, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["agency"].choices = [(one.code, one.name) for one in agencies]  # type: ignore[attr-defined]


def _agencies(request: OfficeRequest) -> dict[str, AgencyOnDay]:
    """The agencies for which the person drafts. NotFound where there is none."""
    on = request.moment.as_of.on
    found = agencies_as_on(desk_agencies(request.rights, on), on)
    if not found:
        raise NotFound("Không tìm thấy trang này.")
    return {one.code: one for one in sorted(found.values(), key=lambda one: one.code)}


@deed
@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """A free document with an empty body, to be edited; asked for with 'tra_loi' it answers that incoming document."""
    agencies, answered = _agencies(request), _answered(request)
    begun = _beginning(answered, agencies.values()) if answered else None
    form = NewForm(list(agencies.values()), request.POST if request.method == "POST" else None, begun)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "outgoing/new.html", {"form": form, "answered": answered}, status=status)
    told = form.cleaned_data
    agency, on = agencies[told["agency"]], request.moment.as_of.on
    parent = agencies_as_on([agency.parent_id], on) if agency.parent_id else {}
    value = _empty(agency, parent.get(agency.parent_id or 0), DocumentType(told["type"]), told["subject"], told["unit"])
    block = head_block(agency_id=agency.id, type_code=value.type.value, type_label=value.type.label.lower(), on=on)
    value = replace(value, authority=block[0], signer=block[1]) if block else value
    value = _answering(value, answered) if answered else value
    purpose = Purpose(answers_id=answered.pk if answered else None)
    try:
        made = create_draft(actor_id=request.actor_id, at=now(), agency_code=agency.code, value=value, purpose=purpose)
    except NotFound:
        raise
    except Refused as refused:
        context = {"form": form, "refused": refused, "answered": answered}
        return render(request, "outgoing/new.html", context, status=422)
    return redirect("outgoing-edit", made.pk)


def _answered(request: OfficeRequest) -> IncomingDocument | None:
    """The incoming document to answer, for whoever may answer it; None where none is asked for."""
    wanted = request.GET.get("tra_loi", "")
    if not wanted:
        return None
    if not wanted.isdecimal():
        raise NotFound("Không tìm thấy văn bản đến này.")
    document = access_incoming(request.rights, int(wanted[:18]))
    if not MAY[DeedKind.ANSWERED] & parts_in(request.rights, document):
        raise NotFound("Không tìm thấy văn bản đến này.")
    return document


def _cited(document: IncomingDocument) -> str:
    """'Công văn số 7121/BNV-CCHC ngày 15/11/2026'."""
    told = [document.type_name, f"số {document.symbol}" if document.symbol else ""]
    told.append(f"ngày {document_date(document.dated)}" if document.dated else "")
    return " ".join(filter(None, told))


def _beginning(document: IncomingDocument, agencies: Iterable[AgencyOnDay]) -> dict[str, str]:
    """What the form says first: the agency that received it, a letter, what it answers."""
    codes = {one.id: one.code for one in agencies}
    told = {"subject": f"trả lời {_cited(document)}"}
    return told | ({"agency": codes[document.agency_id]} if document.agency_id in codes else {})


def _answering(value: OfficialDocument, document: IncomingDocument) -> OfficialDocument:
    """An answer begins with what it answers, and goes to who asked."""
    said = f"Phúc đáp {_cited(document)} của {document.issuer}: {document.subject}, cơ quan có ý kiến như sau: …{END}"
    addressees = (document.issuer,) if value.type is DocumentType.LETTER else value.addressees
    return replace(value, addressees=addressees, body=(Paragraph(runs(said)),))


def _empty(
    agency: AgencyOnDay, parent: AgencyOnDay | None, type_: DocumentType, subject: str, unit: str
) -> OfficialDocument:
    """A document of an agency before anybody has written: its head by rule, its body one line."""
    committee = agency.name.upper().startswith(COMMITTEE)
    place = _place(agency if committee or parent is None else parent)
    issuer = ("ỦY BAN NHÂN DÂN", place.upper()) if committee else (agency.name.upper(),)
    above = () if committee or parent is None else (parent.name.upper(),)
    abbreviation = "UBND" if committee else "".join(word[0] for word in agency.name.upper().split())
    return OfficialDocument(
        type=type_,
        issuer_parent=above,
        issuer=issuer,
        number=None,
        symbol=symbol_of(type_, abbreviation, unit.strip().upper() or "VP"),
        place=KINDS.sub("", place),
        date=DocumentDate(None, None, None),
        subject=" ".join(subject.split()),
        addressees=("…",) if type_ is DocumentType.LETTER else (),
        body=(Paragraph(runs(f"Nội dung văn bản{END}")),),
        authority=("CHỦ TỊCH",) if committee else ("THỦ TRƯỞNG CƠ QUAN",),
        signer="",
        recipients=(Recipient("Như trên"), Recipient("Lưu: VT")),
    )


def _place(agency: AgencyOnDay) -> str:
    """'xã Lục Nam' of 'UBND xã Lục Nam'."""
    words = agency.name
    for begin in COMMITTEE:
        if words.upper().startswith(begin):
            return words[len(begin) :].strip()
    return words


@deed
@require_POST
def follow(request: OfficeRequest, document_id: int, how: str) -> HttpResponse:
    """Draft a document that replaces the issued one, or a letter that corrects it (thay thế, đính chính)."""
    kind = FOLLOWS.get(how)
    record, who = opened(request, document_id)
    if kind is None or Who.DRAFTER not in who or record.stage is not Stage.ISSUED:
        raise NotFound("Không tìm thấy văn bản này.")
    value = record.value() if kind is FollowKind.REPLACES else _correcting(record)
    purpose = Purpose(follows_id=record.document.pk, follow_kind=kind)
    code = record.document.agency.code
    made = create_draft(actor_id=request.actor_id, at=now(), agency_code=code, value=value, purpose=purpose)
    messages.success(request, f"Đã lập dự thảo văn bản {kind.label}; văn bản cũ đổi trạng thái khi bản này phát hành.")
    return redirect("outgoing-edit", made.pk)


def _correcting(record: Record) -> OfficialDocument:
    """The letter that puts a slip of form or procedure right. Source: NĐ 30/2020/NĐ-CP, Điều 18.3."""
    old = record.value()
    day = f"ngày {old.date.day:02d}/{old.date.month}/{old.date.year}" if old.date.day and old.date.month else ""
    cited = f"{old.type.label} số {old.number}/{old.symbol} {day}".strip()
    body = f"Do sơ suất trong khâu soạn thảo, {cited} được đính chính như sau: …{END}"
    symbol = old.symbol if old.type is DocumentType.LETTER else symbol_of(DocumentType.LETTER, *_parts(old.symbol))
    return replace(
        old,
        type=DocumentType.LETTER,
        symbol=symbol,
        subject=f"đính chính {cited}",
        addressees=old.addressees or ("…",),
        basis=(),
        body=(Paragraph(runs(body)),),
        annexes=(),
        number=None,
    )


def _parts(symbol: str) -> tuple[str, str]:
    """'BC-VP' of a report becomes 'VP-VP' of its letter: the issuer, and the unit that drafts."""
    issuer = symbol.partition("-")[2] or symbol
    return issuer, "VP"
