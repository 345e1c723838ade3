"""Whatever the OpenAPI document allows, and what it does not, is answered as the document says, and never by a bug."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from dondoc.people.rules.rights import Right
from tests.actions.test_connect_system import connected
from tests.factories import World

load_all_checks()
KEPT = CHECKS.get_by_names(["not_a_server_error", "status_code_conformance", "response_schema_conformance"])
BOUNDED = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests stay inside the test's own transaction, as they do with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.both
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", ["figures", "obligations", "total", "form"])
def test_every_operation_answers_as_it_says(world: World, path: str, mode: GenerationMode) -> None:
    token = connected(world, Right.ENTER).token
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    operation = next(iter(schema[f"/api/v1/{path}"].values()))

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case) -> None:
        response = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(response, checks=KEPT)

    asked()
