"""A review by any view (rà soát): four buckets, ratios with their denominator, ages, the span before.

Two sets, always named: the cohort (giao trong kỳ) and the stock (còn phải làm đến cuối kỳ, từ trước đến nay).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from dondoc.assignments.rules.buckets import Bucket, BucketTotals, bucket_totals
from dondoc.assignments.rules.entry import SourceKind
from dondoc.base.rules.wording import number, percent, search_key
from dondoc.followup.rules.review_spans import ReviewSpan
from dondoc.followup.rules.task_review import ReviewTask, TaskReview, review_figures

NOT_SAID = "(chưa ghi)"


class Scope(StrEnum):
    """Which tasks (tập nhiệm vụ)."""

    COHORT = "cohort"
    STOCK = "stock"

    @property
    def label(self) -> str:
        return "Giao trong kỳ" if self is Scope.COHORT else "Còn phải làm đến cuối kỳ"

    @property
    def told(self) -> str:
        """What is counted, in words."""
        if self is Scope.COHORT:
            return "nhiệm vụ giao trong kỳ, dù đã xong hay chưa"
        return "mọi nhiệm vụ chưa hoàn thành đến cuối kỳ, giao từ trước đến nay"


class View(StrEnum):
    """By what the figures are put together (xem theo)."""

    LEAD = "lead"
    ASSIGNER = "assigner"
    FIELD = "field"
    SOURCE = "source"

    @property
    def label(self) -> str:
        return _VIEWS[self]


_VIEWS = {
    View.LEAD: "Đơn vị chủ trì",
    View.ASSIGNER: "Người giao",
    View.FIELD: "Lĩnh vực",
    View.SOURCE: "Nguồn giao",
}
_KEYS: Mapping[View, Callable[[ReviewTask], tuple[str, str]]] = {
    View.LEAD: lambda task: (task.lead.code, task.lead.name),
    View.ASSIGNER: lambda task: (task.assigner, task.assigner or NOT_SAID),
    View.FIELD: lambda task: (task.field, task.field or NOT_SAID),
    View.SOURCE: lambda task: (task.source_kind, source_label(task.source_kind)),
}


def source_label(kind: str) -> str:
    return SourceKind(kind).label if kind in list(SourceKind) else NOT_SAID


def key_of(view: View, task: ReviewTask) -> str:
    """Under which key of a view a task counts."""
    return _KEYS[view](task)[0]


@dataclass(frozen=True)
class Group:
    """One row of a view. `coordinating`: what the agency takes part in without leading; counted nowhere else."""

    key: str
    label: str
    totals: BucketTotals
    coordinating: BucketTotals | None = None


@dataclass(frozen=True)
class Ratio:
    """A ratio that names its denominator (tỷ lệ): never a bare percentage."""

    label: str
    part: int
    whole: int
    over: str  # 'số đến hạn'

    @property
    def told(self) -> str:
        """'24/27 = 88,9 % trên số đến hạn'."""
        value = f"{number(self.part)}/{number(self.whole)} = {percent(self.part, self.whole)}" if self.whole else "–"
        return f"{value} trên {self.over}"


@dataclass(frozen=True)
class Age:
    """How many open tasks are overdue by more than so many days (tuổi quá hạn)."""

    days: int
    n: int


@dataclass(frozen=True)
class PeriodicReview:
    """A review of a span, of one of the two sets. `before`: the span before, counted at its own end."""

    review: TaskReview
    span: ReviewSpan
    scope: Scope
    before: BucketTotals
    ageing_days: tuple[int, ...]
    update_days: int = 0
    n_updated: int = 0  # open tasks with a word within the days asked for

    @property
    def tasks(self) -> Sequence[ReviewTask]:
        return self.review.tasks

    @property
    def totals(self) -> BucketTotals:
        return self.review.totals

    @property
    def ages(self) -> list[Age]:
        late = [task.standing.days_overdue for task in self.review.overdue]
        return [Age(days, sum(one > days for one in late)) for days in sorted(self.ageing_days)]

    @property
    def ratios(self) -> list[Ratio]:
        """What can be said of this set; of the stock nothing is done, so nothing is said of doing."""
        t, found = self.totals, []
        if self.scope is Scope.COHORT:
            found = [
                Ratio("Hoàn thành", t.done, t.fallen_due, "số đến hạn"),
                Ratio("Hoàn thành", t.done, t.assigned, "tổng số giao"),
                Ratio("Đúng hạn", t.done_on_time, t.done, "số đã hoàn thành"),
            ]
        if self.update_days:
            over = f"số chưa hoàn thành (trong {self.update_days} ngày làm việc)"
            found.append(Ratio("Cập nhật đúng kỳ", self.n_updated, t.open, over))
        return found

    @property
    def lag(self) -> tuple[int, int]:
        """Days from delivery to confirmation over all confirmed results, and of how many (độ trễ xác nhận)."""
        pairs = [(t.standing.completed_on, t.standing.confirmed_on) for t in self.tasks]
        days = [(b - a).days for a, b in pairs if a is not None and b is not None]
        return sum(days), len(days)

    def groups(self, view: View) -> list[Group]:
        """The rows of a view: their buckets add up to the whole. Agencies in their official order, others by name."""
        return _groups(self.tasks, view)


def _groups(tasks: Iterable[ReviewTask], view: View) -> list[Group]:
    held: dict[str, list[ReviewTask]] = {}
    labels: dict[str, str] = {}
    sharing: dict[str, list[ReviewTask]] = {}
    order: dict[str, tuple[Any, ...]] = {}
    for task in tasks:
        key, labels_of = _KEYS[view](task)
        held.setdefault(key, []).append(task)
        labels[key] = labels_of
        order.setdefault(key, (not key, search_key(labels_of), key))
        if view is View.LEAD:
            for agency in (task.lead, *task.coordinating):
                labels[agency.code] = agency.name
                order[agency.code] = (agency.group is None, agency.group_position, agency.position, agency.code)
            for agency in task.coordinating:
                sharing.setdefault(agency.code, []).append(task)
    return [
        Group(
            key,
            labels[key],
            bucket_totals(task.standing for task in held.get(key, ())),
            bucket_totals(task.standing for task in sharing.get(key, ())) if view is View.LEAD else None,
        )
        for key in sorted({*held, *sharing}, key=lambda one: order[one])
    ]


def chosen(review: PeriodicReview, view: View, key: str | None, kind: str, *, shares: bool = False) -> list[ReviewTask]:
    """The rows behind a figure. `key` None: of all groups; `shares`: what the agency takes part in without leading."""
    tests = KINDS.get(kind, KINDS[""])
    tasks = [task for task in review.tasks if tests(task)]
    if key is None:
        return tasks
    if shares:
        return [task for task in tasks if key in {agency.code for agency in task.coordinating}]
    return [task for task in tasks if key_of(view, task) == key]


KINDS: Mapping[str, Callable[[ReviewTask], bool]] = {
    "": lambda task: True,
    "done": lambda task: not task.standing.bucket.is_open,
    "done_on_time": lambda task: task.standing.bucket is Bucket.DONE_ON_TIME,
    "done_late": lambda task: task.standing.bucket is Bucket.DONE_LATE,
    "open": lambda task: task.standing.bucket.is_open,
    "open_in_time": lambda task: task.standing.bucket is Bucket.OPEN_IN_TIME,
    "open_overdue": lambda task: task.standing.bucket is Bucket.OPEN_OVERDUE,
    "no_deadline": lambda task: task.standing.bucket.is_open and not task.standing.has_deadline,
}


def is_updated(task: ReviewTask, since: date) -> bool:
    """Has a word come within the days asked for: an update, a result, or the assignment itself?"""
    told = [task.facts.assigned_on, *(u.updated_on for u in task.facts.updates)]
    told += [r.reported_on for r in task.facts.results if r.reported_on is not None]
    return max(told) > since - timedelta(days=1)


def periodic_figures(found: PeriodicReview) -> dict[str, Any]:
    """The review as plain figures: what review.json holds and what is frozen when it is published."""
    days, n = found.lag
    return {
        "period": found.span.code,
        "scope": found.scope.value,
        **review_figures(found.review),
        "before": {"period": found.span.before.code, **totals_as_figures(found.before)},
        "ageing": [{"days": age.days, "n": age.n} for age in found.ages],
        "ratios": [{"label": r.label, "part": r.part, "whole": r.whole, "over": r.over} for r in found.ratios],
        "confirmation_lag": {"days": days, "n": n},
        "groups": {
            view.value: [
                {
                    "key": group.key,
                    "label": group.label,
                    **totals_as_figures(group.totals),
                    **({"coordinating": group.coordinating.assigned} if group.coordinating else {}),
                }
                for group in found.groups(view)
            ]
            for view in View
        },
    }


def totals_as_figures(t: BucketTotals) -> dict[str, int]:
    return {
        "assigned": t.assigned,
        "done": t.done,
        "done_on_time": t.done_on_time,
        "done_late": t.done_late,
        "open": t.open,
        "open_in_time": t.open_in_time,
        "open_overdue": t.open_overdue,
        "no_deadline": t.no_deadline,
    }


@dataclass(frozen=True)
class Difference:
    """A figure that is another one today than it was when the review was published (tính lại hôm nay)."""

    what: str
    published: int
    today: int


def differences(published: Mapping[str, Any], today: Mapping[str, Any]) -> list[Difference]:
    """Everything that is no longer as published: the totals, each lead's buckets, each agency's violations."""
    found = _differing("Toàn bộ", published["totals"], today["totals"])
    for view, was, now in _paired(published, today):
        found += _differing(view, was, now)
    before = {one["agency"]: one["n_documents"] for one in published["violations"]}
    after = {one["agency"]: one["n_documents"] for one in today["violations"]}
    for agency in sorted({*before, *after}):
        if before.get(agency, 0) != after.get(agency, 0):
            what = f"{agency}: văn bản không đúng quy trình"
            found.append(Difference(what, before.get(agency, 0), after.get(agency, 0)))
    return found


_NAMES = {
    "assigned": "tổng số",
    "done_on_time": "hoàn thành đúng hạn",
    "done_late": "hoàn thành quá hạn",
    "open_in_time": "còn thời hạn",
    "open_overdue": "quá hạn",
    "no_deadline": "không thời hạn",
}


def _paired(published: Mapping[str, Any], today: Mapping[str, Any]) -> Iterable[tuple[str, Any, Any]]:
    was = {one["key"]: one for one in published["groups"][View.LEAD.value]}
    now = {one["key"]: one for one in today["groups"][View.LEAD.value]}
    nothing = dict.fromkeys(_NAMES, 0)
    for key in sorted({*was, *now}):
        yield (was.get(key) or now[key])["label"], was.get(key, nothing), now.get(key, nothing)


def _differing(where: str, was: Mapping[str, int], now: Mapping[str, int]) -> list[Difference]:
    return [Difference(f"{where}: {name}", was[key], now[key]) for key, name in _NAMES.items() if was[key] != now[key]]


def digest_of(figures: Mapping[str, Any]) -> str:
    """SHA-256 of the figures in their canonical JSON: whoever holds it can tell that nothing was changed."""
    text = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
