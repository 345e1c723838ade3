"""Full-text search: the same answers as the rule on both databases, marks aside, and only what one may know of."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dondoc.base.rules.folding import asked
from dondoc.documents.actions import index_words
from dondoc.documents.models import DocumentText
from dondoc.documents.queries.searching import SearchFilter, found_documents, with_keys
from dondoc.documents.rules.searching import Indexed, SearchKind
from dondoc.followup.queries.searching import search_documents
from dondoc.people.queries import rights_of
from tests.actions.test_take_in_reply import assigned
from tests.factories import NOW, World
from tests.factories.incoming import CAST, TODAY, register, share

pytestmark = pytest.mark.both


def search(world: World, who: str, words: str, **wanted: object) -> list[str]:
    rights = rights_of(world.people[who], TODAY)
    rows = with_keys(search_documents(rights, TODAY, asked(words), SearchFilter(**wanted)))  # type: ignore[arg-type]
    return [row.symbol for row in rows]


def test_words_are_found_without_marks_in_head_and_file(world: World) -> None:
    register(world, text="Yêu cầu Đẩy mạnh cải cách thủ tục hành chính")
    for words in ("don doc", "đôn đốc", "ĐÔN ĐỐC", '"day manh cai cach"', "1284/VPCP-KSTT", "vpcp kstt", "van phong"):
        assert search(world, "hoa", words) == ["1284/VPCP-KSTT"], words
    for words in ("don docs", '"cach cai"', "128/VPCP", '"doc don"'):
        assert search(world, "hoa", words) == [], words


def test_only_what_one_may_know_of_is_found(world: World) -> None:
    document = register(world)
    assert {who for who in CAST if search(world, who, "don doc")} == {"hoa", "quan"}
    share(world, document)
    assert {who for who in CAST if search(world, who, "don doc")} == {"hoa", "quan", "lan", "minh"}


def test_documents_that_assigned_tasks_are_found_by_their_text(world: World) -> None:
    task = assigned(world)
    assert task.source is not None
    assert task.source.number in search(world, "nam", "ra soat ha tang")
    assert search(world, "dung", "ra soat ha tang") == []


def test_a_hit_in_the_head_stands_before_one_in_the_text_then_the_newest(world: World) -> None:
    register(world, symbol="1/A", subject="V/v khác", text="đôn đốc", dated=date(2026, 11, 20))
    register(world, symbol="2/A", dated=date(2026, 11, 2))
    register(world, symbol="3/A", dated=date(2026, 11, 10))
    assert search(world, "hoa", "don doc") == ["3/A", "2/A", "1/A"]


def test_filters_narrow_and_alone_find(world: World) -> None:
    register(world, symbol="1/A", type_name="Báo cáo", dated=date(2026, 11, 2))
    register(world, symbol="2/A", issuer="Bộ Nội vụ")
    assert search(world, "hoa", "", type_name="Báo cáo") == ["1/A"]
    assert search(world, "hoa", "don doc", issuer="Bộ Nội vụ") == ["2/A"]
    assert search(world, "hoa", "don doc", since=date(2026, 11, 3)) == ["2/A"]
    assert search(world, "hoa", "don doc", until=date(2026, 11, 3)) == ["1/A"]
    assert search(world, "hoa", "don doc", kind=SearchKind.OUTGOING) == []


WORDS = st.lists(
    st.sampled_from(
        [
            "đôn",
            "đốc",
            "báo",
            "cáo",
            "05/UBND-KT",
            "don",
            "1e5",
            "0x1f",
            "12e",
            "ß",
            "ﬁ",
            "日本",
            "a" * 70,
            "'; --",
            "%",
            "_",
        ]
    ),
    max_size=8,
).map(" ".join)
ANY = st.one_of(WORDS, st.text(max_size=40))


class TwinOfSearch(TestCase):
    """What a database finds is what the rule says is in the words."""

    @settings(max_examples=60)
    @given(st.lists(ANY, min_size=1, max_size=4), st.one_of(ANY, ANY.map(lambda text: f'"{text}"')))
    def test_the_database_answers_as_the_rule(self, texts: list[str], question: str) -> None:
        agency_id = World().agencies["BG"]
        told = {"actor_id": None, "at": NOW, "kind": SearchKind.SOURCE, "agency_id": agency_id}
        rows = [index_words(**told, told=Indexed(text=text.replace("\x00", ""))) for text in texts]  # type: ignore[arg-type]
        wanted = asked(question.replace("\x00", ""))
        mine = Q(pk__in=[row.pk for row in rows])
        found = set(found_documents(wanted, mine))
        assert found == {row.pk for row in rows if wanted.is_in(row.words)}

    def test_what_is_changed_and_deleted_is_found_so(self) -> None:
        told = {"actor_id": None, "at": NOW, "kind": SearchKind.SOURCE, "agency_id": World().agencies["BG"]}
        row = index_words(**told, told=Indexed(subject="chữ lạ hiếm"))  # type: ignore[arg-type]
        index_words(**told, row=row, told=Indexed(subject="chữ mới"))  # type: ignore[arg-type]
        mine = Q(pk=row.pk)
        assert not found_documents(asked("hiem"), mine)
        assert found_documents(asked("moi"), mine)
        assert with_keys(found_documents(asked("moi"), mine)) == [row]
        DocumentText.objects.filter(pk=row.pk).delete()
        assert not found_documents(asked("moi"), mine)
