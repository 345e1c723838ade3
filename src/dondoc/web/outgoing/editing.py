"""Edit a draft on a page (sửa dự thảo): fields and blocks without code, the paper beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.documents.actions import save_draft
from dondoc.documents.form_faults import form_faults
from dondoc.documents.queries.outgoing import Record, official_of
from dondoc.documents.render import render_html
from dondoc.documents.rules.document_files import CannotReadDocument, document_figures, read_document
from dondoc.documents.rules.editing import BlockKind, EditBlock, edit_blocks, edited_body
from dondoc.documents.rules.life import DeedKind, allowed
from dondoc.documents.rules.official import OfficialDocument, Recipient, Urgency
from dondoc.people.queries import people_who_may_sign
from dondoc.people.rules.authority import Authority
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.outgoing.shown import frozen_figures, opened

MOST_BLOCKS, LONGEST = 300, 20_000
WHERE = {
    "subject": "Trích yếu",
    "symbol": "Ký hiệu",
    "place": "Địa danh",
    "addressees": "Kính gửi",
    "basis": "Căn cứ",
    "body": "Nội dung",
    "recipients": "Nơi nhận",
    "authority": "Quyền hạn, chức vụ",
    "signer": "Người ký",
    "circulation": "Phạm vi lưu hành",
    "drafter": "Ký hiệu người soạn",
}
LINES = ("addressees", "basis")


@dataclass(frozen=True)
class Typed:
    """A draft as it is being edited: plain fields by name, and its blocks."""

    fields: Mapping[str, str]
    blocks: Sequence[EditBlock]


def typed_of(value: OfficialDocument) -> Typed:
    """The fields as they stand in a draft."""
    recipients = [line for one in value.recipients for line in (one.text, *(f"+ {child}" for child in one.children))]
    fields = {
        "subject": value.subject,
        "symbol": value.symbol,
        "place": value.place,
        "addressees": "\n".join(value.addressees),
        "basis": "\n".join(value.basis),
        "recipients": "\n".join(recipients),
        "signer": signer_key(value.authority, value.signer),
        "urgency": value.urgency or "",
        "circulation": value.circulation,
        "drafter": value.drafter,
        "note": "",
    }
    return Typed(fields, edit_blocks(value.body))


def signer_key(lines: Sequence[str], name: str) -> str:
    """How the choice of a signer stands in the form: 'TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG | Vĩnh'."""
    return f"{' / '.join(lines)} | {name}"


def typed_in(post: QueryDict) -> Typed:
    """The fields as they were typed, bounded."""
    names = ("subject", "symbol", "place", "addressees", "basis", "recipients", "signer", "urgency", "circulation")
    fields = {name: post.get(name, "")[:LONGEST] for name in (*names, "drafter", "note")}
    blocks = []
    for i in range(MOST_BLOCKS):
        if f"kieu-{i}" not in post:
            break
        kind, source = post[f"kieu-{i}"], post.get(f"goc-{i}", "")
        blocks.append(
            EditBlock(
                BlockKind(kind) if kind in set(BlockKind) else BlockKind.PARAGRAPH,
                post.get(f"chu-{i}", "")[:LONGEST].replace("\r\n", "\n"),
                int(source) if source.isdecimal() and len(source) < 5 else None,
            )
        )
    return Typed(fields, _rearranged(blocks, post.get("lam", "")))


def _rearranged(blocks: list[EditBlock], wish: str) -> list[EditBlock]:
    """After a press of 'thêm', 'xóa', 'lên', 'xuống' beside a block."""
    what, _, place = wish.partition("-")
    at = int(place) if place.isdecimal() and len(place) < 5 else -1
    if what == "them" and at <= len(blocks):
        blocks.insert(at + 1 if place != "dau" else 0, EditBlock(BlockKind.PARAGRAPH, ""))
    elif what == "xoa" and 0 <= at < len(blocks):
        del blocks[at]
    elif what in ("len", "xuong"):
        other = at - 1 if what == "len" else at + 1
        if 0 <= at < len(blocks) and 0 <= other < len(blocks):
            blocks[at], blocks[other] = blocks[other], blocks[at]
    return blocks


def value_of(typed: Typed, before: OfficialDocument) -> OfficialDocument:
    """The document that was typed. Raises CannotReadDocument with every slip, each with its field's Vietnamese name."""
    body = edited_body(typed.blocks, before.body)
    lines, _, name = typed.fields["signer"].rpartition(" | ")
    changed = replace(
        before,
        body=body,
        number=None,
        authority=tuple(filter(None, (line.strip() for line in lines.split(" / ")))) or before.authority,
        signer=name.strip(),
        recipients=_recipients(typed.fields["recipients"]),
    )
    told = document_figures(changed)
    for field in ("subject", "symbol", "place", "circulation", "drafter"):
        told[field] = " ".join(typed.fields[field].split())
    for field in LINES:
        told[field] = _lines(typed.fields[field])
    told["urgency"] = typed.fields["urgency"] or None
    try:
        return read_document(json.dumps(told).encode())
    except CannotReadDocument as slips:
        raise CannotReadDocument(_in_words(reason) for reason in slips.reasons) from slips


