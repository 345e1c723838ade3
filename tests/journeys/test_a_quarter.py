"""The walk of docs/walk.md, without a browser: from a commune's report to the province's letter."""

from __future__ import annotations

import io
from datetime import date

from pypdf import PdfReader

from dondoc.agencies.actions import import_agencies
from dondoc.agencies.queries import agency_map
from dondoc.base.queries import broken_seals
from dondoc.base.rules.moments import AsOf
from dondoc.documents.render import render_pdf
from dondoc.followup.queries import letter_of_period
from dondoc.people.actions import grant_right, open_account
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions import import_regime, open_period, submit_report
from tests.factories import NOW, World, signed_pdf, unsigned_pdf, vn

AGENCIES = """code,name,short_name,group,parent,order
QN,Tỉnh Quảng Ninh,,,,
QN-A,UBND phường Hạ Long,phường Hạ Long,"UBND xã, phường",QN,1
QN-B,UBND đặc khu Cô Tô,đặc khu Cô Tô,"UBND xã, phường",QN,2
QN-C,UBND xã Đầm Hà,xã Đầm Hà,"UBND xã, phường",QN,3
"""
REGIME = {
    "code": "CCHC",
    "name": "Cải cách hành chính",
    "legal_basis": "Quyết định số 15/QĐ-UBND ngày 05/02/2026 của UBND tỉnh",
    "cycle": "month",
    "window": "15-14",
    "deadlines": [{"group": "*", "day": 20, "month_offset": 0}],
    "roll": "next_working_day",
    "signature": "recorded",
}


def test_a_months_reports_become_the_letter_that_says_so(world: World) -> None:
    """Three communes owe; one sends early and signs, one sends late and does not, one stays silent.

    The letter of the day after names the silent one and the unsigned one, and of the day before nobody.
    """
    import_agencies(actor_id=None, at=NOW, data=AGENCIES.encode(), name="quang-ninh.csv")
    import_regime(actor_id=None, at=NOW, definition=REGIME)
    codes = {a.code: a.id for a in agency_map(date(2026, 11, 1)).by_id.values()}
    period = {"regime_code": "CCHC", "period_code": "2026-11"}
    assert open_period(actor_id=None, at=NOW, province_id=codes["QN"], **period) == 3
    for code, sent_at, data in (
        ("QN-A", vn("2026-11-18T10:00"), signed_pdf()),
        ("QN-B", vn("2026-11-23T10:00"), unsigned_pdf("Cô Tô")),
    ):
        clerk = open_account(actor_id=None, at=NOW, username=code, full_name=code, password="mat-khau-dai-dong")
        given = {"user_id": clerk.pk, "agency_id": codes[code], "right": Right.ENTER, "valid_from": date(2026, 1, 1)}
        grant_right(actor_id=None, at=NOW, **given)  # type: ignore[arg-type]
        submit_report(actor_id=clerk.pk, at=sent_at, agency_code=code, data=data, name="bao-cao.pdf", **period)

    table, letter = letter_of_period(province_id=codes["QN"], as_of=AsOf.end_of_day(date(2026, 11, 24)), **period)
    totals = table.totals
    assert (totals.early, totals.late, totals.not_sent_overdue) == (1, 1, 1)
    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(letter))).pages).split())
    assert "(1) quá hạn: đặc khu Cô Tô; (2) chưa gửi: xã Đầm Hà; (3) không ký số: đặc khu Cô Tô" in text
    assert "TỈNH QUẢNG NINH" in text

    earlier, _ = letter_of_period(province_id=codes["QN"], as_of=AsOf.end_of_day(date(2026, 11, 19)), **period)
    assert (earlier.totals.early, earlier.totals.not_sent_open) == (1, 2)
    assert list(broken_seals()) == []
