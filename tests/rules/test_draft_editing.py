"""A body edited on a page comes back as it was; what is changed changes, figures keep their links."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dondoc.documents.rules.editing import BlockKind, EditBlock, edit_blocks, edited_body, relinked
from dondoc.documents.rules.official import (
    Column,
    DocumentType,
    Heading,
    Marker,
    Paragraph,
    Points,
    Row,
    Run,
    Table,
    plain,
    runs,
)
from dondoc.documents.rules.official.blocks import Cell
from tests.documents.every_type import DECISION, document_of

FIGURE = Run("06", href="/bao-cao/")
TABLE = Table((Column("Đơn vị"),), (Row((Cell(runs("Sở Tài chính")),)),))
BODY = (
    Paragraph(runs("Còn ", FIGURE, " đơn vị.")),
    Heading("1. Kết quả"),
    Points((runs("một"), runs("hai ", FIGURE)), Marker.LETTER),
    TABLE,
)


def test_what_is_not_touched_comes_back_the_same() -> None:
    assert edited_body(edit_blocks(BODY), BODY) == BODY


def test_every_type_of_document_survives_the_page_of_editing() -> None:
    for document in (DECISION, *(document_of(type_) for type_ in DocumentType)):
        assert edited_body(edit_blocks(document.body), document.body) == document.body


def test_a_changed_sentence_keeps_the_link_of_its_figure() -> None:
    blocks = [EditBlock(BlockKind.PARAGRAPH, "Hiện có 106 hồ sơ, còn 06 đơn vị chậm.", 0), *edit_blocks(BODY)[1:]]
    (first, *_) = edited_body(blocks, BODY)
    assert first == Paragraph((Run("Hiện có 106 hồ sơ, còn "), FIGURE, Run(" đơn vị chậm.")))


def test_lines_put_in_between_do_not_take_the_links_of_others() -> None:
    edited = [EditBlock(BlockKind.LETTERED, "một\nthêm\nhai 06", 2)]
    assert edited_body(edited, BODY) == (Points((runs("một"), runs("thêm"), runs("hai ", FIGURE)), Marker.LETTER),)


def test_an_emptied_block_goes_and_a_new_one_comes() -> None:
    edited = [
        EditBlock(BlockKind.PARAGRAPH, " \n"),
        EditBlock(BlockKind.DASHED, "ý một\ný hai"),
        EditBlock(BlockKind.KEPT, "", 3),
    ]
    assert edited_body(edited, BODY) == (Points((runs("ý một"), runs("ý hai")), Marker.DASH), TABLE)


@given(st.lists(st.tuples(st.text("ab1 ", min_size=1, max_size=5), st.booleans())), st.text("ab1 ", max_size=30))
def test_linking_again_never_changes_the_words(old: list[tuple[str, bool]], new: str) -> None:
    assert plain(relinked([Run(text, bold=bold) for text, bold in old], new)) == new
