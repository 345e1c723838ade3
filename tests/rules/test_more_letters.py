"""The letter to one agency, the notice and the report on a period, the slip of a draft: what each says in each case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dondoc.assignments.rules.buckets import Bucket
from dondoc.base.rules.moments import AsOf
from dondoc.documents.rules.official import DocumentType, OfficialDocument, plain_text
from dondoc.documents.rules.wordings import fill_plain
from dondoc.followup.letters import period_notice, regime_report, reporting_letter, submission_slip, urging_letter
from dondoc.followup.letters.templates import TEMPLATES
from dondoc.followup.rules.arrears import Arrears, OwedReport, arrears_figures
from dondoc.reporting.rules.timeliness import SignedState, Timeliness
from tests.rules.test_letters import GOOD, PROVINCE, agency, table, task, wording

AS_OF = AsOf.end_of_day(date(2026, 9, 30))
UNSIGNED = (Timeliness.EARLY, SignedState.UNSIGNED)
LATE = (Timeliness.LATE, SignedState.SIGNED)
OWED = OwedReport("CCHC", "Cải cách hành chính", "2026-Q3", "quý III/2026", date(2026, 9, 21), 9)


def said(document: OfficialDocument) -> str:
    return " ".join(plain_text(document)).replace("\u00a0%", " %")


def arrears(**found: object) -> Arrears:
    nothing = Arrears(PROVINCE, agency(2), AS_OF, (), (), (), date(2026, 10, 7))
    return replace(nothing, **found)  # type: ignore[arg-type]


def urged(found: Arrears) -> OfficialDocument:
    return urging_letter(found, wording("urging-letter"), {"unsent": "/no/"})


def test_one_agency_is_urged_about_what_it_owes_and_nothing_else() -> None:
    letter = urged(arrears(unsent=(OWED,)))
    text = said(letter)
    assert (letter.type, letter.addressees) == (DocumentType.LETTER, ("UBND xã 2",))
    assert "- 01 báo cáo đã quá hạn, chưa gửi: Cải cách hành chính quý III/2026 (quá hạn 09 ngày)." in text
    assert "ký số hợp lệ" not in text
    assert "trước ngày 07/10/2026" in text
    assert letter.annexes == ()


def test_the_points_of_the_urging_letter_end_as_a_list_ends_and_overdue_tasks_stand_in_the_annex() -> None:
    letter = urged(arrears(unsent=(OWED,), unsigned=(OWED,), tasks=(task(1, Bucket.OPEN_OVERDUE, days=3),)))
    points = [line for line in plain_text(letter) if line.startswith("- 0")]
    assert [line[-1] for line in points] == [";", ";", "."]
    assert [len(annex.blocks) for annex in letter.annexes] == [1]


def test_what_is_owed_is_told_as_figures_too() -> None:
    told = arrears_figures(arrears(unsent=(OWED,)))
    assert told["not_sent"] == [{"regime": "CCHC", "period": "2026-Q3", "due_on": "2026-09-21", "days_overdue": 9}]
    assert (told["agency"], told["overdue_tasks"]) == ("X2", [])
    assert arrears().is_clear
    assert not arrears(unsigned=(OWED,)).is_clear


def test_a_report_on_a_regime_names_what_each_rate_is_a_share_of() -> None:
    document = regime_report(table(GOOD, GOOD, LATE, UNSIGNED), table(GOOD, LATE), wording("regime-report"))
    text = said(document)
    assert "Đã gửi 04 báo cáo (100,0 % số phải gửi), trong đó 01 trước hạn, 02 đúng hạn, 01 quá hạn" in text
    assert "Trong 04 báo cáo đã gửi, 03 báo cáo đã ký số (75,0 % số đã gửi)" in text
    assert "tỷ lệ gửi trước và đúng hạn trên số phải gửi từ 50,0 % thành 75,0 %" in text
    assert "Các đơn vị gửi quá hạn: xã 4." in text


def test_without_a_period_before_nothing_is_compared_and_nobody_late_is_not_spoken_of() -> None:
    text = said(regime_report(table(GOOD), None, wording("regime-report")))
    assert "So với" not in text
    assert "Các đơn vị gửi quá hạn" not in text


def test_the_notice_tells_the_window_the_deadline_and_the_forms() -> None:
    document = period_notice(table(GOOD, GOOD), ["II.06a Tình hình giải quyết"], wording("period-notice"))
    text = said(document)
    assert document.type is DocumentType.NOTICE
    assert "từ ngày 15/6/2026 đến hết ngày 14/9/2026" in text
    assert "2. Thời hạn gửi: chậm nhất ngày 21/9/2026." in text
    assert "5. Biểu số liệu: II.06a Tình hình giải quyết." in text
    assert "5. Biểu" not in said(period_notice(table(GOOD), [], wording("period-notice")))


def test_a_slip_speaks_of_its_draft_and_is_no_type_of_the_decree() -> None:
    draft = reporting_letter(table(LATE), wording("reporting-letter"), {"table": "/bang/"})
    slip = submission_slip(draft, date(2026, 9, 30), "Tỉnh Quảng Ninh", wording("submission-slip"))
    text = said(slip)
    assert "PHIẾU TRÌNH" in text
    assert "TỜ TRÌNH" not in text
    assert "01 phụ lục; số liệu tính đến hết ngày 30/9/2026" in text
    assert "Văn bản gửi: UBND xã, phường." in text


@pytest.mark.parametrize(("most", "end"), [("1", "xã 2..., đã"), ("2", "xã 2, xã 3, đã"), ("", "xã 2, xã 3, đã")])
def test_the_office_may_name_only_some_and_the_cut_is_marked(most: str, end: str) -> None:
    letter = reporting_letter(table(LATE, LATE), {**wording("reporting-letter"), "most_named": most})
    assert end in said(letter)
    assert "UBND xã 3" in said(letter)  # the annex has them all


def test_every_figure_offered_by_the_letter_on_a_period_can_be_filled() -> None:
    template = TEMPLATES["reporting-letter"]
    every = " ".join(figure.written for figure in template.figures)
    letter = reporting_letter(table(LATE, UNSIGNED), {**wording("reporting-letter"), "opinion": every})
    assert "{" not in said(letter)


def test_every_figure_offered_can_be_filled() -> None:
    rows = table(LATE, UNSIGNED)

    def every(kind: str, key: str) -> dict[str, object]:
        section = next(s for s in TEMPLATES[kind].sections if s.key == key)
        return {**wording(kind), key: " ".join(figure.written for figure in TEMPLATES[kind].figures_of(section))}

    for document in (
        regime_report(rows, rows, every("regime-report", "compared")),  # type: ignore[arg-type]
        period_notice(rows, ["B01"], every("period-notice", "opening")),  # type: ignore[arg-type]
        urging_letter(arrears(unsent=(OWED,)), every("urging-letter", "opening")),  # type: ignore[arg-type]
        submission_slip(
            reporting_letter(rows, wording("reporting-letter")),
            date(2026, 9, 30),
            "Quảng Ninh",
            every("submission-slip", "opening"),  # type: ignore[arg-type]
        ),
    ):
        assert "{" not in said(document)


def test_filling_plainly_drops_links() -> None:
    assert fill_plain("{a}", {"a": "một"}) == "một"
