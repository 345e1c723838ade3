"""What every test may use: the world of the demonstration, loaded once, and the standing cast."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.factories import NOW, World

# A slow machine must not fail a test: properties are about values, not about time.
settings.register_profile("dondoc", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dondoc")


def load_world() -> None:
    from dondoc.demo.load import load_demo
    from dondoc.demo.people import BEFORE

    load_demo(at=NOW, say=lambda line: None, places=BEFORE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The demonstration's world stands in the test database before the first test."""
    with django_db_blocker.unblock():
        load_world()


@pytest.fixture(autouse=True)
def a_fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ring reads the world's own now, whatever the day on which the tests run."""
    monkeypatch.setattr("dondoc.base.clock.source", lambda: NOW)


@pytest.fixture
def world(db: None) -> World:
    """The loaded world, with short ways to its people and places."""
    return World()


@pytest.fixture
def lasting_world(transactional_db: None) -> World:
    """The same for tests that commit; it is put back if an earlier one has emptied the database."""
    load_world()
    return World()
