"""Drafts of the standing cast's agency, typed through the deed itself (bản nháp thử)."""

from __future__ import annotations

import json
from typing import Any

from dondoc.people.rules.rights import Right
from dondoc.reporting.actions.draft_desk import FormPlace
from dondoc.reporting.actions.import_regime import import_regime
from dondoc.reporting.actions.save_cells import CellsSaved, save_cells
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.actions.write_sections import SectionsWritten, write_sections
from dondoc.reporting.models import Obligation, ReportStep
from dondoc.reporting.queries import all_definitions
from dondoc.reporting.rules.drafts import CellChange
from dondoc.reporting.rules.life import StepKind
from dondoc.reporting.rules.narrative import Typed, base_of
from dondoc.sheets.actions import import_form
from tests.factories import NOW, World, vn
from tests.factories.figures import OPEN, enter
from tests.factories.forms import case_bytes

PLACE = FormPlace("KSTTHC", OPEN, "BG-LN", "II.06a")
UNITS = FormPlace("KSTTHC", OPEN, "BG-LN", "II.07b")


def type_cells(world: World, *changes: tuple[str, str, str, str], who: str = "lan", **more: Any) -> CellsSaved:
    """Lan types: (row, column, before, after)."""
    asked = [CellChange(*change) for change in changes]
    return save_cells(**{"actor_id": world.people[who], "at": NOW, "place": PLACE, "changes": asked, **more})


def colleague(world: World) -> int:
    """Huệ, who types the same agency's figures too."""
    from dondoc.demo.people import PASSWORD
    from dondoc.people.actions import grant_right, open_account

    user = open_account(actor_id=None, at=NOW, username="hue", full_name="Nguyễn Thị Huệ", password=PASSWORD)
    since = vn("2026-01-01T00:00").date()
    own = world.agencies["BG-LN"]
    grant_right(actor_id=None, at=NOW, user_id=user.pk, agency_id=own, right=Right.ENTER, valid_from=since)
    return user.pk


def step(kind: StepKind, period: str = OPEN) -> None:
    """Something that happened to the report of the agency."""
    obligation = Obligation.objects.get(regime__code="KSTTHC", period_code=period, agency__code="BG-LN")
    reason = "vì" if kind.needs_reason else ""
    newest = obligation.submissions.order_by("-version").first()
    ReportStep.objects.create(
        obligation=obligation, kind=kind.value, submission=newest, at=NOW, reason=reason, recorded_at=NOW
    )


def bring_form(code: str, data: bytes | None = None) -> FormPlace:
    """One more form in the regime; its place."""
    from dondoc.deadlines.rules.definition import write_definition

    import_form(actor_id=None, at=NOW, data=data or case_bytes(code))
    (definition,) = (d for d in all_definitions() if d.code == "KSTTHC")
    named = {**write_definition(definition), "forms": [*definition.forms, code]}
    import_regime(actor_id=None, at=NOW, definition=json.loads(json.dumps(named, default=str)))
    return FormPlace("KSTTHC", OPEN, "BG-LN", code)


def policies(**given: object) -> None:
    """The regime says something else of its reports' way: policies(approval="required")."""
    from dondoc.deadlines.rules.definition import write_definition

    (definition,) = (d for d in all_definitions() if d.code == "KSTTHC")
    import_regime(actor_id=None, at=NOW, definition={**write_definition(definition), **given})


OUTLINE = [
    {"code": "I", "title": "Tình hình tiếp nhận, giải quyết", "hint": "Nêu số hồ sơ tồn", "required": True},
    {"code": "II", "title": "Kiến nghị"},
]


def with_outline(**more: object) -> None:
    """The regime has a narrative part of two sections, the first required."""
    policies(outline=OUTLINE, **more)


def write(world: World, texts: dict[str, str], base: str = "", who: str = "lan") -> SectionsWritten:
    """Somebody writes sections, having seen `base` in each."""
    return write_sections(
        actor_id=world.people[who],
        at=NOW,
        place=ReportPlace("KSTTHC", OPEN, "BG-LN"),
        sections=[Typed(code, text, base_of(base)) for code, text in texts.items()],
    )


def type_right_figures(world: World) -> None:
    """Lan fills every form of the regime without a fault."""
    cells = [("dat-dai", "4", "70"), ("dat-dai", "5", "1234"), ("dat-dai", "8", "1300"), ("dat-dai", "12", "4")]
    type_cells(world, *((row, no, "", text) for row, no, text in cells))
    enter(world, {"Phòng Tư pháp": {"4": 3, "6": 5}}, who="lan", form_code=UNITS.form_code)
