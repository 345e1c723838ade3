"""The words of the pages as signed and as they stand now (hai bản lời văn), where something followed a signature."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from dondoc.signing.rules.facts import Coverage, DocumentFacts, PageTexts, SignatureFacts
from dondoc.signing.rules.later import HARMLESS_CHANGES

MOST_PAGES = 30
LONGEST_WORDS = 4000


def with_text_changes(facts: DocumentFacts, data: bytes) -> DocumentFacts:
    """The facts, and with each signature that something of weight followed the pages whose words changed."""
    signatures = tuple(
        replace(s, text_changes=text_changes(data, s.byte_range[2] + s.byte_range[3])) if _needs_texts(s) else s
        for s in facts.signatures
    )
    return replace(facts, signatures=signatures)


def _needs_texts(signature: SignatureFacts) -> bool:
    is_sound = len(signature.byte_range) == 4 and not signature.structure_problems
    return (
        is_sound and signature.coverage is not Coverage.WHOLE_FILE and signature.later_changes not in HARMLESS_CHANGES
    )


def text_changes(data: bytes, end: int) -> tuple[PageTexts, ...]:
    """Pages whose words are others in the whole file than in the part up to `end`, which was signed.

    Boundary: what the reader of texts raises over broken bytes means that no words can be shown.
    """
    try:
        signed, now = _words(data[:end]), _words(data)
    except Exception:  # noqa: BLE001 - the boundary named above
        return ()
    pages = range(max(len(signed), len(now)))
    pairs = ((n + 1, signed[n] if n < len(signed) else "", now[n] if n < len(now) else "") for n in pages)
    return tuple(PageTexts(*pair) for pair in pairs if pair[1] != pair[2])


def _words(data: bytes) -> list[str]:
    """The words of the first pages, those of notes among them."""
    from pypdf import PdfReader  # here: most files need no comparison

    texts = []
    for page in PdfReader(BytesIO(data)).pages[:MOST_PAGES]:
        notes = [str(note.get_object().get("/Contents", "")) for note in page.get("/Annots") or ()]
        words = "\n".join([page.extract_text(), *filter(None, notes)])
        texts.append("".join(c for c in words if c.isprintable() or c == "\n").strip()[:LONGEST_WORDS])
    return texts
