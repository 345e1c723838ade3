"""The data package of figures (gói dữ liệu số liệu) that a report carries: against what is sent, and what is printed.

What is signed is the figures: the PDF made for signing carries them in their canonical form and prints their hash, so
that a good signature on another report, period or set of figures is no signature of these.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dondoc.base.rules.refusals import Reason
from dondoc.sheets.rules.definition.form import FormDefinition

PACKAGE_NAME = "so-lieu.json"
MOST_TOLD = 30
NARRATIVE = ""  # in place of a form's code
WHERE = "Tệp báo cáo"
NAMES = {"regime": "chế độ", "period": "kỳ", "agency": "đơn vị"}
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Titled:
    """A form's name and the titles of its rows, for telling where something differs."""

    code: str
    rows: Mapping[str, str]


def form_titles(form: FormDefinition) -> Titled:
    return Titled(form.code, {code: row.title for code, row in form.by_code.items()})


def package_of_forms(contents: Sequence[bytes]) -> bytes:
    """All forms and the narrative of a report as one package, each in its canonical form."""
    return b"[" + b",".join(contents) + b"]"


def package_hash(package: bytes) -> str:
    """Hexadecimal SHA-256, as the report prints it."""
    return hashlib.sha256(package).hexdigest()


def reasons_against_package(
    package: bytes, *, asked: Mapping[str, str], sent: bytes | None, titles: Sequence[Titled], words: str | None
) -> Iterator[Reason]:
    """Every way in which what a file carries is not what is sent.

    `asked`: regime, period and agency. `sent`: the package of what is sent, None where no figures go with it.
    `words`: the file's text, None where it cannot be read.
    """
    forms = _forms(package)
    if forms is None:
        yield Reason(f"Gói số liệu {PACKAGE_NAME} trong tệp không đọc được; tải lại báo cáo để ký.", WHERE)
        return
    others = list(_others(forms, asked))
    yield from others
    if words is not None and package_hash(package) not in HASH.findall("".join(words.split())):
        yield Reason("Mã băm in trong báo cáo không phải của gói số liệu đính kèm; tải lại báo cáo để ký.", WHERE)
    if sent is None or others or package == sent:
        return
    found = list(_differences(forms, _forms(sent) or {}, {t.code: t for t in titles}))
    yield from found[:MOST_TOLD]
    if len(found) > MOST_TOLD:
        yield Reason(f"Còn {len(found) - MOST_TOLD} ô khác nữa; tải lại báo cáo để ký theo số liệu hiện có.", WHERE)
    if not found:
        yield Reason("Gói số liệu trong tệp không đúng số liệu đang gửi; tải lại báo cáo để ký.", WHERE)


def _forms(package: bytes) -> dict[str, dict[str, Any]] | None:
    """The forms of a package by their codes; None where it is none."""
    try:
        listed = json.loads(package)
    except (ValueError, RecursionError):
        return None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return None
    forms = {str(one.get("form", NARRATIVE)): one for one in listed}
    are_whole = all(isinstance(one.get("rows" if "form" in one else "outline"), dict | list) for one in listed)
    return forms if are_whole and len(forms) == len(listed) else None


def _others(forms: Mapping[str, Mapping[str, Any]], asked: Mapping[str, str]) -> Iterator[Reason]:
    for key, name in NAMES.items():
        told = sorted({str(form.get(key, "")) for form in forms.values()} - {asked[key]})
        if told:
            yield Reason(f"Tệp đã ký là báo cáo của {name} {told[0][:60]}, đang gửi {name} {asked[key]}.", WHERE)


def _differences(
    signed: Mapping[str, Mapping[str, Any]], sent: Mapping[str, Mapping[str, Any]], titles: Mapping[str, Titled]
) -> Iterator[Reason]:
    for code in dict.fromkeys([*sent, *signed]):
        if code == NARRATIVE:
            if signed.get(code) != sent.get(code):
                yield Reason("Lời văn đang gửi khác với tệp đã ký; tải lại báo cáo để ký.", "Phần lời văn")
            continue
        if code not in signed or code not in sent:
            where = "không có trong tệp đã ký" if code not in signed else "có trong tệp đã ký nhưng không gửi"
            yield Reason(f"Biểu {code[:40]} {where}.", WHERE)
            continue
        if signed[code].get("version") != sent[code].get("version"):
            yield Reason(f"Biểu {code}: tệp đã ký theo phiên bản biểu khác.", WHERE)
        yield from _cells(code, signed[code]["rows"], sent[code]["rows"], titles.get(code))


def _cells(code: str, signed: Mapping[str, Any], sent: Mapping[str, Any], titled: Titled | None) -> Iterator[Reason]:
    signed, sent = (rows if isinstance(rows, dict) else {} for rows in (signed, sent))
    for row in dict.fromkeys([*sent, *signed]):
        then, now = signed.get(row), sent.get(row)
        then, now = (one if isinstance(one, dict) else {} for one in (then, now))
        name = titled.rows.get(row, row) if titled else row
        for column in dict.fromkeys([*now, *then]):
            if then.get(column) != now.get(column):
                told = f"đã ký {_told(then.get(column))}, đang gửi {_told(now.get(column))}"
                yield Reason(
                    f"Số liệu khác với tệp đã ký: {told}.", f"Biểu {code}, dòng {name[:80]}, cột {column[:20]}"
                )


def _told(value: object) -> str:
    return "để trống" if value in (None, "") else f"“{str(value)[:60]}”"
