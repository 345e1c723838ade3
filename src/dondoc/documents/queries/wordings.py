"""Questions about wordings (lời văn): which sentences an office uses on a day."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from dondoc.documents.models import OfficeWording
from dondoc.documents.rules.wordings import Wording


@cache
def _brought_along(kind: str) -> dict[str, Any]:
    """The wording that comes with the product: src/dondoc/documents/wordings/<kind>.json."""
    text = resources.files("dondoc.documents").joinpath("wordings", f"{kind}.json").read_text("utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def wording(kind: str, province_id: int, on: date) -> Wording:
    """The sentences in force on a day: the office's own over those brought along, sentence by sentence."""
    versions = OfficeWording.objects.filter(province_id=province_id, kind=kind, valid_from__lte=on)
    own = versions.order_by("-recorded_at", "-id").first()
    return {**_brought_along(kind), **(own.content if own else {})}
