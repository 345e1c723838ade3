"""Questions about agencies (câu hỏi về đơn vị): a day's map, what changed it, what a deed would do."""

from dondoc.agencies.queries.days import (
    Borne,
    agencies_as_on,
    agency_map,
    groups_on,
    groups_with_members,
    ids_of,
    names_with,
    units_of_kind,
    versions_of,
)
from dondoc.agencies.queries.events import (
    Kinship,
    ToldEvent,
    access_event,
    events,
    predecessors_of,
    successors_of,
)
from dondoc.agencies.queries.previews import UndoPlan, preview, preview_undo, provinces_of_import

__all__ = [
    "Borne",
    "Kinship",
    "ToldEvent",
    "UndoPlan",
    "access_event",
    "agencies_as_on",
    "agency_map",
    "events",
    "groups_on",
    "groups_with_members",
    "ids_of",
    "names_with",
    "predecessors_of",
    "preview",
    "preview_undo",
    "provinces_of_import",
    "successors_of",
    "units_of_kind",
    "versions_of",
]
