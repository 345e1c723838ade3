"""Views of registers: one of the three, of a body, a year and a type, a page at a time; whole as Excel and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.tables.writing import write_sheet
from dondoc.documents.queries.incoming import agencies_held
from dondoc.documents.queries.outgoing import desk_agencies
from dondoc.documents.queries.registers import book_years, register_of, register_rows, types_in
from dondoc.documents.render import render_register
from dondoc.documents.rules.incoming import SEEING
from dondoc.documents.rules.registers import RegisterKind, RegisterRow
from dondoc.web.frame.request import OfficeRequest

PER_PAGE = 100
PDF, EXCEL = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Asked:
    """What the address asks for: one register the person may read."""

    kind: RegisterKind
    agency: AgencyOnDay
    agencies: list[AgencyOnDay]
    year: int
    years: list[int]
    type_code: str

    @property
    def link_column(self) -> int:
        """Which column holds the number that opens the document."""
        return 2 if self.kind is RegisterKind.INCOMING else 1


def _asked(request: OfficeRequest) -> Asked:
    """Raises NotFound for who reads no register, or not this one."""
    on, wanted = request.moment.as_of.on, request.GET
    kind = RegisterKind(wanted["so"]) if wanted.get("so") in set(RegisterKind) else RegisterKind.INCOMING
    held = agencies_held(request.rights, *SEEING)
    if kind is RegisterKind.OUTGOING:
        held |= desk_agencies(request.rights, on)
    named = sorted(agencies_as_on(held, on).values(), key=lambda one: (one.code != request.scope, one.name))
    code = wanted.get("don_vi", "")
    years = book_years(kind, [one.id for one in named])
    # Without a choice: the register in which something stands.
    chosen = [one for one in named if one.code == code] if code else sorted(named, key=lambda one: one.id not in years)
    if not chosen:
        raise NotFound("Không tìm thấy sổ này.")
    own = years.get(chosen[0].id, []) or [on.year]
    year = wanted.get("nam", "")
    asked_year = int(year) if year.isdecimal() and len(year) == 4 else own[0]
    return Asked(kind, chosen[0], named, asked_year, own, wanted.get("loai", "")[:100])


@require_GET
def register(request: OfficeRequest) -> HttpResponse:
    """One register on screen; a number opens its document."""
    asked, as_of = _asked(request), request.moment.as_of
    found = register_rows(asked.kind, asked.agency.id, asked.year, as_of, asked.type_code)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {
        "asked": asked,
        "kinds": list(RegisterKind),
        "page": page,
        "rows": _linked(asked.kind, page),
        "types": types_in(asked.kind, asked.agency.id, asked.year),
    }
    return render(request, "registers/register.html", context)


def _linked(kind: RegisterKind, page: Page[RegisterRow]) -> list[tuple[RegisterRow, str]]:
    name = "outgoing-document" if kind is RegisterKind.OUTGOING else "incoming-document"
    return [
        (row, reverse(name, kwargs={"document_id": row.document_id}) if row.document_id else "")
        for row in page.object_list
    ]


@require_GET
def register_file(request: OfficeRequest, ending: str) -> HttpResponse:
    """The whole register, to keep or to print."""
    asked, as_of = _asked(request), request.moment.as_of
    whole = register_of(asked.kind, asked.agency.id, asked.year, as_of, asked.type_code)
    if ending == "pdf":
        data, content_type = render_register(whole, int(as_of.at.timestamp())), PDF
    else:
        data, content_type = (
            write_sheet(asked.kind.heading, asked.kind.columns, [row.cells for row in whole.rows]),
            EXCEL,
        )
    response = HttpResponse(data, content_type=content_type)
    name = f"so-{asked.kind.value}-{asked.agency.code}-{asked.year}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
