from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dondoc.signing.pades.keys import CannotSign
from dondoc.signing.pades.making import sign_pdf
from dondoc.signing.pades.trust import read_trust
from dondoc.signing.pki import YEAR, Holder, make_pki
from tests.signing.cast import AT, PASSWORD, check

LAN = Holder("Trần Thị Lan", "UBND xã Tân Lập")
TUAN = Holder("Lê Anh Tuấn", "UBND tỉnh")


def test_the_demonstrations_keys_sign_files_that_pass_with_its_own_root_for_five_years(
    pdf: bytes, tmp_path: Path
) -> None:
    pki = make_pki(tmp_path, AT, [LAN, TUAN], PASSWORD)
    trust = read_trust(pki.trust_folder)
    data = pdf
    for person in (LAN, TUAN):
        data = sign_pdf(data, pki.p12_of[person.name].read_bytes(), PASSWORD, AT, "Duyệt báo cáo", "Bắc Giang")
    facts, result = check(data, trust, at=AT + 5 * YEAR - timedelta(days=2))
    assert result.indication.value == "TOTAL-PASSED"
    assert [s.signer.common_name for s in facts.signatures if s.signer] == [LAN.name, TUAN.name]
    assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in facts.signatures[0].chain[-1].common_name
    assert b"/Reason" in data


def test_keys_lie_in_files_named_without_marks(tmp_path: Path) -> None:
    pki = make_pki(tmp_path, AT, [LAN], PASSWORD)
    assert pki.p12_of[LAN.name].name == "tran-thi-lan.p12"


def test_signing_with_a_wrong_password_or_a_file_that_is_no_pdf_is_refused(pdf: bytes, tmp_path: Path) -> None:
    p12 = make_pki(tmp_path, AT, [LAN], PASSWORD).p12_of[LAN.name].read_bytes()
    with pytest.raises(CannotSign, match="mật khẩu"):
        sign_pdf(pdf, p12, b"sai", AT)
    with pytest.raises(CannotSign, match="PDF hoàn chỉnh"):
        sign_pdf(b"khong phai PDF", p12, PASSWORD, AT)
