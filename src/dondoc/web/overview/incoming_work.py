"""Incoming documents in the worklist (văn bản đến trong việc hôm nay). Presentation only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse

from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.wording import number
from dondoc.documents.queries.incoming import agencies_held, open_counts
from dondoc.documents.rules.incoming import SEEING
from dondoc.exchange.queries.arrivals import waiting_arrivals
from dondoc.people.rules.rights import Rights
from dondoc.web.overview.worklist import Item

# Group of the list -> kind, state, words, place: overdue before every report, then what waits, then what is near.
GROUPS = (
    ("qua-han", "late", "Quá hạn", "văn bản đến quá hạn trả lời, giải quyết", -1),
    ("cho-phan-phoi", "wait", "Chờ phân phối", "văn bản đến chờ phân phối", 7_000),
    ("den-han", "near", "Sắp đến hạn", "văn bản đến sắp đến hạn", 1),
)
REGISTER_RANK = 6_000


def incoming_work(rights: Rights, as_of: AsOf, agency_ids: Iterable[int] = (), *, is_now: bool) -> Iterator[Item]:
    """What waits for the register, for a leader's word, what must be answered; each opens its list. Three queries.

    `agency_ids`: of these registers only, as the header's province says.
    """
    if not agencies_held(rights, *SEEING):
        return
    page = reverse("incoming")
    if n := waiting_arrivals(rights).count():
        what = f"{number(n)} văn bản điện tử chờ vào sổ"
        yield Item("wait", "Chờ vào sổ", what, "báo tiếp nhận trong ngày", "", page, REGISTER_RANK)
    counts = open_counts(rights, as_of, agency_ids, is_now=is_now)
    for group, kind, state, words, rank in GROUPS:
        if n := counts[group]:
            yield Item(kind, state, f"{number(n)} {words}", "", "", f"{page}?nam=tat-ca&tinh_trang={group}", rank)
