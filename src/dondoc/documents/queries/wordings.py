"""Questions about wordings (lời văn): which sentences an office uses on a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

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
    rows = OfficeWording.objects.filter(province_id=province_id, kind=kind).order_by("-recorded_at", "-id")
    names = dict(User.objects.filter(pk__in=[row.actor_id for row in rows]).values_list("pk", "full_name"))
    return [
        WordingVersion(
            id=row.pk,
            content=row.content,
            valid_from=row.valid_from,
            recorded_at=row.recorded_at,
            by=names.get(row.actor_id or 0, ""),
            note=row.note,
        )
        for row in rows
    ]
