"""What is signed is the figures: the report carries them, and what is sent is held against what was signed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from dondoc.demo.papers import sample_report
from dondoc.documents.pdf_texts.limited import text_of_pdf
from dondoc.documents.render import DataFile, render_pdf
from dondoc.followup.queries.own_report import report_to_sign
from dondoc.people.models import Post, User
from dondoc.people.queries import head_block
from dondoc.people.rules.authority import Rank
from dondoc.reporting.actions import CannotSubmitReport, recheck_signatures
from dondoc.reporting.actions.send_figures import Attached, CannotSendReport
from dondoc.reporting.models import Submission
from dondoc.reporting.rules.package import PACKAGE_NAME
from dondoc.reporting.rules.timeliness import SignedState
from dondoc.signing.limited import package_of
from dondoc.signing.pades.enveloped import sign_data
from dondoc.signing.pades.keys import key_from_p12
from dondoc.signing.pades.making import sign_pdf
from dondoc.signing.pki import Holder, make_pki
from tests.actions.test_send_figures import own, send_out
from tests.actions.test_submit_report import OPEN, row, send
from tests.factories import NOW, World
from tests.factories.drafts import type_cells, type_right_figures, with_outline, write


@pytest.fixture
def signed(world: World, tmp_path: Any, settings: Any) -> bytes:
    """The report as Lan's desk stands, signed with a key that the installation trusts."""
    type_right_figures(world)
    return _signed(report_to_sign(own(), NOW).pdf, tmp_path, settings)


def _signed(pdf: bytes, tmp_path: Any, settings: Any) -> bytes:
    pki = make_pki(tmp_path, NOW, [Holder("Minh", "UBND huyện Lục Nam")], b"x")
    settings.TRUST_FOLDER = pki.trust_folder
    return sign_pdf(pdf, pki.p12_of["Minh"].read_bytes(), b"x", NOW)


def test_the_report_to_sign_carries_the_figures_and_prints_their_hash(world: World) -> None:
    type_right_figures(world)
    made = report_to_sign(own(), NOW)
    assert package_of(made.pdf, PACKAGE_NAME) == made.package
    assert made.sha256 in "".join(text_of_pdf(made.pdf).split())
    assert re.search(rb"/AFRelationship\s*/Data", made.pdf)
    assert b"<pdfaid:part>3</pdfaid:part>" in made.pdf
    assert report_to_sign(own(), NOW) == made, "the same desk gives the same bytes"


def test_the_report_bears_the_block_of_the_head_in_office_on_the_day(world: World) -> None:
    agency, day = own().agency_id, NOW.date()
    Post.objects.filter(agency_id=agency).delete()
    asked: dict[str, Any] = {"agency_id": agency, "type_code": "BC", "type_label": "báo cáo"}
    assert head_block(**asked, on=day) is None
    minh = User.objects.get(pk=world.people["minh"])
    named = {"agency_id": agency, "valid_from": day, "legal_basis": "Quyết định số 15/QĐ-UBND", "recorded_at": NOW}
    Post.objects.create(user=minh, title="Giám đốc", rank=Rank.HEAD, **named)
    assert head_block(**asked, on=day) == (("GIÁM ĐỐC",), minh.full_name)
    assert head_block(**asked, on=day - timedelta(days=1)) is None
    assert "GIÁM ĐỐC" in text_of_pdf(report_to_sign(own(), NOW).pdf)


def test_what_was_signed_and_is_sent_counts_as_signed(world: World, signed: bytes) -> None:
    sent = send_out(world, attached=Attached(signed, "da-ky.pdf"))
    assert sent.submitted_figures.count() == 2
    assert row(world, OPEN).standing.signed is SignedState.SIGNED


def test_a_cell_changed_after_signing_is_refused_by_its_name(world: World, signed: bytes) -> None:
    type_cells(world, ("dat-dai", "4", "70", "71"), ("dat-dai", "5", "1234", "1233"))
    with pytest.raises(CannotSendReport) as refused:
        send_out(world, attached=Attached(signed, "da-ky.pdf"))
    told = [str(reason) for reason in refused.value.reasons]
    assert any("Biểu II.06a, dòng" in line and "cột 4" in line and "đã ký" in line for line in told), told
    assert not Submission.objects.filter(obligation=own()).exists()


def test_a_good_signature_on_another_report_is_refused(world: World, signed: bytes) -> None:
    with pytest.raises(CannotSubmitReport, match="Tệp đã ký là báo cáo của kỳ 2026-Q4, đang gửi kỳ 2026-Q3"):
        send(world, period="2026-Q3", data=signed)
    assert send(world, data=signed).version == 1, "for its own period it may be sent as a file too"


@pytest.mark.parametrize("package", ["[]", "rac", '[{"form": "II.06a", "rows": 1}]', "[1]", '{"a": 1}'])
def test_a_package_that_says_something_else_is_refused(world: World, package: str) -> None:
    type_right_figures(world)
    pdf = render_pdf(sample_report(NOW), data=DataFile(PACKAGE_NAME, package, "x"))
    with pytest.raises(CannotSendReport, match=r"không đọc được|Mã băm"):
        send_out(world, attached=Attached(pdf, "khac.pdf"))


def test_a_hash_that_is_printed_wrongly_is_refused(world: World) -> None:
    type_right_figures(world)
    made = report_to_sign(own(), NOW)
    forged = render_pdf(sample_report(NOW), data=DataFile(PACKAGE_NAME, made.package.decode(), "x"))
    with pytest.raises(CannotSendReport, match="Mã băm in trong báo cáo"):
        send_out(world, attached=Attached(forged, "khac.pdf"))


def test_a_report_made_here_is_asked_for_its_required_sections(world: World) -> None:
    with_outline()
    type_right_figures(world)
    made = report_to_sign(own(), NOW).pdf
    with pytest.raises(CannotSendReport, match="Mục bắt buộc của đề cương chưa viết"):
        send_out(world, attached=Attached(made, "bc.pdf"))
    write(world, {"I": "Tồn 12 hồ sơ"})
    sent = send_out(world, attached=Attached(report_to_sign(own(), NOW).pdf, "bc.pdf"))
    assert sent.narrative.sections[0]["text"] == "Tồn 12 hồ sơ"


def test_figures_without_a_pdf_can_be_sent_signed_as_data(world: World, tmp_path: Any, settings: Any) -> None:
    type_right_figures(world)
    pki = make_pki(tmp_path, NOW, [Holder("Minh", "UBND huyện Lục Nam")], b"x")
    settings.TRUST_FOLDER = pki.trust_folder
    key = key_from_p12(pki.p12_of["Minh"].read_bytes(), b"x")
    package = report_to_sign(own(), NOW).package
    other = sign_data(package.replace(b'"70"', b'"71"'), key, NOW)
    with pytest.raises(CannotSendReport, match="Số liệu khác với tệp đã ký"):
        send_out(world, attached=Attached(other, "so-lieu.p7m"))
    signed = sign_data(package, key, NOW)
    with pytest.raises(CannotSubmitReport, match="không phải tệp PDF"):
        send(world, data=signed)
    sent = send_out(world, attached=Attached(signed, "so-lieu.p7m"))
    assert sent.file is not None and sent.file.content_type == "application/pkcs7-mime"
    assert row(world, OPEN).standing.signed is SignedState.SIGNED
    settings.TRUST_FOLDER = tmp_path / "khong-co"
    night = recheck_signatures(actor_id=None, at=NOW + timedelta(hours=16), trust_folder=settings.TRUST_FOLDER)
    assert [report.now for report in night.reports] == [SignedState.UNVERIFIABLE]
