"""What is said of a task beside its words (thông tin thêm của nhiệm vụ): field, product, how often to report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from dondoc.assignments.rules.entry import MOST_UPDATE_DAYS, SourceKind
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import same_name_key


@dataclass(frozen=True)
class Particulars:
    """Objective, product, field of work, group, star, must a file come with the result, how often to update.

    `update_days` in working days. What is not given is empty.
    """

    objective: str = ""
    deliverable: str = ""
    field: str = ""
    group: str = ""
    is_starred: bool = False
    must_attach: bool = False
    update_days: int | None = None

    def given(self) -> dict[str, Any]:
        """Those that were filled in, trimmed."""
        told = ((name, value.strip() if isinstance(value, str) else value) for name, value in asdict(self).items())
        return {name: value for name, value in told if value}

    def reasons_against(self) -> Iterator[Reason]:
        """Every reason against saying this of a task."""
        if self.update_days is not None and not 1 <= self.update_days <= MOST_UPDATE_DAYS:
            yield Reason(f"Ghi từ 1 đến {MOST_UPDATE_DAYS} ngày làm việc, hoặc để trống.", "Cập nhật ít nhất mỗi")


# In a file a source is written as on the pages, or by its name in code. 'Từ nhiệm vụ cấp trên', 'định kỳ' come of
# themselves and would point at a task that the file does not name.
_IMPORTED = tuple(kind for kind in SourceKind if kind not in (SourceKind.PARENT, SourceKind.RECURRING))
_BY_NAME = {same_name_key(name): kind for kind in _IMPORTED for name in (kind.value, kind.label)}
SOURCE_NAMES = ", ".join(kind.label for kind in _IMPORTED)


def source_kind_named(name: str) -> SourceKind | None:
    """The source of a task (nguồn giao) by its name; None: no such source."""
    return _BY_NAME.get(same_name_key(name))


def kind_of_document(number: str, title: str) -> SourceKind:
    """What a document is as a source, by its symbol and title: a meeting's conclusion, a programme, a directive."""
    symbols = number.casefold().partition("/")[2].split("-")
    begins = title.strip().casefold()
    if "kl" in symbols or begins.startswith(("kết luận", "thông báo kết luận")):
        return SourceKind.CONCLUSION
    if "ctr" in symbols or begins.startswith("chương trình công tác"):
        return SourceKind.PROGRAMME
    return SourceKind.DIRECTIVE
