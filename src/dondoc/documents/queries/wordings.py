"""Questions about wordings (lời văn): which sentences an office uses on a day."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from django.db.models import QuerySet

from dondoc.documents.models import OfficeWording
from dondoc.documents.rules.wordings import Wording
from dondoc.people.models import User


@cache
def _brought_along(kind: str) -> dict[str, Any]:
    """The wording that comes with the product: src/dondoc/documents/wordings/<kind>.json."""
    text = resources.files("dondoc.documents").joinpath("wordings", f"{kind}.json").read_text("utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def wording(kind: str, province_id: int, on: date) -> Wording:
    """The sentences in force on a day: the office's own over those brought along, sentence by sentence."""
    own = wording_in_force(kind, province_id, on)
    return {**_brought_along(kind), **(own.content if own else {})}


def product_wording(kind: str) -> Wording:
    """The sentences that come with the product (lời văn của chương trình)."""
    return dict(_brought_along(kind))


def wording_in_force(kind: str, province_id: int, on: date) -> OfficeWording | None:
    """The office's own version that counts on a day; None while it has none."""
    versions = OfficeWording.objects.filter(province_id=province_id, kind=kind, valid_from__lte=on)
    return versions.order_by("-valid_from", "-recorded_at", "-id").first()


@dataclass(frozen=True)
class WordingVersion:
    """A version of an office's wording with who made it (phiên bản mẫu lời văn)."""

    id: int
    content: Wording
    valid_from: date
    recorded_at: datetime
    by: str
    note: str


def wording_versions(kind: str, province_id: int) -> list[WordingVersion]:
    """Every version of an office's wording, the one made last first."""
    found = _versions(OfficeWording.objects.filter(province_id=province_id, kind=kind))
    return found.get((province_id, kind), [])


def all_wording_versions(province_ids: Iterable[int]) -> dict[tuple[int, str], list[WordingVersion]]:
    """The versions of every kind in the given provinces, by province and kind; two queries."""
    return _versions(OfficeWording.objects.filter(province_id__in=list(province_ids)))


def _versions(rows: QuerySet[OfficeWording]) -> dict[tuple[int, str], list[WordingVersion]]:
    listed = list(rows.order_by("-recorded_at", "-id"))
    names = dict(User.objects.filter(pk__in={row.actor_id for row in listed}).values_list("pk", "full_name"))
    found: dict[tuple[int, str], list[WordingVersion]] = defaultdict(list)
    for row in listed:
        by = names.get(row.actor_id or 0, "")
        version = WordingVersion(row.pk, row.content, row.valid_from, row.recorded_at, by, row.note)
        found[row.province_id, row.kind].append(version)
    return found
