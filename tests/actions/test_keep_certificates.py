"""Certificates are registered for a person or an agency (chứng thư số), and a report's signer is held against them."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.tables import CannotRead
from dondoc.followup.queries import reporting_table
from dondoc.people.actions import CannotKeepCertificate, end_certificate, register_certificate
from dondoc.people.models import Grant, SignerCertificate, User
from dondoc.people.rules.certificates import NewCertificate
from dondoc.reporting.actions import (
    CannotSubmitReport,
    import_certificates,
    keep_certificate,
    renew_outcomes,
    stop_certificate,
)
from dondoc.reporting.models import Regime, RegimeVersion, SignatureOutcome
from dondoc.reporting.queries import NotAdministrator
from dondoc.reporting.rules.timeliness import SignedState
from tests.actions.test_submit_report import OPEN, row, send
from tests.factories import NOW, World, signed_pdf
from tests.signing.cast import make_cast

TODAY = day_of(NOW)
LATER = NOW + timedelta(days=1)
BEFORE = date(2020, 1, 1)


def other() -> bytes:
    """A certificate that has nothing to do with the demonstration's report."""
    return make_cast().minh.certificate.public_bytes(Encoding.PEM)


def own() -> bytes:
    """The certificate with which the demonstration's report is signed."""
    (embedded,) = PdfFileReader(BytesIO(signed_pdf())).embedded_signatures
    return bytes(embedded.signer_cert.dump())


def registered(world: World, **change: Any) -> SignerCertificate:
    said = {"actor_id": None, "at": NOW, "data": other(), "valid_from": BEFORE, "basis": "QĐ 12/QĐ-BCY"}
    holder = {} if {"username", "agency_code"} & set(change) else {"agency_code": "BG-LN"}
    assert world.agencies["BG-LN"]
    return keep_certificate(**{**said, **holder, **change})


def state(world: World) -> SignedState:
    return row(world, OPEN).standing.signed


def test_where_nothing_is_registered_a_good_signature_counts_and_that_is_said(world: World) -> None:
    send(world, data=signed_pdf())
    assert state(world) is SignedState.SIGNED
    assert not SignatureOutcome.objects.exists()


@pytest.mark.parametrize(
    ("change", "expected", "words"),
    [
        ({"data": own, "username": "minh"}, SignedState.SIGNED, ""),
        ({"data": own, "agency_code": "BG-LN"}, SignedState.SIGNED, ""),
        ({"data": own, "username": "lan"}, SignedState.INVALID, "không có thẩm quyền ký"),
        ({"data": own, "agency_code": "BG-STC"}, SignedState.INVALID, "cơ quan khác"),
        ({"data": own, "username": "minh", "valid_from": date(2040, 1, 1)}, SignedState.INVALID, "không được dùng vào"),
        ({"data": other, "username": "minh"}, SignedState.INVALID, "không phải chứng thư đã đăng ký"),
    ],
)
def test_a_good_signature_of_somebody_else_does_not_count(
    world: World, change: dict[str, Any], expected: SignedState, words: str
) -> None:
    registered(world, **{**change, "data": change["data"]()})
    send(world, data=signed_pdf())
    assert state(world) is expected
    told = SignatureOutcome.objects.first()
    assert (told is None) == (not words)
    if told:
        assert words in told.reasons[0]


def test_where_a_signature_is_required_a_stranger_s_is_refused_in_words(world: World) -> None:
    registered(world, data=own(), agency_code="BG-STC")
    regime = Regime.objects.get(code="KSTTHC")
    for version in RegimeVersion.objects.filter(regime=regime):
        RegimeVersion.objects.filter(pk=version.pk).update(definition={**version.definition, "signature": "required"})
    with pytest.raises(CannotSubmitReport, match="cơ quan khác"):
        send(world, data=signed_pdf())


def test_registering_judges_what_was_sent_at_once_and_the_past_stays_as_it_was_known(world: World) -> None:
    send(world, data=signed_pdf())
    registered(world, at=LATER)

    def as_of(**known: Any) -> SignedState:
        table = reporting_table(
            province_id=world.agencies["BG"], regime_code="KSTTHC", period_code=OPEN, as_of=AsOf(**known)
        )
        return next(r for r in table.rows if r.agency.code == "BG-LN").standing.signed

    assert as_of(at=LATER) is SignedState.INVALID
    assert as_of(at=NOW) is SignedState.SIGNED, "what was known then"
    assert as_of(at=LATER + timedelta(days=9), known_at=NOW) is SignedState.SIGNED
    assert AuditEntry.objects.order_by("-pk")[0].deed == "renew_signature"
    n = SignatureOutcome.objects.count()
    assert renew_outcomes(actor_id=None, at=LATER, sending_ids=[SignatureOutcome.objects.get().submission_id]) == ()
    assert SignatureOutcome.objects.count() == n, "doing it again writes nothing"


