"""Who may speak to the agent (cổng vào): the right host name, a configured server's page, a paired browser. Pure.

Another page in the same browser can reach loopback too, and a name can be made to point here (DNS rebinding): so the
Host must be ours, the Origin must be a configured server's, and the token proves that the user has paired them.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

WRONG_HOST = "Yêu cầu không gửi tới đúng địa chỉ của tác nhân ký."
WRONG_ORIGIN = (
    "Trang này không phải máy chủ Đôn Đốc đã khai báo với tác nhân ký; thêm bằng --server nếu đúng là máy chủ."
)
NOT_PAIRED = "Trình duyệt chưa ghép với tác nhân ký; nhập mã ghép mà tác nhân đang hiện."
METHODS = ("GET", "POST")
HEADERS = ("authorization", "content-type")


@dataclass(frozen=True)
class Gate:
    """The agent's own address, the origins of the servers that it serves, the token of pairing."""

    own_origin: str
    servers: frozenset[str]
    token: str

    def is_own_host(self, host: str) -> bool:
        parts = urlsplit(self.own_origin)
        return host in (f"127.0.0.1:{parts.port}", f"localhost:{parts.port}")

    def is_server(self, origin: str) -> bool:
        return origin in self.servers

    def is_own_page(self, origin: str) -> bool:
        parts = urlsplit(self.own_origin)
        return origin in (f"{parts.scheme}://127.0.0.1:{parts.port}", f"{parts.scheme}://localhost:{parts.port}")

    def is_paired(self, authorization: str) -> bool:
        kind, _, given = authorization.partition(" ")
        return kind == "Bearer" and hmac.compare_digest(plain_token(given), self.token)

    def preflight(self, headers: Mapping[str, str]) -> dict[str, str] | None:
        """The answer to a browser that asks before it asks (CORS, Private Network Access); None: no."""
        method = headers.get("Access-Control-Request-Method", "")
        wanted = [w.strip().lower() for w in headers.get("Access-Control-Request-Headers", "").split(",") if w.strip()]
        if not self.is_server(headers.get("Origin", "")) or method not in METHODS or set(wanted) - set(HEADERS):
            return None
        answer = {
            "Access-Control-Allow-Methods": ", ".join(METHODS),
            "Access-Control-Allow-Headers": ", ".join(HEADERS),
            "Access-Control-Max-Age": "60",
        }
        for asked in ("Private-Network", "Local-Network"):
            if headers.get(f"Access-Control-Request-{asked}") == "true":
                answer[f"Access-Control-Allow-{asked}"] = "true"
        return answer


def plain_token(text: str) -> str:
    """A token as typed or as shown, in one form."""
    return "".join(c for c in text.upper() if c.isascii() and c.isalnum())[:64]


def origin_of(address: str) -> str:
    """'https://dondoc.tinh.gov.vn' of any address on it. Raises ValueError on what is no address of a server."""
    parts = urlsplit(address.strip())
    port = f":{parts.port}" if parts.port else ""
    is_local = parts.hostname in ("127.0.0.1", "localhost")
    if not parts.hostname or parts.scheme not in ("http", "https") or (parts.scheme == "http" and not is_local):
        raise ValueError(address)
    return f"{parts.scheme}://{parts.hostname}{port}"
