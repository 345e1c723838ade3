"""The office keeps the roots that it trusts (chứng thư gốc tin cậy), and checks again what it checked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from dondoc.base.actions import store_file
from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.actions import stop_trusting_root, trust_root
from dondoc.reporting.queries import NotAdministrator
from dondoc.signing.actions import CannotKeepTrust, add_anchor, recheck_files, record_verification, withdraw_anchor
from dondoc.signing.models import TrustAnchor, Verification
from dondoc.signing.queries import anchors_at
from dondoc.signing.rules.indications import Indication
from tests.factories import NOW, World
from tests.signing.cast import AT, Cast, make_cast, signed_by
from tests.signing.pdfs import pdf_of, plain_objects

LATER = NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def cast() -> Cast:
    return make_cast()


def trusted(cast: Cast | None = None, **change: Any) -> TrustAnchor:
    root = (cast or make_cast()).root.certificate.public_bytes(Encoding.PEM)
    said = {"actor_id": None, "at": NOW, "data": root, "valid_from": NOW, "basis": "Thông báo 12/TB"}
    return add_anchor(**{**said, **change})


@pytest.mark.django_db
def test_a_kept_root_counts_from_its_day_until_it_is_withdrawn(cast: Cast, tmp_path: Path) -> None:
    data = signed_by(cast.minh, pdf_of(plain_objects()), AT)
    anchor = trusted(cast, valid_from=NOW + timedelta(hours=1))
    assert anchors_at(NOW) == ()
    check = {"actor_id": None, "data": data, "trust_folder": tmp_path}
    assert record_verification(at=NOW, **check).indication_hint == "INDETERMINATE"
    assert record_verification(at=LATER, **check).indication_hint == "TOTAL-PASSED"
    withdraw_anchor(actor_id=None, at=LATER + timedelta(hours=1), anchor_id=anchor.pk, reason="Lộ khóa")
    assert record_verification(at=LATER + timedelta(days=1), **check).indication_hint == "INDETERMINATE"
    assert len(anchors_at(LATER)) == 1, "as of then it was trusted"
    deeds = list(AuditEntry.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds[-2:] == ["add_anchor", "withdraw_anchor"]


@pytest.mark.django_db
def test_what_is_no_root_or_is_there_already_is_refused_with_every_reason(cast: Cast) -> None:
    signer = cast.minh.certificate.public_bytes(Encoding.DER)
    for data in (b"", b"rac", signer, b"0" * 100_000):
        with pytest.raises(CannotKeepTrust) as refused:
            trusted(cast, data=data, basis=" ")
        assert len(refused.value.reasons) == 2
    trusted(cast)
    with pytest.raises(CannotKeepTrust, match="đã có"):
        trusted(cast)


@pytest.mark.django_db
def test_withdrawing_needs_a_reason_and_happens_once(cast: Cast) -> None:
    anchor = trusted(cast)
    with pytest.raises(CannotKeepTrust, match="lý do"):
        withdraw_anchor(actor_id=None, at=LATER, anchor_id=anchor.pk, reason=" ")
    withdraw_anchor(actor_id=None, at=LATER, anchor_id=anchor.pk, reason="Hết dùng")
    with pytest.raises(CannotKeepTrust, match="đã thôi"):
        withdraw_anchor(actor_id=None, at=LATER, anchor_id=anchor.pk, reason="Hết dùng")
    with pytest.raises(NotFound):
        withdraw_anchor(actor_id=None, at=LATER, anchor_id=0, reason="x")
    assert trusted(cast, at=LATER).pk != anchor.pk, "may be trusted again by a new row"


def test_only_an_administrator_keeps_the_roots(cast: Cast, world: World) -> None:
    root = cast.root.certificate.public_bytes(Encoding.PEM)
    said = {"at": NOW, "data": root, "valid_from": NOW, "basis": "Thông báo"}
    for who in ("hoa", "lan", "minh"):
        with pytest.raises(NotAdministrator):
            trust_root(actor_id=world.people[who], **said)
    anchor = trust_root(actor_id=world.people["quan"], **said)
    with pytest.raises(NotAdministrator):
        stop_trusting_root(actor_id=world.people["hoa"], at=NOW, anchor_id=anchor.pk, reason="x")
    assert stop_trusting_root(actor_id=world.people["quan"], at=NOW, anchor_id=anchor.pk, reason="x").reason == "x"


@pytest.mark.django_db
def test_checking_again_adds_rows_and_tells_whose_verdict_is_another_one_now(cast: Cast, tmp_path: Path) -> None:
    anchor = trusted(cast)
    files = {"ky.pdf": signed_by(cast.minh, pdf_of(plain_objects()), AT), "khong-ky.pdf": pdf_of(plain_objects())}
    for name, data in files.items():
        store_file(actor_id=None, at=NOW, data=data, name=name, content_type="application/pdf")
        record_verification(actor_id=None, at=NOW, data=data, trust_folder=tmp_path)
    n_before = Verification.objects.count()
    assert recheck_files(actor_id=None, at=LATER, trust_folder=tmp_path) == (1, ())
    withdraw_anchor(actor_id=None, at=LATER, anchor_id=anchor.pk, reason="Lộ khóa")
    n, changed = recheck_files(actor_id=None, at=LATER + timedelta(days=1), trust_folder=tmp_path)
    assert (n, [(c.name, c.before, c.now) for c in changed]) == (
        1,
        [("ky.pdf", Indication.PASSED, Indication.INDETERMINATE)],
    )
    assert Verification.objects.count() == n_before + 2
