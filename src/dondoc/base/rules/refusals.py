"""Refusals (từ chối có lý do): a deed that may not be done says everything that stands against it, once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Reason:
    """One thing to mend: the sentence for the reader, and where (a field's name, or a row and column)."""

    message: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class Refused(Exception):
    """A deed refused, with every reason in the reader's words. Nothing has been written."""

    def __init__(self, reasons: Iterable[Reason | str] | str) -> None:
        listed = [reasons] if isinstance(reasons, str) else list(reasons)
        self.reasons = tuple(r if isinstance(r, Reason) else Reason(r) for r in listed)
        if not self.reasons:
            raise ValueError("A refusal without a reason")
        super().__init__("; ".join(str(r) for r in self.reasons))


class NotFound(Refused):
    """The thing does not exist, or this person may not know that it does: the two look alike from outside."""

    def __init__(self, what: str = "Không tìm thấy") -> None:
        super().__init__(what)