def _in_words(reason: Reason) -> Reason:
    name, _, rest = reason.where.replace("[", ".", 1).partition(".")
    place = rest.split("]")[0]
    where = WHERE.get(name, reason.where)
    return Reason(reason.message, f"{where}, mục {int(place) + 1}" if place.isdecimal() else where)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _recipients(text: str) -> tuple[Recipient, ...]:
    """A line each; one that begins with '+' stands under the one before it."""
    made: list[Recipient] = []
    for line in _lines(text):
        bare = line.lstrip("-").strip().rstrip(".;")
        if bare.startswith("+") and made:
            last = made.pop()
            made.append(replace(last, children=(*last.children, bare.lstrip("+ ").strip())))
        else:
            made.append(Recipient(bare.rstrip(":")))
    return tuple(made)


@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, document_id: int) -> HttpResponse:
    """The page of editing: shown, looked at again while typing, saved."""
    record, who = opened(request, document_id)
    if DeedKind.EDIT not in allowed(record.stage, who):
        raise NotFound("Không tìm thấy dự thảo này.")
    before = official_of(record.draft)
    if request.method == "GET":
        return _page(request, record, typed_of(before), before, None)
    typed = typed_in(request.POST)
    if request.POST.get("lam") == "luu":
        return _save(request, record, typed, before)
    try:
        return _page(request, record, typed, value_of(typed, before), None)
    except CannotReadDocument as slips:
        return _page(request, record, typed, before, slips)


@deed
def _save(request: OfficeRequest, record: Record, typed: Typed, before: OfficialDocument) -> HttpResponse:
    try:
        value = value_of(typed, before)
        draft = save_draft(
            actor_id=request.actor_id,
            at=now(),
            document_id=record.document.pk,
            seen=request.POST.get("da_xem", ""),
            value=value,
            note=typed.fields["note"],
        )
    except NotFound:
        raise
    except Refused as refused:
        return _page(request, record, typed, before, refused)
    faults = form_faults(value)
    told = f"Đã lưu bản dự thảo {draft.no}."
    if faults:
        told += f" Còn {len(faults)} chỗ chưa đúng thể thức, phải sửa trước khi trình: "
        told += "; ".join(f"{one.where}: {one.found}, cần {one.expected}" for one in faults[:5]) + "."
    messages.success(request, told)
    return redirect("outgoing-document", record.document.pk)


def _page(
    request: OfficeRequest, record: Record, typed: Typed, shown: OfficialDocument, refused: Refused | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "record": record,
        "typed": typed,
        "blocks": list(enumerate(typed.blocks)),
        "kinds": [kind for kind in BlockKind if kind is not BlockKind.KEPT],
        "urgencies": list(Urgency),
        "signers": _signers(record, request),
        "figures": frozen_figures(record.draft, request.moment.as_of.on),
        "paper": mark_safe(render_html(shown)),  # noqa: S308 - the writer escapes every text
        "refused": refused,
        "seen": request.POST.get("da_xem") or record.seen,
    }
    return render(request, "outgoing/edit.html", context, status=422 if refused else 200)


def _signers(record: Record, request: OfficeRequest) -> list[tuple[str, Authority]]:
    """Everybody who may sign such a document today, with his block."""
    type_ = record.type
    ways = people_who_may_sign(
        agency_id=record.document.agency_id,
        type_code=type_.value,
        type_label=type_.label.lower(),
        on=request.moment.as_of.on,
    )
    return [(signer_key(way.lines, way.full_name), way) for way in ways]
