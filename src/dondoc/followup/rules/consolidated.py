"""What a consolidated report tells (báo cáo tổng hợp số liệu), as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from dondoc.base.rules.moments import AsOf
from dondoc.reporting.rules.figures import Gaps
from dondoc.reporting.rules.timeliness import Timeliness
from dondoc.sheets.rules.definition import Column
from dondoc.sheets.rules.sheet import Sheet


@dataclass(frozen=True)
class ReportedUnit:
    """One expected unit. `version` None: nothing of it is counted; `carried_in`: name of the older period counted.

    `share`: what it adds to the key cell of the form.
    """

    code: str
    name: str
    short_name: str
    timeliness: Timeliness
    version: int | None
    sent_at: datetime | None
    carried_in: str
    share: Decimal | None
    is_returned: bool = False

    @property
    def is_counted(self) -> bool:
        """By figures of the period itself."""
        return self.version is not None and not self.carried_in


@dataclass(frozen=True)
class ToldSection:
    """One section of the outline: what the unit itself sent for it, and what the units below did, by their names."""

    code: str
    title: str
    own: str
    below: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Consolidated:
    """The total of a form with its gaps and its units, named as on the deadline day."""

    province: str
    agency: str
    is_province: bool
    regime_name: str
    legal_basis: str
    period_code: str
    period_in_sentence: str
    as_of: AsOf
    sheet: Sheet
    gaps: Gaps
    units: tuple[ReportedUnit, ...]
    sections: tuple[ToldSection, ...] = ()

    @property
    def missing(self) -> list[ReportedUnit]:
        return [unit for unit in self.units if not unit.is_counted]

    @property
    def late(self) -> list[ReportedUnit]:
        return [unit for unit in self.units if unit.is_counted and unit.timeliness is Timeliness.LATE]

    @property
    def carried(self) -> list[ReportedUnit]:
        return [unit for unit in self.units if unit.carried_in]

    @property
    def returned(self) -> list[ReportedUnit]:
        """Whose sending was returned and not sent again, and counts still; one that does not count makes it missing."""
        return [unit for unit in self.units if unit.is_returned and unit.version is not None]

    @property
    def key_row(self) -> str | None:
        """The form's first row, mostly that of the grand total; None where nothing is in it."""
        return self.sheet.rows[0] if self.sheet.rows else None

    @property
    def key_column(self) -> Column | None:
        """The form's first column of numbers that is added up."""
        return next((c for c in self.sheet.form.columns if c.type.is_number and c.aggregate.value == "sum"), None)

    @property
    def shares(self) -> list[ReportedUnit]:
        """Units that add something to the key cell, the largest first."""
        with_share = [unit for unit in self.units if unit.share is not None and unit.share > 0]
        return sorted(with_share, key=lambda unit: (-(unit.share or 0), unit.name))


def consolidated_figures(found: Consolidated) -> dict[str, Any]:
    """The same as plain data, for the file beside the document."""
    return {
        "form": found.sheet.form.code,
        "period": found.period_code,
        "expected": found.gaps.expected,
        "included": list(found.gaps.included),
        "missing": list(found.gaps.missing),
        "late": list(found.gaps.late),
        "carried": list(found.gaps.carried),
        "returned": list(found.gaps.returned),
        "cells": found.sheet.told(),
    }
