"""The narrative part of a report (phần lời văn theo đề cương): merged section by section, judged, made canonical.

Source: NĐ 09/2019/NĐ-CP, Điều 7 (mẫu đề cương báo cáo).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import number
from dondoc.deadlines.rules.definition import OutlineSection
from dondoc.reporting.rules.drafts import clean_text

MAX_SECTION = 60_000  # characters


@dataclass(frozen=True)
class Attached:
    """A file of a section, by what is known of it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Section:
    """One section as written: `code`, `title` as the outline says them."""

    code: str
    title: str
    text: str
    files: tuple[Attached, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.files


class Typed(NamedTuple):
    """What somebody wrote into a section: `base` tells what stood there before his eyes (`base_of`)."""

    code: str
    text: str
    base: str


@dataclass(frozen=True)
class Merge:
    """`written`: sections that change, by code; `conflicts`: those that another changed first, not written."""

    written: dict[str, str]
    conflicts: tuple[Typed, ...]


def clean_section(text: str) -> str:
    """As written, line ends as one sign, without what cannot be kept."""
    return clean_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def base_of(text: str) -> str:
    """A short mark of a text, to know it again."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def merge_sections(stands: Mapping[str, str], typed: Iterable[Typed]) -> Merge:
    """Take sections in. One that is no longer what its writer saw is a conflict, unless both wrote the same."""
    written: dict[str, str] = {}
    conflicts: list[Typed] = []
    for section in typed:
        now = stands.get(section.code, "")
        if section.text == now or base_of(section.text) == section.base:
            continue  # nothing changed, or not by this writer
        if base_of(now) == section.base:
            written[section.code] = section.text
        else:
            conflicts.append(section)
    return Merge(written, tuple(conflicts))


def reasons_against_texts(outline: Sequence[OutlineSection], typed: Iterable[Typed]) -> Iterator[Reason]:
    """Every reason why texts cannot be taken in."""
    known = {section.code for section in outline}
    for section in typed:
        if section.code not in known:
            yield Reason("Đề cương không có mục này. Mở lại trang để thấy các mục hiện có.", f"Mục {section.code[:20]}")
        elif len(section.text) > MAX_SECTION:
            told = f"Dài {number(len(section.text))} ký tự, tối đa {number(MAX_SECTION)}. Phần dài để ở tệp kèm."
            yield Reason(told, f"Mục {section.code}")


def reasons_for_required(outline: Iterable[OutlineSection], sections: Iterable[Section]) -> Iterator[Reason]:
    """Required sections that nobody has written."""
    written = {section.code for section in sections if not section.is_empty}
    for section in outline:
        if section.is_required and section.code not in written:
            yield Reason("Mục bắt buộc của đề cương chưa viết.", f"Mục {section.code}. {section.title}")


def canonical(sections: Iterable[Section], identity: Mapping[str, str]) -> bytes:
    """The one form of a narrative part of which the hash is taken: UTF-8, keys in order, no blanks."""
    value = {
        **identity,
        "outline": [
            {
                "code": s.code,
                "title": s.title,
                "text": s.text,
                "files": [{"name": f.name, "size": f.size, "sha256": f.sha256} for f in s.files],
            }
            for s in sections
        ],
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
