"""`dondoc sign FILE.pdf …` (ký số): with a PKCS#12 file or a token, one file or many in one go."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from dondoc.base.clock import now
from dondoc.base.rules.moments import VIETNAM
from dondoc.base.rules.refusals import Reason, Refused
from dondoc.signing.batch import Outcome, sign_all
from dondoc.signing.pades.keys import CannotSign, Token, key_from_p12, key_from_token
from dondoc.signing.pades.reserved import reserve_fields
from dondoc.signing.pades.structure import has_traces
from dondoc.signing.pades.trust import TrustAnchors, read_trust
from dondoc.signing.pades.wish import NOT_SIGNABLE, Wish
from dondoc.signing.rules.later import DAY_FIELD, MONTH_FIELD, NUMBER_FIELD
from dondoc.signing.rules.roles import Level, Role

Box = tuple[float, float, float, float]
LARGEST_PLACE = 14_400.0
LARGEST_FILE = 50 * 1024 * 1024
LARGEST_SMALL_FILE = 5 * 1024 * 1024
LEVELS = [level.value for level in Level if level is not Level.CMS]
SOME_REFUSED = 5
BOXES = {"number": "số", "day": "ngày", "month": "tháng"}
BOX_FIELDS = {"number": NUMBER_FIELD, "day": DAY_FIELD, "month": MONTH_FIELD}
SIGNED_ALREADY = "Tệp đã có chữ ký nên không đặt thêm ô được; đặt ô trước khi người có thẩm quyền ký."


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("sign", help="Ký số tệp PDF bằng tệp khóa PKCS#12 hoặc thiết bị PKCS#11")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.pdf", help="tệp PDF; nhiều tệp thì ký cả loạt")
    key = parser.add_mutually_exclusive_group(required=True)
    key.add_argument("--p12", type=Path, metavar="TỆP", help="tệp khóa ký PKCS#12 (.p12, .pfx)")
    key.add_argument("--pkcs11", type=Path, metavar="THƯ-VIỆN", help="thư viện PKCS#11 của thiết bị ký (.so)")
    parser.add_argument("--password-file", type=Path, metavar="TỆP", help="tệp chứa mật khẩu của --p12")
    parser.add_argument("--token", metavar="NHÃN", help="nhãn của thiết bị ký")
    parser.add_argument("--key", metavar="NHÃN", help="nhãn của khóa và chứng thư trên thiết bị")
    parser.add_argument("--pin-file", type=Path, metavar="TỆP", help="tệp chứa mã PIN của thiết bị")
    parser.add_argument("--role", choices=["person", "agency"], default="person", help="ký cá nhân hoặc ký của cơ quan")
    parser.add_argument("--level", choices=LEVELS, default="B-B", help="mức chữ ký PAdES")
    parser.add_argument("--tsa", default="", metavar="URL", help="dịch vụ dấu thời gian, cần từ mức B-T")
    parser.add_argument("--trust", type=Path, metavar="THƯ-MỤC", help="chứng thư gốc tin cậy, cần từ mức B-LT")
    parser.add_argument("--image", type=Path, metavar="PNG", help="hình ảnh chữ ký (màu xanh) hoặc con dấu (màu đỏ)")
    parser.add_argument("--number", help="số văn bản, điền vào ô để trống trong lần ký của cơ quan")
    parser.add_argument("--day", help="ngày ban hành, điền vào ô để trống")
    parser.add_argument("--month", help="tháng ban hành, điền vào ô để trống")
    parser.add_argument("--reserve", action="store_true", help="đặt ô số, ngày, tháng vào chỗ để trống rồi mới ký")
    for name, what in BOXES.items():
        parser.add_argument(f"--{name}-box", type=_box, metavar="T,D,P,T", help=f"đặt ô {what} ở vị trí này (điểm in)")
    parser.add_argument("--mark", metavar="SỐ/KÝ-HIỆU", help="phụ lục riêng tệp: ghi số, ký hiệu, thời gian ký")
    parser.add_argument(
        "--data",
        action="store_true",
        help="tệp là gói dữ liệu (JSON, XML…), không phải PDF: ra gói CMS có dữ liệu bên trong",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp đã ký; nhiều tệp thì là thư mục")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Sign; 0 when all were signed, 5 when some were and some not. Raises CannotSign, with nothing written."""
    at = now()
    wish = _checked_wish(args, at)
    with _key(args) as key:
        outcomes = sign_all(_reserved(args, _documents(args.files)), key, at, wish, is_data=args.data)
    if len(args.files) == 1:
        (outcome,) = outcomes.values()
        if outcome.signed is None:
            raise CannotSign(outcome.reasons)
    _write(args, outcomes)
    return 0 if all(outcome.signed for outcome in outcomes.values()) else SOME_REFUSED


