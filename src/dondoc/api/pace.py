"""How many requests a system may make (giới hạn số yêu cầu): so many a minute, in each process of the server."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from dondoc.api.signing_in import system_of
from dondoc.base.clock import now

MINUTE = 60  # seconds


class Pace(BaseThrottle):
    """One system's requests within a minute of the clock; settings.API_REQUESTS_A_MINUTE, 0 for no limit."""

    def allow_request(self, request: HttpRequest) -> bool:
        most: int = settings.API_REQUESTS_A_MINUTE
        if not most:
            return True
        key = f"api-{system_of(request).pk}-{int(now().timestamp()) // MINUTE}"
        if cache.add(key, 1, 2 * MINUTE):
            return True
        try:
            return cache.incr(key) <= most
        except ValueError:  # thrown out of the cache meanwhile
            return True

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return MINUTE - now().timestamp() % MINUTE
