"""What may be searched (nguồn tìm văn bản)."""

from __future__ import annotations

from enum import StrEnum


class SearchKind(StrEnum):
    """Where a found document stands (nguồn)."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    SOURCE = "source"

    @property
    def label(self) -> str:
        return {"incoming": "Văn bản đến", "outgoing": "Văn bản đi", "source": "Văn bản giao việc"}[self.value]