def test_ending_a_certificate_leaves_what_was_signed_before(world: World) -> None:
    kept = registered(world, data=own())
    send(world, data=signed_pdf())
    stop_certificate(actor_id=None, at=LATER, certificate_id=kept.pk, from_day=day_of(LATER), reason="Lộ khóa")
    assert state(world) is SignedState.SIGNED
    with pytest.raises(CannotKeepCertificate, match="đã thôi dùng"):
        stop_certificate(actor_id=None, at=LATER, certificate_id=kept.pk, from_day=BEFORE, reason=" ")
    assert registered(world, data=own()).pk != kept.pk, "may be registered again"


def test_what_may_not_be_registered_is_refused_with_every_reason(world: World) -> None:
    root = make_cast().root.certificate.public_bytes(Encoding.PEM)
    for data in (b"", b"rac", root, b"0" * 100_000):
        with pytest.raises(CannotKeepCertificate, match="PEM hoặc DER"):
            registered(world, data=data)
    with pytest.raises(CannotKeepCertificate) as refused:
        registered(world, username="khong-co", agency_code="khong-co")
    assert len(refused.value.reasons) == 2
    with pytest.raises(CannotKeepCertificate) as refused:
        registered(world, username="minh", agency_code="BG-LN", basis=" ")
    assert len(refused.value.reasons) == 2
    registered(world, data=own())
    with pytest.raises(CannotKeepCertificate, match="đã đăng ký"):
        registered(world, data=own(), agency_code="BG-STC")
    with pytest.raises(NotFound):
        stop_certificate(actor_id=None, at=NOW, certificate_id=0, from_day=TODAY, reason="x")


def test_only_an_administrator_keeps_certificates(world: World) -> None:
    for who in ("hoa", "lan", "minh"):
        with pytest.raises(NotAdministrator):
            registered(world, actor_id=world.people[who])
    kept = registered(world, actor_id=world.people["quan"])
    with pytest.raises(NotAdministrator):
        stop_certificate(actor_id=world.people["hoa"], at=NOW, certificate_id=kept.pk, from_day=TODAY, reason="x")


def test_of_people_elsewhere_or_of_nowhere_an_administrator_registers_nothing(world: World) -> None:
    """A registered certificate counts before the name in it: nobody prepares one for a signer of another province."""
    quan = world.people["quan"]
    Grant.objects.filter(user_id=quan, agency__code="LS").delete()
    stranger = User.objects.create(username="moi", full_name="Người mới")
    with pytest.raises(NotAdministrator, match="chưa có quyền, chức vụ"):
        registered(world, actor_id=quan, username="moi")
    Grant.objects.create(
        user=stranger, agency_id=world.agencies["LS-STTTT"], right="enter", valid_from=BEFORE, recorded_at=NOW
    )
    with pytest.raises(NotAdministrator, match="tỉnh khác"):
        registered(world, actor_id=quan, username="moi")
    assert not SignerCertificate.objects.exists()


def test_the_deeds_below_leave_a_trail_and_refuse_what_has_expired(world: World) -> None:
    said = {"actor_id": None, "at": NOW, "user_id": world.people["minh"], "agency_id": None}
    said |= {"valid_from": TODAY, "basis": "QĐ"}
    new = NewCertificate("ab" * 32, "Minh", "CA", "1", LATER)
    with pytest.raises(CannotKeepCertificate, match="hết hạn"):
        register_certificate(**{**said, "at": LATER, "certificate": new})
    kept = register_certificate(**{**said, "certificate": new})
    end_certificate(actor_id=None, at=NOW, certificate_id=kept.pk, from_day=TODAY, reason="Đổi")
    deeds = list(AuditEntry.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds[-2:] == ["register_certificate", "end_certificate"]


def test_a_list_registers_all_or_none_and_may_come_twice(world: World) -> None:
    files = {"minh.cer": own(), "co-quan.cer": other(), "rac.cer": b"rac"}
    head = "Tệp chứng thư,Tài khoản,Mã đơn vị,Từ ngày,Căn cứ\n"
    good = head + "minh.cer,minh,,01/01/2020,QĐ 1\nco-quan.cer,,BG-LN,01/01/2020,QĐ 1\n"
    said = {"actor_id": None, "at": NOW, "name": "ds.csv", "read": files.__getitem__}
    assert world.people["minh"]
    bad = good + "rac.cer,minh,,01/01/2020,QĐ\nminh.cer,minh,BG-LN,01/01/2020,QĐ\n"
    with pytest.raises(CannotRead) as refused:
        import_certificates(data=bad.encode(), **said)
    assert len(refused.value.reasons) == 2
    assert not SignerCertificate.objects.exists()
    done = import_certificates(data=good.encode(), **said)
    assert (done.written, done.unchanged) == (2, 0)
    done = import_certificates(data=good.encode(), **said)
    assert (done.written, done.unchanged) == (0, 2)
