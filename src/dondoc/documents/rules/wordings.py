"""Wordings (mẫu lời văn): an office's own sentences with named figures in braces, '{qua_han.danh_sach}'.

No code in a wording: a name in braces is replaced by a figure, nothing else happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.documents.rules.official import Run, Text

Wording = Mapping[str, str | list[str]]
FIGURE = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)\}")


class CannotFillWording(Refused):
    """Refused: the wording names figures that do not exist, or lacks a sentence that the document needs."""


def sentence(wording: Wording, key: str) -> str:
    """One sentence of a wording, without blanks around. Raises CannotFillWording when it is missing."""
    value = wording.get(key)
    if not isinstance(value, str):
        raise CannotFillWording(f"Mẫu lời văn thiếu mục '{key}'.")
    return value.strip()


def sentences(wording: Wording, key: str) -> list[str]:
    """Several lines of a wording (addressees, recipients, points). Raises CannotFillWording when missing."""
    value = wording.get(key)
    if not isinstance(value, list):
        raise CannotFillWording(f"Mẫu lời văn thiếu mục '{key}'.")
    return value


def fill(template: str, figures: Mapping[str, Run | str]) -> Text:
    """A sentence with its figures put in; a figure given as a run keeps its link. Names what does not exist."""
    unknown = sorted({name for name in FIGURE.findall(template) if name not in figures})
    if unknown:
        raise CannotFillWording([Reason(f"không có số liệu tên '{{{name}}}'", "Mẫu lời văn") for name in unknown])
    return tuple(run for run in _pieces(template, figures) if run.text)


def fill_plain(template: str, figures: Mapping[str, Run | str]) -> str:
    return "".join(run.text for run in fill(template, figures))


def _pieces(template: str, figures: Mapping[str, Run | str]) -> Iterator[Run]:
    end = 0
    for match in FIGURE.finditer(template):
        yield Run(template[end : match.start()])
        figure = figures[match[1]]
        yield Run(figure) if isinstance(figure, str) else figure
        end = match.end()
    yield Run(template[end:])
