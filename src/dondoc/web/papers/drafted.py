"""A document made of figures (văn bản soạn từ số liệu): the value, its figures, its moment, what it is drafted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.agencies.queries import agency_map
from dondoc.base.rules.moments import AsOf
from dondoc.documents.outgoing_rows import Figures
from dondoc.documents.queries.outgoing import OFFICE_KIND
from dondoc.documents.rules.life import Origin
from dondoc.documents.rules.official import OfficialDocument


@dataclass(frozen=True)
class Figure:
    """A figure used in the document, with where it opens."""

    label: str
    value: str
    href: str


@dataclass(frozen=True)
class Keeps:
    """As what a previewed document is kept: out of which figures, in which province (lưu thành dự thảo)."""

    origin: Origin
    province_code: str


@dataclass(frozen=True)
class Drafted:
    """What a page of preview shows; `address` is where the same is computed again."""

    document: OfficialDocument
    figures: Sequence[Figure]
    as_of: AsOf
    keeps: Keeps
    address: str

    def issuer_code(self) -> str:
        """Whose document it is: the province's, or its Office's where the head bears a parent.

        A province that is no more is named all the same: the deed says who follows it.
        """
        day_map = agency_map(self.as_of.on)
        province = day_map.by_code(self.keeps.province_code)
        if province is None:
            return self.keeps.province_code
        office = next((one for one in day_map.children_of(province.id) if one.kind == OFFICE_KIND), None)
        return office.code if office and self.document.issuer_parent else province.code

    def kept_figures(self, now: AsOf) -> Figures:
        """The figures as a draft keeps them, with what was known when they were computed."""
        rows = tuple({"name": f.label, "label": f.label, "value": f.value, "href": f.href} for f in self.figures)
        return Figures(rows, self.as_of.at, self.as_of.known_at or now.at)
