"""The entry `dondoc-agent` (lệnh dondoc-agent): settings, pairing code, listening on loopback until stopped."""

from __future__ import annotations

import argparse
import getpass
import os
import secrets
import ssl
import sys
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dondoc.agent.gate import Gate, origin_of, plain_token
from dondoc.agent.keys import DeviceKeys, FileKeys, Keys
from dondoc.agent.server import Agent, AgentServer, Handler
from dondoc.agent.terminal import TerminalAsker
from dondoc.agent.waiting import WaitingRoom
from dondoc.base.rules.refusals import Reason, Refused

HOST, PORT = "127.0.0.1", 8990
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 20
KNOWN = {"servers", "drivers", "port", "ask", "tls_cert", "tls_key"}


class CannotStart(Refused):
    """Refused: settings are missing or wrong, or the port is taken."""


@dataclass(frozen=True)
class Settings:
    """What the agent is told by its file and by flags; flags count over the file."""

    servers: frozenset[str]
    drivers: tuple[Path, ...]
    port: int
    asks_on_page: bool
    tls: tuple[Path, Path] | None
    p12: Path | None = None
    password_file: Path | None = None


def main(argv: Sequence[str] | None = None) -> int:
    """Listen until stopped; 2 when it cannot be started."""
    args = _parser().parse_args(argv)
    home = Path(args.home or os.environ.get("DONDOC_AGENT_HOME") or Path.home() / ".dondoc-agent")
    try:
        settings = read_settings(args, home / "config.toml")
        code = pairing_code(home / "ma-ghep", is_new=args.new_code)
        server = listening(settings, code, _keys(settings))
    except Refused as refused:
        print("dondoc-agent: không chạy được. Lý do:", *map(str, refused.reasons), sep="\n", file=sys.stderr)
        return 2
    with server:
        print("\n".join(_welcome(server.agent.gate, code)), flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Đã dừng.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dondoc-agent", description="Tác nhân ký số trên máy người dùng.")
    parser.add_argument(
        "--server", action="append", default=[], metavar="URL", help="máy chủ Đôn Đốc được phép yêu cầu ký"
    )
    parser.add_argument(
        "--pkcs11", action="append", default=[], type=Path, metavar="TỆP", help="thư viện PKCS#11 của thiết bị ký"
    )
    parser.add_argument("--p12", type=Path, metavar="TỆP", help="ký thử bằng tệp PKCS#12 thay cho thiết bị")
    parser.add_argument("--password-file", type=Path, metavar="TỆP", help="mật khẩu để đọc chứng thư trong --p12")
    parser.add_argument("--port", type=int, metavar="CỔNG", help=f"cổng trên 127.0.0.1, mặc định {PORT}")
    parser.add_argument("--ask", choices=["page", "terminal"], help="hỏi PIN trên trang của tác nhân hay ở cửa sổ lệnh")
    parser.add_argument(
        "--tls-cert", type=Path, metavar="TỆP", help="chứng thư HTTPS cho 127.0.0.1, nếu trình duyệt cần"
    )
    parser.add_argument("--tls-key", type=Path, metavar="TỆP", help="khóa của --tls-cert")
    parser.add_argument("--home", metavar="THƯ-MỤC", help="thư mục cấu hình, mặc định ~/.dondoc-agent")
    parser.add_argument("--new-code", action="store_true", help="đổi mã ghép; các trình duyệt đã ghép phải ghép lại")
    return parser


def read_settings(args: argparse.Namespace, path: Path) -> Settings:
    """Raises CannotStart with everything that is wrong."""
    kept, reasons = _file(path)
    servers = set()
    for address in [*kept.get("servers", []), *args.server]:
        try:
            servers.add(origin_of(str(address)))
        except ValueError:
            reasons.append(Reason("Địa chỉ máy chủ phải là https://… (http chỉ cho 127.0.0.1).", str(address)))
    drivers = tuple(Path(str(one)) for one in [*kept.get("drivers", []), *args.pkcs11])
    reasons += [Reason("Không có thư viện PKCS#11 này.", str(one)) for one in drivers if not one.is_file()]
    if not servers and not reasons:
        reasons.append(Reason("Khai báo ít nhất một máy chủ, ví dụ --server https://dondoc.tinh.gov.vn.", "--server"))
    if not drivers and args.p12 is None:
        reasons.append(Reason("Khai báo thư viện của thiết bị ký, hoặc --p12 để ký thử.", "--pkcs11"))
    tls = [args.tls_cert or kept.get("tls_cert"), args.tls_key or kept.get("tls_key")]
    if any(tls) and not all(tls):
        reasons.append(Reason("HTTPS cần cả chứng thư và khóa.", "--tls-cert"))
    if reasons:
        raise CannotStart(reasons)
    return Settings(
        frozenset(servers),
        drivers,
        args.port if args.port is not None else int(kept.get("port", PORT)),
        (args.ask or kept.get("ask", "page")) == "page",
        (Path(str(tls[0])), Path(str(tls[1]))) if all(tls) else None,
        args.p12,
        args.password_file,
    )


def _file(path: Path) -> tuple[dict[str, Any], list[Reason]]:
    if not path.is_file():
        return {}, []
    try:
        kept = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        return {}, [Reason(f"Không đọc được tệp cấu hình ({error}).", str(path))]
    unknown = sorted(set(kept) - KNOWN)
    return kept, [Reason("Không có mục cấu hình này.", name) for name in unknown]


def pairing_code(path: Path, *, is_new: bool = False) -> str:
    """The code that pairs a browser with this agent: made once, readable by its owner alone."""
    if path.is_file() and not is_new and len(kept := plain_token(path.read_text("ascii", "replace"))) == CODE_LENGTH:
        return kept
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(code)
    except OSError as error:
        raise CannotStart([Reason(f"Không ghi được mã ghép ({error.strerror}).", str(path))]) from error
    return code


def listening(settings: Settings, code: str, keys: Keys) -> AgentServer:
    """A server that listens on loopback and has not begun to answer. Raises CannotStart."""
    try:
        server = AgentServer((HOST, settings.port), Handler)
    except (OSError, OverflowError) as error:
        raise CannotStart(f"Cổng {settings.port} đang bận; dừng tác nhân đang chạy hoặc chọn --port khác.") from error
    scheme = "http"
    if settings.tls:
        scheme, context = "https", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            context.load_cert_chain(*settings.tls)
        except (OSError, ssl.SSLError) as error:
            server.server_close()
            raise CannotStart([Reason("Không mở được chứng thư HTTPS hoặc khóa của nó.", "--tls-cert")]) from error
        server.socket = context.wrap_socket(server.socket, server_side=True)
    gate = Gate(f"{scheme}://{HOST}:{server.server_address[1]}", settings.servers, code)
    asker = None if settings.asks_on_page else TerminalAsker(keys, print, input, getpass.getpass).ask
    server.agent = Agent(gate, keys, WaitingRoom(time.monotonic), asker)
    return server


def _keys(settings: Settings) -> Keys:
    if settings.p12 is None:
        return DeviceKeys(list(settings.drivers))
    if settings.password_file is not None:
        password = settings.password_file.read_text("utf-8").strip("\r\n")
    else:
        password = getpass.getpass("Mật khẩu tệp khóa (chỉ để đọc chứng thư): ")
    return FileKeys(settings.p12, password.encode())


def _welcome(gate: Gate, code: str) -> list[str]:
    groups = "-".join(code[n : n + 4] for n in range(0, len(code), 4))
    return [
        f"Tác nhân ký Đôn Đốc: {gate.own_origin}",
        f"Máy chủ được phép: {', '.join(sorted(gate.servers))}",
        f"Mã ghép (nhập một lần trên trang Trình ký): {groups}",
        "Ctrl+C để dừng.",
    ]
