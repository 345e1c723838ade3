"""What may be searched (nguồn tìm văn bản), and what the search keeps of a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dondoc.base.rules.folding import folded
from dondoc.base.rules.refusals import Reason

LONGEST_HEAD = 1200
MOST_SAVED = 50


class SearchKind(StrEnum):
    """Where a found document stands (nguồn)."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    SOURCE = "source"

    @property
    def label(self) -> str:
        return {"incoming": "Văn bản đến", "outgoing": "Văn bản đi", "source": "Văn bản giao việc"}[self.value]


@dataclass(frozen=True)
class Indexed:
    """What is kept of a document to find it by: the words of its head, and of its text."""

    symbol: str = ""
    issuer: str = ""
    type_name: str = ""
    subject: str = ""
    dated: date | None = None
    text: str = ""

    def columns(self, before: str = "") -> dict[str, Any]:
        """The same as the search's table keeps it; `before`: folded words of its text that are known already."""
        head = folded(f"{self.symbol} {self.issuer} {self.type_name} {self.subject}")[:LONGEST_HEAD].rstrip()
        return {
            "symbol": self.symbol[:60],
            "issuer": self.issuer[:200],
            "type_name": self.type_name[:100],
            "subject": self.subject[:500],
            "dated": self.dated,
            "head": head,
            "words": folded(f"{head} {before} {self.text}"),
        }


def reasons_not_to_save(name: str, query: str, n_saved: int) -> list[Reason]:
    """Against keeping a search: without a name, asking for nothing, or one too many."""
    reasons = []
    if not name.strip():
        reasons.append(Reason("Đặt tên cho tìm kiếm.", "Tên"))
    if len(name) > 100:
        reasons.append(Reason("Tên dài quá 100 ký tự.", "Tên"))
    if not query or len(query) > 1000:
        reasons.append(Reason("Tìm kiếm chưa có điều kiện nào để lưu." if not query else "Điều kiện quá dài."))
    if n_saved >= MOST_SAVED:
        reasons.append(Reason(f"Mỗi người lưu nhiều nhất {MOST_SAVED} tìm kiếm; bỏ bớt rồi lưu."))
    return reasons
