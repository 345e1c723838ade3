from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from dondoc.base.actions import store_file
from dondoc.cli.main import main
from dondoc.signing.actions import record_verification
from dondoc.signing.models import Verification
from tests.factories import NOW
from tests.signing.cast import AT, make_cast, signed_by
from tests.signing.pdfs import pdf_of, plain_objects, stream, updated


@pytest.mark.django_db
def test_a_recheck_adds_a_row_for_each_signed_file_and_tells_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = signed_by(make_cast().minh, pdf_of(plain_objects()), AT)
    store_file(actor_id=None, at=NOW, data=data, name="ky.pdf", content_type="application/pdf")
    row = record_verification(actor_id=None, at=NOW, data=data, trust_folder=tmp_path)
    assert main(["verify", "recheck", "--trust", str(tmp_path)]) == 0
    assert "Đã kiểm tra lại" in capsys.readouterr().out
    Verification.objects.filter(sha256=row.sha256).update(indication_hint="TOTAL-PASSED")
    assert main(["verify", "recheck", "--trust", str(tmp_path), "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    changed = {c["file"]: (c["before"], c["now"]) for c in told["changed"]}
    assert changed["ky.pdf"] == ("TOTAL-PASSED", "INDETERMINATE")


def test_the_report_is_one_page_in_plain_words(tmp_path: Path) -> None:
    cast = make_cast()
    once = signed_by(cast.minh, pdf_of(plain_objects()), AT)
    twice = signed_by(cast.agency, once)
    tampered = updated(once, {4: stream(b"BT /F1 18 Tf (Khac) Tj ET")})
    for name, data, code, words in (
        ("hai.pdf", twice, 3, "Chưa đủ căn cứ xác định"),
        ("sua.pdf", tampered, 4, "Không hợp lệ"),
        ("khong.pdf", pdf_of(plain_objects()), 4, "Không ký số"),
    ):
        (tmp_path / name).write_bytes(data)
        target = tmp_path / f"phieu-{name}"
        assert main(["verify", str(tmp_path / name), "--trust", str(tmp_path), "--report", str(target)]) == code
        pages = PdfReader(target).pages
        text = " ".join(page.extract_text() for page in pages)
        assert words in " ".join(text.split())
        assert name in text
        assert len(pages) == 1