def _checked_wish(args: argparse.Namespace, at: datetime) -> Wish:
    """Raises CannotSign with everything wrong with what was asked."""
    reasons = [Reason("Không có tệp này; kiểm tra lại đường dẫn.", str(f)) for f in args.files if not f.is_file()]
    if args.p12 and not args.p12.is_file():
        reasons.append(Reason("Không có tệp khóa ký này; kiểm tra lại --p12.", str(args.p12)))
    if args.pkcs11 and not (args.token and args.key):
        reasons.append(Reason("Ký bằng thiết bị cần cả --token và --key.", "--pkcs11"))
    if args.data and args.level != Level.B_B:
        reasons.append(Reason("Gói dữ liệu ký ở mức B-B.", "--level"))
    if args.level != Level.B_B and not args.tsa:
        reasons.append(Reason("Từ mức B-T cần địa chỉ dịch vụ dấu thời gian (--tsa).", "--level"))
    if args.tsa and not args.tsa.startswith(("http://", "https://")):
        reasons.append(Reason("Địa chỉ dịch vụ dấu thời gian phải bắt đầu bằng http:// hoặc https://.", "--tsa"))
    if args.level in (Level.B_LT, Level.B_LTA) and not (args.trust and args.trust.is_dir()):
        reasons.append(Reason("Từ mức B-LT cần thư mục chứng thư gốc tin cậy (--trust).", "--level"))
    if len(args.files) > 1 and args.out.exists() and not args.out.is_dir():
        reasons.append(Reason("Ký nhiều tệp thì --out phải là thư mục.", str(args.out)))
    for path in (args.image, args.password_file, args.pin_file):
        if path and not path.is_file():
            reasons.append(Reason("Không có tệp này; kiểm tra lại đường dẫn.", str(path)))
    if args.mark and (args.role != "agency" or args.image):
        reasons.append(Reason("Phụ lục chỉ có chữ ký của cơ quan (--role agency), không có hình ảnh.", "--mark"))
    if reasons:
        raise CannotSign(reasons)
    given = {NUMBER_FIELD: args.number, DAY_FIELD: args.day, MONTH_FIELD: args.month}
    fields = tuple((name, value) for name, value in given.items() if value)
    return Wish(
        role=Role(args.role),
        level=Level(args.level),
        tsa_url=args.tsa,
        trust=read_trust(args.trust) if args.trust else TrustAnchors(()),
        image=_small(args.image) if args.image else b"",
        fields=fields,
        field_looks=_looks(fields) if fields else (),
        mark=_mark(args.mark, at) if args.mark else b"",
    )


def _looks(fields: tuple[tuple[str, str], ...]) -> tuple[tuple[str, bytes], ...]:
    from dondoc.documents.frozen import looks_of_fields  # here, as for the mark

    return looks_of_fields(fields)


def _mark(words: str, at: datetime) -> bytes:
    from dondoc.documents.render import render_mark  # here: typesetting is loaded for those who mark

    return render_mark(f"{words}; {at.astimezone(VIETNAM).isoformat(timespec='seconds')}")


def _box(text: str) -> Box:
    """Four numbers: left, bottom, right, top, in points from the bottom left corner of the first page."""
    try:
        left, bottom, right, top = (float(part) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError("cần bốn số: trái,dưới,phải,trên") from error
    if not (0 <= left < right <= LARGEST_PLACE and 0 <= bottom < top <= LARGEST_PLACE):
        raise argparse.ArgumentTypeError("trái phải nhỏ hơn phải, dưới nhỏ hơn trên")
    return left, bottom, right, top


def _reserved(
    args: argparse.Namespace, documents: Iterator[tuple[str, bytes | Refused]]
) -> Iterator[tuple[str, bytes | Refused]]:
    """Each document with open fields for number, day and month, where that is asked."""
    boxes = {BOX_FIELDS[name]: box for name in BOXES if (box := getattr(args, f"{name}_box"))}
    if not (boxes or args.reserve):
        yield from documents
        return
    from dondoc.documents.frozen import with_open_fields

    for name, data in documents:
        if isinstance(data, Refused):
            yield name, data
        elif has_traces(data):
            yield name, Refused(SIGNED_ALREADY)
        else:
            try:
                yield name, _with_boxes(data, boxes) if boxes else with_open_fields(data)
            except Refused as refused:
                yield name, refused


def _with_boxes(data: bytes, boxes: dict[str, Box]) -> bytes:
    """Raises CannotSign over bytes that are no PDF."""
    try:
        return reserve_fields(data, boxes)
    except Exception as error:
        raise CannotSign(NOT_SIGNABLE) from error


@contextmanager
def _key(args: argparse.Namespace) -> Iterator[Any]:
    if args.p12:
        yield key_from_p12(_small(args.p12), _secret(args.password_file).encode())
        return
    pin = _secret(args.pin_file) if args.pin_file else None
    with key_from_token(Token(args.pkcs11, args.token, args.key, pin)) as key:
        yield key


def _secret(path: Path | None) -> str:
    return _small(path).decode(errors="replace").strip("\r\n") if path else ""


def _small(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_SMALL_FILE)
    except OSError as error:
        raise CannotSign([Reason(f"Không đọc được tệp ({error.strerror}).", str(path))]) from error


def _documents(files: list[Path]) -> Iterator[tuple[str, bytes | Refused]]:
    """The bytes of each file, or why they cannot be had."""
    for path in files:
        try:
            is_too_large = path.stat().st_size > LARGEST_FILE
            yield str(path), Refused("Tệp lớn hơn 50 MB nên không ký.") if is_too_large else path.read_bytes()
        except OSError as error:
            yield str(path), Refused(f"Không đọc được tệp ({error.strerror}).")


def _write(args: argparse.Namespace, outcomes: dict[str, Outcome]) -> None:
    is_batch = len(args.files) > 1
    if is_batch:
        args.out.mkdir(parents=True, exist_ok=True)
    for name, outcome in outcomes.items():
        if outcome.signed is None:
            print(f"{name}: KHÔNG KÝ – {'; '.join(str(reason) for reason in outcome.reasons)}")
            continue
        target = args.out / Path(name).name if is_batch else args.out
        target.write_bytes(outcome.signed.data)
        print(f"{name}: đã ký mức {outcome.signed.level.value} → {target}")
        for note in outcome.signed.notes:
            print(f"  Lưu ý: {note}")
