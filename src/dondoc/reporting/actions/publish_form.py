"""Publish a form (công bố biểu mẫu): a new one, or a new version, by who administers a province."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dondoc.reporting.queries.administration import check_installation_keeper
from dondoc.sheets.actions import FormImported, import_form


@transaction.atomic
def publish_form(
    *, actor_id: int | None, at: datetime, definition: Mapping[str, Any], based_on: str | None
) -> FormImported:
    """Enter a version of a form out of plain values, as `sheets.actions.import_form` does, rights checked.

    `based_on`: hash of the version last entered when the writer began, '' for a new form. Raises NotAdministrator,
    CannotReadForm with every slip, CannotImportForm.
    """
    check_installation_keeper(actor_id, at)
    data = json.dumps(definition, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return import_form(actor_id=actor_id, at=at, data=data, based_on=based_on)
