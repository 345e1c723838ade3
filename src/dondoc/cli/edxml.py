"""`dondoc edxml build`, `dondoc edxml parse` (thông điệp liên thông): a message made of JSON, a message taken apart."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import number, screen_date
from dondoc.cli.files import CannotUseFile, read_input, write_output
from dondoc.exchange.rules.attachments import different_names, is_safe_name
from dondoc.exchange.rules.building import CannotBuildMessage, build, parse_json, wanted_files
from dondoc.exchange.rules.cells import shown
from dondoc.exchange.rules.envelope import Document, status_label
from dondoc.exchange.rules.json_form import reading_as_json, reason_as_json
from dondoc.exchange.rules.reading import Reading, read
from dondoc.exchange.rules.writing import write
from dondoc.exchange.rules.xml_tree import MAX_BYTES

WITH_PROBLEMS = 3


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("edxml", help="Thông điệp liên thông edXML: lập từ JSON, đọc ra JSON")
    deeds = parser.add_subparsers(metavar="VIỆC", required=True, title="Các việc")
    building = deeds.add_parser("build", help="Lập thông điệp từ tệp JSON và các tệp kèm")
    building.add_argument("file", metavar="TỆP.json", type=Path, help="như 'dondoc edxml parse --json' in ra")
    building.add_argument("--out", metavar="TỆP.edxml", required=True, type=Path)
    building.add_argument("--attach", metavar="TỆP", type=Path, nargs="+", action="extend", default=[], help="tệp kèm")
    building.set_defaults(run=run_build)
    parsing = deeds.add_parser("parse", help="Đọc thông điệp, nói rõ mọi chỗ sai")
    parsing.add_argument("file", metavar="TỆP.edxml", type=Path)
    parsing.add_argument("--json", action="store_true", help="in mọi điều đọc được dạng JSON")
    parsing.add_argument("--out", metavar="THƯ_MỤC", type=Path, help="ghi các tệp kèm ra thư mục này")
    parsing.set_defaults(run=run_parse)


def run_build(args: argparse.Namespace) -> int:
    """Write the message. Raises Refused with every slip."""
    given = parse_json(read_input(args.file, MAX_BYTES))
    attached: dict[str, bytes] = {}
    for path in args.attach:
        if path.name in attached:
            raise CannotUseFile([Reason("Hai tệp kèm trùng tên; hãy đổi tên một tệp.", str(path))])
        attached[path.name] = read_input(path, MAX_BYTES)
    for name in wanted_files(given):
        if not is_safe_name(name):
            raise CannotBuildMessage([Reason(f"'{shown(name)}' phải là tên tệp nằm cạnh tệp JSON", "attachments.file")])
        beside = args.file.parent / name
        if name not in attached and beside.is_file():
            attached[name] = read_input(beside, MAX_BYTES)
    message = build(given, attached)
    data = write(message)
    write_output(args.out, data)
    files = len(message.attachments) if isinstance(message, Document) else 0
    print(f"Đã lập thông điệp: {args.out} ({number(len(data))} byte, {files} tệp kèm).")
    return 0


def run_parse(args: argparse.Namespace) -> int:
    """0 when nothing is wrong with the message, 3 with problems. Raises Refused when there is none to read."""
    try:
        reading = read(read_input(args.file, MAX_BYTES))
    except Refused as refused:
        if args.json:
            problems = [reason_as_json(reason) for reason in refused.reasons]
            print(json.dumps({"kind": None, "problems": problems}, ensure_ascii=False, indent=2))
        raise
    kept = _write_files(reading, args.out) if args.out else {}
    if args.json:
        print(json.dumps(reading_as_json(reading, kept), ensure_ascii=False, indent=2))
    else:
        _tell(reading, kept)
    return WITH_PROBLEMS if reading.problems else 0


def _write_files(reading: Reading, folder: Path) -> dict[int, str]:
    """Readable files under safe names of their own; where one is there already, none is written. Raises Refused."""
    readable = [(n, file.attachment) for n, file in enumerate(reading.files) if file.is_readable]
    names = different_names([attachment.name for _, attachment in readable])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotUseFile([Reason("Không lập được thư mục này.", str(folder))]) from error
    if taken := [name for name in names if (folder / name).exists() or (folder / name).is_symlink()]:
        raise CannotUseFile([Reason("Đã có tệp này; hãy chọn thư mục khác.", str(folder / name)) for name in taken])
    for name, (_, attachment) in zip(names, readable, strict=True):
        write_output(folder / name, attachment.data)
    return {n: name for name, (n, _) in zip(names, readable, strict=True)}


def _tell(reading: Reading, kept: dict[int, str]) -> None:
    message = reading.message
    if isinstance(message, Document):
        header = message.header
        print(f"Văn bản {header.code}: {header.subject}")
        print(f"Từ: {header.sender.organ_id} {header.sender.organ_name}".rstrip())
        for one in header.receivers:
            print(f"Đến: {one.organ_id} {one.organ_name}".rstrip())
        if header.due_date:
            print(f"Hạn trả lời: {screen_date(header.due_date)}")
    else:
        print(f"Trạng thái {message.status_code} ({status_label(message.status_code)}): {message.description}".rstrip())
        print(f"Về văn bản: {message.response_for.document_id}")
    for n, file in enumerate(reading.files):
        verdict = {True: "khớp mã băm", False: "KHÔNG khớp mã băm", None: "không có mã băm"}[file.digest_ok]
        told = f" → {kept[n]}" if n in kept else ""
        print(f"Tệp kèm: {file.attachment.name} ({number(len(file.attachment.data))} byte, {verdict}){told}")
    for note in reading.notes:
        print(f"Lưu ý: {note}")
    if reading.problems:
        print(f"{len(reading.problems)} chỗ sai:")
    for problem in reading.problems:
        print(f"- {problem}")
