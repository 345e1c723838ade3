"""Questions put together once for a process (câu hỏi soạn sẵn).

Django takes longer over the words of a question than the database over its answer, and a first page asks thirty. Where
the words never change, only the values, they are kept; docs/adr/0029-found-by-hints.md says what that saves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.db import connection
from django.db.models import BooleanField, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable

Given = date | datetime | int | str | Collection[int]
M = TypeVar("M", bound=Model)
# The first of the values that stand in for those asked for while the words are put together: no office asks for them.
LONG_AGO = datetime(1801, 1, 1, tzinfo=UTC)
NO_KEY, NO_CODE = -(10**15), "\x02"


def one_parameter(ids: Collection[int]) -> RawSQL:
    """Keys to be found in a column, `column__in=one_parameter(ids)`: one parameter, however many there are."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [_as_parameter(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [_as_parameter(ids)])


def among(column: str, ids: Collection[int]) -> RawSQL:
    """The same for a few keys, as a condition on a column of the code ('table.column'): its index is seen to fit."""
    if connection.vendor == "postgresql":
        return RawSQL(f"{column} = ANY(%s::bigint[])", [_as_parameter(ids)], BooleanField())  # noqa: S611
    found = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608
    return RawSQL(found, [_as_parameter(ids)], BooleanField())  # noqa: S611


def _as_parameter(ids: Collection[int]) -> str:
    return f"{{{','.join(map(str, ids))}}}" if connection.vendor == "postgresql" else json.dumps(list(ids))


class _Words(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    compiler: Any


class Prepared:
    """A question whose words never change: `build` makes it, as a `values_list`, out of days, moments, keys and
    codes.

    `build` may not look at the values and takes several keys only by `one_parameter` or `among`: it is called once,
    with stand-ins.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._words: dict[str, _Words] = {}

    def __call__(self, *given: Given) -> Iterable[tuple[Any, ...]]:
        """The rows of the answer."""
        words, rows = self._answer(given)
        found: Iterable[tuple[Any, ...]] = words.compiler.results_iter([rows], tuple_expected=True)
        return found

    def _answer(self, given: Sequence[Given]) -> tuple[_Words, list[Any]]:
        words = self._words.get(connection.vendor)
        if words is None:
            words = self._words[connection.vendor] = self._put_together(given)
        values = {_adapted(_stand_in(one, n)): _adapted(one) for n, one in enumerate(given)}
        with connection.cursor() as cursor:
            cursor.execute(words.sql, [values.get(one, one) for one in words.params])
            return words, cursor.fetchall()

    def _put_together(self, given: Sequence[Given]) -> _Words:
        query = self._build(*(_stand_in(one, n) for n, one in enumerate(given))).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        unused = {_adapted(_stand_in(one, n)) for n, one in enumerate(given)} - set(params)
        if unused:  # else the answer would be that to another question
            raise ValueError(f"the question puts something else in the place of {unused}")
        return _Words(sql, tuple(params), compiler)


class PreparedObjects(Prepared, Generic[M]):
    """The same where `build` makes objects, with those that `select_related` and `annotate` put beside them."""

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        super().__init__(build)

    def first(self, *given: Given) -> M | None:
        """The first object of the answer; `build` bears the order and the limit."""
        words, rows = self._answer(given)
        answered = copy(words.compiler)
        answered.execute_sql = lambda **_: [rows]
        # As much of a query set as Django's reader of objects looks at.
        asked = SimpleNamespace(
            db=connection.alias, query=SimpleNamespace(get_compiler=lambda using: answered), _known_related_objects={}
        )
        return next(iter(ModelIterable(cast(Any, asked))), None)


def _stand_in(one: Given, place: int) -> Given:
    if isinstance(one, int | str):
        return NO_KEY - place if isinstance(one, int) else f"{NO_CODE}{place}"
    day = LONG_AGO + timedelta(days=place)
    return day if isinstance(one, datetime) else day.date() if isinstance(one, date) else [-1 - place]


def _adapted(one: Given) -> Any:
    """As a parameter reaches the database."""
    if isinstance(one, int | str):
        return one
    if isinstance(one, datetime):
        return connection.ops.adapt_datetimefield_value(one)
    return connection.ops.adapt_datefield_value(one) if isinstance(one, date) else _as_parameter(one)
