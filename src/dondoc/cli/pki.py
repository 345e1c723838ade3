"""`dondoc pki demo` (hạ tầng khóa trình diễn): keys to try signing with, and the services around them on loopback."""

from __future__ import annotations

import argparse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.refusals import Refused
from dondoc.signing.pki import DemoPki, Holder, make_pki, serial_in
from dondoc.signing.pki_services import Services

HOST, PORT = "127.0.0.1", 8320
PASSWORD = "demo"  # noqa: S105 - of keys without legal force
PERSON = Holder("Nguyễn Văn Minh", "UBND xã Lục Nam")
AGENCY = Holder("UBND xã Lục Nam", "UBND xã Lục Nam")
REVOKED = Holder("Trần Văn Thu Hồi", "UBND xã Lục Nam")
LARGEST_REQUEST = 64 * 1024


class CannotServe(Refused):
    """Refused: the port is taken."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("pki", help="Khóa ký để trình diễn, kèm CRL, OCSP và dấu thời gian")
    deeds = parser.add_subparsers(metavar="VIỆC", required=True)
    demo = deeds.add_parser("demo", help="tạo khóa ký thử và mở dịch vụ trên máy này (Ctrl+C để dừng)")
    demo.add_argument("--dir", type=Path, default=Path("pki-demo"), help="thư mục ghi khóa; mỗi lần chạy tạo khóa mới")
    demo.add_argument("--port", type=int, default=PORT, help="cổng trên 127.0.0.1")
    demo.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the keys, print how to use them, answer until stopped. Raises CannotServe."""
    try:
        server = ThreadingHTTPServer((HOST, args.port), Handler)
    except (OSError, OverflowError) as error:
        raise CannotServe(f"Cổng {args.port} đang bận hoặc không mở được; chọn cổng khác bằng --port.") from error
    with server:
        address = f"http://{HOST}:{server.server_address[1]}"
        pki = make_pki(args.dir, now(), [PERSON, AGENCY, REVOKED], PASSWORD.encode(), address)
        password_file = args.dir / "mat-khau.txt"
        password_file.write_text(PASSWORD + "\n", encoding="utf-8")
        revoked = serial_in(pki.p12_of[REVOKED.name].read_bytes(), PASSWORD.encode())
        Handler.services = Services(pki.root, pki.issuer, pki.stamper, {revoked: now()})
        print("\n".join(_usage(pki, address, password_file)), flush=True)
        server.serve_forever()
    return 0


def _usage(pki: DemoPki, address: str, password: Path) -> list[str]:
    trust = pki.trust_folder
    person, agency, revoked = (pki.p12_of[holder.name] for holder in (PERSON, AGENCY, REVOKED))
    return [
        "Khóa ký thử, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ (mật khẩu: demo):",
        f"  cá nhân    {person}",
        f"  cơ quan    {agency}",
        f"  đã thu hồi {revoked}",
        f"Chứng thư gốc: {trust}",
        f"Dịch vụ: {address}/ca.crl  {address}/root.crl  {address}/ocsp  {address}/tsa",
        "Ký thử:",
        f"  dondoc sign FILE.pdf --p12 {person} --password-file {password} --level B-LTA --tsa {address}/tsa "
        f"--trust {trust} --out DA-KY.pdf",
        f"  dondoc verify DA-KY.pdf --trust {trust}",
        "Ký thử trên trang, không cần thiết bị (tác nhân ký dùng tệp khóa, mã PIN là mật khẩu):",
        f"  dondoc-agent --server http://127.0.0.1:8000 --p12 {person} --password-file {password}",
        "Ctrl+C để dừng.",
    ]


class Handler(BaseHTTPRequestHandler):
    """One request to the services; the body is bounded, nothing is kept."""

    services: Services

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST_REQUEST:
            self.send_error(413)
            return
        self._answer(self.rfile.read(int(length)))

    def _answer(self, body: bytes) -> None:
        status, kind, answer = self.services.answer(self.path, body, now())
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal shows how to use the keys."""
