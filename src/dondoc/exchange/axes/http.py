"""An HTTP service as the axis (trục qua HTTP), with the standard library alone: bounded in time and size.

PUT  {address}/messages/{name}            a message, header X-Receiver; 2xx, or 409 when it is there already
GET  {address}/messages                   {"messages": ["name", …]} that wait for us
GET  {address}/messages/{name}            one of them
POST {address}/messages/{name}/result     {"received": true} or {"received": false, "reasons": "…"}
"""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.parse import quote

from dondoc.exchange.axes.port import AxisFailed
from dondoc.exchange.rules.xml_tree import MAX_BYTES

TIMEOUT = 30.0
# An answer that trickles in may take so many times the time of a single wait.
WHOLE = 4
PIECE = 64 * 1024
MAX_LIST = 1_000_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}", re.ASCII)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect could carry the token and the documents elsewhere."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class HttpAxis:
    def __init__(self, address: str, token: str = "", timeout: float = TIMEOUT) -> None:
        self._address, self._token, self._timeout = address.rstrip("/"), token, timeout
        # No proxy of the environment: what is set up is where documents go.
        self._opener = urllib.request.build_opener(_NoRedirect(), urllib.request.ProxyHandler({}))

    @property
    def name(self) -> str:
        return "HTTP"

    def send(self, receiver: str, name: str, data: bytes) -> None:
        self._ask("PUT", f"/messages/{_safe(name)}", data, {"X-Receiver": receiver}, known=409)

    def waiting(self) -> list[str]:
        told = self._ask("GET", "/messages", limit=MAX_LIST)
        try:
            names = json.loads(told)["messages"]
            return [_safe(name) for name in names]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise AxisFailed("Trục trả lời không đúng: danh sách thông điệp không đọc được.") from error

    def fetch(self, name: str) -> bytes:
        return self._ask("GET", f"/messages/{_safe(name)}", limit=MAX_BYTES + 1)

    def finish(self, name: str, refused: str = "") -> None:
        told = {"received": not refused} | ({"reasons": refused} if refused else {})
        self._ask("POST", f"/messages/{_safe(name)}/result", json.dumps(told).encode(), known=409)

    def _ask(
        self,
        method: str,
        path: str,
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        limit: int = MAX_LIST,
        known: int = 0,
    ) -> bytes:
        """The body of the answer, at most `limit` bytes of it; `known`: a refusal that means 'have it already'."""
        request = urllib.request.Request(self._address + path, data, headers or {}, method=method)  # noqa: S310 - axis_of
        request.add_header("Content-Type", "application/xml" if method == "PUT" else "application/json")
        if self._token:
            request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return self._read(answer, limit)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == known:
                    return b""
                raise AxisFailed(f"Trục trả lời mã lỗi {error.code}.") from error
        except TimeoutError as error:
            raise AxisFailed(f"Trục không trả lời trong {self._timeout:g} giây.") from error
        except (urllib.error.URLError, HTTPException, OSError) as error:
            why = getattr(error, "reason", error)
            if isinstance(why, TimeoutError):
                raise AxisFailed(f"Trục không trả lời trong {self._timeout:g} giây.") from error
            raise AxisFailed(f"Không nối được tới trục ({str(why)[:120]}).") from error

    def _read(self, answer: Any, limit: int) -> bytes:
        end = time.monotonic() + self._timeout * WHOLE
        body = bytearray()
        while len(body) < limit and (piece := answer.read(min(PIECE, limit - len(body)))):
            body += piece
            if time.monotonic() > end:
                raise TimeoutError
        return bytes(body)


def _safe(name: str) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise AxisFailed("Trục đưa tên thông điệp không dùng được.")
    return quote(name, safe="")
