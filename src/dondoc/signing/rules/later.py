"""May this stand behind a signature (phần thêm sau khi ký có được phép không)?

After a signature only these may come: evidence and document timestamps without a trace on the page; a later
signature with its image, not larger than a seal or a written name needs and over no words but those of its place; and,
together with a later signature, number and date in the fields that were left open for them. Source: NĐ 30/2020/NĐ-CP,
Điều 5, 13, 32 and Phụ lục I; ETSI EN 319 142-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.base.rules.wording import comma_list
from dondoc.signing.rules.facts import (
    Coverage,
    DocumentFacts,
    Kind,
    LaterChanges,
    LaterField,
    SignatureFacts,
    Syntax,
)
from dondoc.signing.rules.indications import Finding, SubIndication

# Fields for what văn thư adds when the document is issued; nothing else may be filled in.
NUMBER_FIELD, DAY_FIELD, MONTH_FIELD = "DonDoc-So", "DonDoc-Ngay", "DonDoc-Thang"
RESERVED = {
    NUMBER_FIELD: re.compile(r"[0-9]{1,7}[a-zA-Z]?"),
    DAY_FIELD: re.compile(r"[0-9]{1,2}"),
    MONTH_FIELD: re.compile(r"[0-9]{1,2}"),
}
# Millimetres: a reserved field holds one line; an image is a seal, a written name, or both side by side.
LARGEST_RESERVED = (25.0, 10.0)
LARGEST_IMAGE = (120.0, 70.0)
HARMLESS_CHANGES = frozenset({LaterChanges.NONE, LaterChanges.VALIDATION_DATA})


def later_findings(signature: SignatureFacts, document: DocumentFacts) -> Iterator[Finding]:
    """Everything behind a signature that may not stand there."""
    if signature.coverage is Coverage.WHOLE_FILE:
        return
    if not is_update_permitted(signature):
        sentence = "sau khi ký, tệp bị nối thêm nội dung không được phép; hãy dùng đúng bản đã ký hoặc ký lại."
        yield Finding(SubIndication.FORMAT_FAILURE, sentence)
        return
    if document.syntax is Syntax.TOLERANT:
        sentence = "tệp sai cú pháp PDF nên không xác định chắc chắn được phần nối thêm sau khi ký; cần xem lại."
        yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, sentence)
    wrong = list(dict.fromkeys([*_unsigned(signature, document), *_unfit(signature, document)]))
    for field in signature.later_fields:
        if field.covers:
            sentence = f"hình ở ô {field.name} ký sau che lên chữ của văn bản (“{field.covers}”); cần xem lại."
            yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, sentence)
    if wrong or signature.later_changes is LaterChanges.ANNOTATIONS:
        sentence = f"sau khi ký, ô trong tệp còn bị thêm hoặc điền ({comma_list(wrong) or 'không rõ ô'}); cần xem lại."
        yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, sentence)


def is_update_permitted(signature: SignatureFacts) -> bool:
    """Are the updates behind it of a kind that can be permitted at all?"""
    if signature.coverage is Coverage.WHOLE_FILE:
        return True
    # An update that changes nothing is none that anybody needs.
    unknown = signature.later_changes in (LaterChanges.OTHER, LaterChanges.UNKNOWN, LaterChanges.NONE)
    return signature.coverage is Coverage.REVISION and not unknown and signature.is_change_permitted


def _unsigned(signature: SignatureFacts, document: DocumentFacts) -> Iterator[str]:
    """Changed fields that no later signature put there, reserved ones rightly filled in left out."""
    later = {s.field for s in _after(signature, document) if s.kind is Kind.SIGNATURE}
    if signature.later_changes in HARMLESS_CHANGES:
        return
    rightly_filled = {f.name for f in signature.later_fields if _is_rightly_filled(f, signature, document)}
    unsigned = [name for name in signature.changed_fields if name not in later | rightly_filled]
    if unsigned or not later:
        yield from unsigned or [""]


def _unfit(signature: SignatureFacts, document: DocumentFacts) -> Iterator[str]:
    """New fields that show more than they may: nothing for a timestamp or an empty one, an image for a signature."""
    kinds = {s.field: s.kind for s in _after(signature, document)}
    for field in signature.later_fields:
        if field.is_text:
            if not _is_rightly_filled(field, signature, document):
                yield field.name
            continue
        is_visible = field.width * field.height > 0
        is_image = kinds.get(field.name) is Kind.SIGNATURE and _fits(field, LARGEST_IMAGE)
        if is_visible and not is_image:
            yield field.name


def _is_rightly_filled(field: LaterField, signature: SignatureFacts, document: DocumentFacts) -> bool:
    """Number or date, in the field left open for it, in the very update that a later signature closes."""
    pattern = RESERVED.get(field.name)
    if pattern is None or not field.was_empty or not _fits(field, LARGEST_RESERVED):
        return False
    closing = {s.revision for s in _after(signature, document) if s.kind is Kind.SIGNATURE}
    return pattern.fullmatch(field.text) is not None and field.filled_in_revision in closing


def _after(signature: SignatureFacts, document: DocumentFacts) -> tuple[SignatureFacts, ...]:
    return document.signatures[document.signatures.index(signature) + 1 :]


def _fits(field: LaterField, largest: tuple[float, float]) -> bool:
    return field.width <= largest[0] and field.height <= largest[1]
