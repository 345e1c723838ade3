"""Source documents are indexed for the search; a person's searches are kept and dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dondoc.assignments.actions import index_sources
from dondoc.assignments.models import SourceDocument, SourceWords
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.actions import CannotSaveSearch, drop_search, index_outgoing, save_search
from dondoc.documents.queries.searching import saved_searches
from dondoc.documents.rules.official import Paragraph, runs
from tests.actions.test_take_in_reply import assigned
from tests.factories import NOW, World
from tests.factories.outgoing import Office, record

pytestmark = pytest.mark.both


def test_a_source_is_indexed_once_and_put_right(world: World) -> None:
    assigned(world)
    source = SourceDocument.objects.order_by("pk")[0]
    source.title = "Tiêu đề hoàn toàn khác"
    assert index_sources(actor_id=None, at=NOW, sources=[source]) == 1
    assert SourceWords.objects.filter(source=source).count() == 1
    assert "hoan toan khac" in SourceWords.objects.get(source=source).words.words


def test_a_search_is_kept_for_its_owner(world: World) -> None:
    lan = {"actor_id": world.people["lan"], "at": NOW}
    row = save_search(**lan, name="Đôn đốc", query="q=don+doc")  # type: ignore[arg-type]
    save_search(**lan, name="Đôn đốc", query="q=khac")  # type: ignore[arg-type]
    assert [(one.name, one.query) for one in saved_searches(world.people["lan"])] == [("Đôn đốc", "q=khac")]
    with pytest.raises(CannotSaveSearch) as refused:
        save_search(**lan, name=" ", query="")  # type: ignore[arg-type]
    assert len(refused.value.reasons) == 2
    with pytest.raises(NotFound):
        drop_search(actor_id=world.people["hoa"], at=NOW, search_id=row.pk)
    assert drop_search(**lan, search_id=row.pk) == "Đôn đốc"  # type: ignore[arg-type]
    assert saved_searches(world.people["lan"]) == []


def test_the_words_of_a_document_are_written_anew(world: World) -> None:
    document = Office(world).draft()
    value = replace(record(document).value(), subject="việc khác", body=(Paragraph(runs("Chữ mới./.")),))
    row = index_outgoing(actor_id=None, at=NOW, document=document, value=value, dated=None)
    assert "chu moi" in row.words and "don doc" not in row.words
