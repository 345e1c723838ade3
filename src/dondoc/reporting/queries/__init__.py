"""Questions about reporting (câu hỏi của phần báo cáo): regimes, obligations, who may set them."""

from dondoc.reporting.queries.administration import (
    NotAdministrator,
    administered_provinces,
    check_administrator,
    check_deadline_keeper,
    check_installation_keeper,
    keeps_installation,
)
from dondoc.reporting.queries.feeds import FeedScope, access_feed, feeds_of, own_agencies
from dondoc.reporting.queries.maps import group_names
from dondoc.reporting.queries.moves import Move, calendar_moves
from dondoc.reporting.queries.obligations import (
    DueDay,
    OpenedPeriod,
    access_obligation,
    access_submission,
    due_days,
    facts_of,
    obligations_of_agencies,
    obligations_of_period,
    obligations_of_periods,
    opened_periods,
    provinces_concerned,
    submissions_of,
)
from dondoc.reporting.queries.regimes import (
    DatedDefinition,
    UnknownRegime,
    all_definitions,
    definition_of_period,
    regime_codes,
    regime_definition,
    versions_of,
)
from dondoc.reporting.rules.facts import ObligationFacts
from dondoc.reporting.rules.signatures import SIGNED_STATES

__all__ = [
    "SIGNED_STATES",
    "DatedDefinition",
    "DueDay",
    "FeedScope",
    "Move",
    "NotAdministrator",
    "ObligationFacts",
    "OpenedPeriod",
    "UnknownRegime",
    "access_feed",
    "access_obligation",
    "access_submission",
    "administered_provinces",
    "all_definitions",
    "calendar_moves",
    "check_administrator",
    "check_deadline_keeper",
    "check_installation_keeper",
    "definition_of_period",
    "due_days",
    "facts_of",
    "feeds_of",
    "group_names",
    "keeps_installation",
    "obligations_of_agencies",
    "obligations_of_period",
    "obligations_of_periods",
    "opened_periods",
    "own_agencies",
    "provinces_concerned",
    "regime_codes",
    "regime_definition",
    "submissions_of",
    "versions_of",
]
