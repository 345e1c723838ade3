"""Signed-in browsers of the standing cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import World

As = Callable[[str], Client]


@pytest.fixture
def as_(world: World) -> As:
    """A client signed in as one of the cast: as_("hoa")."""
    from dondoc.people.models import User

    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
