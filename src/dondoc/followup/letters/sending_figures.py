"""What the letters on a period count out of its table: who sent when, who signed, each with the link to its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dondoc.base.rules.wording import count_in_text
from dondoc.documents.rules.official import Run
from dondoc.documents.rules.wordings import Wording
from dondoc.followup.letters.parts import Figures, most_named, named_list
from dondoc.followup.rules.reporting_table import ReportingTable, TableRow
from dondoc.reporting.rules.timeliness import Timeliness


def sending_figures(table: ReportingTable, wording: Wording, links: Mapping[str, str]) -> Figures:
    """How many, and who, as many named as the office chose. `links`: where a figure opens, by its name."""
    t = table.totals

    def figure(n: int, link: str) -> Run:
        return Run(count_in_text(n), href=links.get(link, ""))

    def names(rows: Sequence[TableRow], link: str) -> Run:
        return Run(names_in(rows, wording), href=links.get(link, ""))

    not_sent = table.with_timeliness(Timeliness.NOT_SENT_OPEN, Timeliness.NOT_SENT_OVERDUE)
    return {
        "phai_gui.so": figure(t.owing, "table"),
        "da_gui.so": figure(t.sent, "table"),
        "truoc_han.so": figure(t.early, "early"),
        "dung_han.so": figure(t.on_time, "on_time"),
        "qua_han.so": figure(t.late, "late"),
        "qua_han.danh_sach": names(table.with_timeliness(Timeliness.LATE), "late"),
        "chua_gui.so": figure(t.not_sent, "not_sent"),
        "chua_gui.danh_sach": names(not_sent, "not_sent"),
        "da_ky.so": figure(t.signed, "signed"),
        "khong_ky.so": figure(t.unsigned, "unsigned"),
        "khong_ky.danh_sach": names(table.unsigned, "unsigned"),
    }


def names_in(rows: Sequence[TableRow], wording: Wording) -> str:
    """The units' short names in table order."""
    return named_list([row.agency.short_name for row in rows], most_named(wording))
