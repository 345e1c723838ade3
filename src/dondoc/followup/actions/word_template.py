"""Word a template (sửa lời văn của mẫu văn bản): an office's own sentences, from a day on, as a new version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import screen_moment
from dondoc.documents.actions import set_wording
from dondoc.documents.models import OfficeWording
from dondoc.documents.queries import WordingVersion, wording_versions
from dondoc.documents.rules.templates import cleaned, faults
from dondoc.followup.letters.templates import template_of
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right

LONGEST_NOTE = 500


class CannotWordTemplate(Refused):
    """Refused: the sentences cannot be used, or somebody else has changed them meanwhile; every reason is told.

    `where` of a reason is a section's key, or 'valid_from', 'note'; empty where it belongs to none.
    """


@transaction.atomic
def word_template(
    *,
    actor_id: int | None,
    at: datetime,
    province_id: int,
    kind: str,
    content: Mapping[str, str | Iterable[str]],
    valid_from: date | None,
    note: str = "",
    based_on: int | None = None,
) -> OfficeWording | None:
    """Make a new version of an office's sentences; None when nothing differs from the version it is based on.

    `based_on`: id of the newest version when the page was opened, None when there was none. `valid_from` before
    today needs a `note`. Raises CannotWordTemplate, NotFound.
    """
    _check_may_word(actor_id, at, province_id)
    template = template_of(kind)
    said = cleaned(template, content)
    # The province's row is locked: of two people who save at once the second is told of the first.
    Agency.objects.select_for_update().get(pk=province_id)
    newest = next(iter(wording_versions(kind, province_id)), None)
    reasons = [*_meanwhile(newest, based_on), *faults(template, said), *_day(valid_from, day_of(at), note)]
    if reasons or valid_from is None:
        raise CannotWordTemplate(reasons)
    if newest is not None and newest.content == said and newest.valid_from == valid_from:
        return None
    return set_wording(
        actor_id=actor_id,
        at=at,
        province_id=province_id,
        kind=kind,
        content=said,
        valid_from=valid_from,
        note=note.strip(),
    )


def _check_may_word(actor_id: int | None, at: datetime, province_id: int) -> None:
    """Who watches a province words its documents (theo dõi, đôn đốc)."""
    if actor_id is not None and not rights_of(actor_id, day_of(at)).has(Right.MONITOR, province_id):
        raise NotFound("Không tìm thấy mẫu văn bản này.")


def _meanwhile(newest: WordingVersion | None, based_on: int | None) -> Iterator[Reason]:
    if newest is not None and newest.id != based_on:
        who = newest.by or "quản trị hệ thống"
        yield Reason(
            f"{who} đã sửa mẫu này lúc {screen_moment(newest.recorded_at)}, sau khi trang này mở. "
            "Xem bản đó ở mục Các bản, gộp nội dung rồi lưu lại."
        )


def _day(valid_from: date | None, today: date, note: str) -> Iterator[Reason]:
    if valid_from is None:
        yield Reason("Ghi ngày/tháng/năm, ví dụ 01/07/2026.", "valid_from")
    elif valid_from < today and not note.strip():
        yield Reason("Áp dụng từ ngày đã qua thì phải ghi lý do.", "note")
    if len(note.strip()) > LONGEST_NOTE:
        yield Reason(f"Dài {len(note.strip())} ký tự, tối đa {LONGEST_NOTE}.", "note")
