"""Names of a province and its bodies as documents print them (tên tỉnh, tên cơ quan ban hành)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMITTEE = re.compile(r"^(ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+", re.IGNORECASE)
_KIND = re.compile(r"^(tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Province:
    """'tỉnh' and 'Bắc Giang', out of any usual way to write a province's name."""

    kind: str
    proper: str

    @classmethod
    def named(cls, name: str) -> Province:
        bare = _COMMITTEE.sub("", " ".join(name.split()))
        kind = _KIND.match(bare)
        is_city = kind is not None and not kind[1].casefold().startswith("tỉnh")
        return cls("thành phố" if is_city else "tỉnh", _KIND.sub("", bare))

    @property
    def full(self) -> str:
        return f"{self.kind} {self.proper}"

    @property
    def committee_lines(self) -> tuple[str, ...]:
        """The issuer's lines of a People's Committee: 'ỦY BAN NHÂN DÂN' / 'TỈNH BẮC GIANG'."""
        return ("ỦY BAN NHÂN DÂN", self.full.upper())

    @property
    def committee_short(self) -> str:
        """'UBND TỈNH LẠNG SƠN', the parent line above an Office."""
        return f"UBND {self.full.upper()}"
