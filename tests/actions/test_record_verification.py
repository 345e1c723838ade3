"""Check a file and keep the facts (ghi kết quả kiểm tra chữ ký số)."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from dondoc.base.models import AuditEntry
from dondoc.signing.actions import record_verification
from dondoc.signing.models import Verification
from dondoc.signing.pades.making import sign_pdf
from dondoc.signing.pki import Holder, make_pki
from dondoc.signing.rules.indications import Indication
from tests.signing.cast import AT, PASSWORD, check
from tests.signing.pdfs import pdf_of, plain_objects

MINH = Holder("Nguyễn Văn Minh", "UBND xã Tân Lập")


@pytest.fixture(scope="module")
def trust_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_pki(tmp_path_factory.mktemp("pki"), AT, [MINH], PASSWORD).trust_folder


def _signed(trust_folder: Path) -> bytes:
    p12 = (trust_folder.parent / "keys" / "nguyen-van-minh.p12").read_bytes()
    return sign_pdf(pdf_of(plain_objects()), p12, PASSWORD, AT)


@pytest.mark.django_db
def test_a_check_keeps_hash_facts_software_and_who_asked(trust_folder: Path) -> None:
    data = _signed(trust_folder)
    row = record_verification(actor_id=7, at=AT, data=data, trust_folder=trust_folder)
    row.refresh_from_db()
    assert row.sha256 == hashlib.sha256(data).hexdigest()
    assert row.checked_at == AT
    assert row.checked_by_id == 7
    assert row.software.startswith("pyHanko ")
    assert row.indication_hint == "TOTAL-PASSED"
    assert row.read_facts().signatures[0].field == "ChuKy1"
    assert row.verdict().indication is Indication.PASSED


@pytest.mark.django_db
def test_a_second_check_is_a_new_row_and_leaves_the_first_as_it_was(trust_folder: Path, tmp_path: Path) -> None:
    data = _signed(trust_folder)
    first = record_verification(actor_id=None, at=AT, data=data, trust_folder=trust_folder)
    second = record_verification(actor_id=None, at=AT + timedelta(days=1), data=data, trust_folder=tmp_path)
    hints = Verification.objects.filter(sha256=first.sha256).order_by("checked_at").values_list("indication_hint")
    assert first.pk != second.pk
    assert [hint for (hint,) in hints] == ["TOTAL-PASSED", "INDETERMINATE"]


@pytest.mark.django_db
def test_garbage_is_kept_as_a_failure_and_refuses_nobody(trust_folder: Path) -> None:
    row = record_verification(actor_id=None, at=AT, data=b"\x00khong phai PDF", trust_folder=trust_folder)
    row.refresh_from_db()
    assert row.indication_hint == "TOTAL-FAILED"
    assert row.verdict().reasons


@pytest.mark.django_db
def test_the_log_is_left_to_the_deed_that_needed_the_check(trust_folder: Path) -> None:
    before = AuditEntry.objects.count()
    record_verification(actor_id=None, at=AT, data=b"", trust_folder=trust_folder)
    assert AuditEntry.objects.count() == before


@pytest.mark.django_db
def test_the_verdict_is_worked_out_of_the_facts_not_of_the_hint(trust_folder: Path) -> None:
    row = record_verification(actor_id=None, at=AT, data=b"khong phai PDF", trust_folder=trust_folder)
    row.indication_hint = "TOTAL-PASSED"
    assert row.verdict().indication is Indication.FAILED


@pytest.mark.django_db
def test_a_kept_row_gives_the_facts_that_were_found(trust_folder: Path) -> None:
    from dondoc.signing.pades.trust import read_trust

    data = _signed(trust_folder)
    row = record_verification(actor_id=None, at=AT, data=data, trust_folder=trust_folder)
    row.refresh_from_db()
    assert row.read_facts() == check(data, read_trust(trust_folder))[0]
