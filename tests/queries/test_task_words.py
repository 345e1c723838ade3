"""Tasks are found by the beginnings of their words, marks aside, on both databases, and only by whom may see them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dondoc.assignments.hints import renew_hints, renew_missing_hints
from dondoc.assignments.models import Task, TaskWords
from dondoc.assignments.queries import tasks_with_words
from dondoc.base.rules.folding import asked, folded
from dondoc.people.queries import rights_of
from tests.actions.test_take_in_reply import assigned
from tests.factories import World

pytestmark = pytest.mark.both


def found(world: World, who: str, words: str) -> list[str]:
    return [task.code for task in tasks_with_words(rights_of(world.people[who], date(2026, 11, 23)), words, 50)]


def test_words_are_found_by_their_beginnings_without_marks(world: World) -> None:
    code = assigned(world).code
    for words in ("rà soát", "RA SOAT", "ra soa", "soat ra", "hạ tầng số"):
        assert code in found(world, "hoa", words) and code in found(world, "nam", words), words
    for words in ("oat", "ra soat khong co", "'; --", "!!!", "%"):
        assert code not in found(world, "hoa", words), words
    assert code not in found(world, "dung", "ra soat")


def test_words_that_are_missing_are_made(world: World) -> None:
    code = assigned(world).code
    TaskWords.objects.all().delete()
    assert found(world, "hoa", "ra soat") == []
    assert renew_missing_hints() == Task.objects.count()
    assert code in found(world, "hoa", "ra soat")


ANY = st.text(st.sampled_from("đôn ĐỐC5/-'\"%_\\:*&|!()xß中"), max_size=14)


class TwinOfTaskSearch(TestCase):
    """What a database finds is what the rule says of the folded words."""

    @settings(max_examples=60)
    @given(ANY, ANY)
    def test_the_database_answers_as_the_rule(self, title: str, question: str) -> None:
        world = World()
        task = Task.objects.filter(province=world.agencies["LS"]).order_by("pk")[0]
        Task.objects.filter(pk=task.pk).update(title=title or "-", code="T", source=None, assignment=None)
        TaskWords.objects.filter(pk=task.pk).delete()
        renew_hints([task.pk])
        words = asked(question).words
        there = f" {folded(f'T {title}')}"
        hit = bool(words) and all(f" {word}" in there for word in words)
        assert ("T" in found(world, "hoa", f" {question} ,")) == hit
