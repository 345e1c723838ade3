"""The ways to sign that a page offers (các cách ký trên trang), as the office has set them up."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from dondoc.signing.ways.vgca import PORT
from dondoc.web.frame.middleware import CONTENT_SECURITY


@dataclass(frozen=True)
class Offered:
    """Where the agent listens, and which other ways there are."""

    agent: str
    p12: bool
    remote: bool
    vgca: bool


def offered() -> Offered:
    """By the settings of this installation."""
    return Offered(settings.SIGNING_AGENT, settings.SIGNING_P12, bool(settings.SIGNING_REMOTE), settings.SIGNING_VGCA)


def may_reach_programs(response: HttpResponse) -> HttpResponse:
    """The page's script may speak to the programs on the user's own machine, and to this server."""
    programs = f"{settings.SIGNING_AGENT} wss://127.0.0.1:{PORT}" if settings.SIGNING_VGCA else settings.SIGNING_AGENT
    response["Content-Security-Policy"] = f"{CONTENT_SECURITY}; connect-src 'self' {programs}"
    return response
