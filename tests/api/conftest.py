"""Signed-in browsers, to see on pages what came in through the API."""

from tests.web.conftest import as_

__all__ = ["as_"]
