"""Documents that go out (văn bản đi mẫu): one issued and sent, one that waits for its signature. All invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from dondoc.agencies.models import Agency
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.demo.people import PASSWORD, TODAY
from dondoc.documents.actions import (
    Purpose,
    create_draft,
    give_number,
    seal_document,
    sign_document,
    take_document_step,
)
from dondoc.documents.models import OutgoingDocument
from dondoc.documents.queries.outgoing import bytes_of, file_to_sign, record_of_outgoing
from dondoc.documents.rules.life import DeedKind, Origin
from dondoc.documents.rules.official import OfficialDocument
from dondoc.documents.rules.signed_files import fields_to_fill
from dondoc.exchange.actions import issue_and_send
from dondoc.followup.queries import letter_of_period, report_of_tasks
from dondoc.people.models import User
from dondoc.reporting.queries import regime_definition
from dondoc.signing.pades.keys import key_from_p12
from dondoc.signing.pades.making import Wish, sign_file
from dondoc.signing.pki import key_file
from dondoc.signing.rules.roles import Role

REGIME = "KSTTHC"
RECEIVERS = ("BN-SNV", "BN-STC", "BN-SXD")
FIRST, LAST = date(2022, 2, 1), date(2022, 2, 28)


def outgoing_documents(*, at: datetime, keys: Path) -> None:
    """The letter on the period before goes all its way; the report of Lạng Sơn's February is handed to its signer."""
    if OutgoingDocument.objects.exists():
        return
    ids = dict(Agency.objects.filter(code__in=("BN", "LS", *RECEIVERS)).values_list("code", "pk"))
    as_of, regime = AsOf(at), regime_definition(REGIME)
    period = regime.periods_containing(as_of.on)[0]
    period_code = (regime.previous_period(period) or period).code
    _, letter = letter_of_period(province_id=ids["BN"], regime_code=REGIME, period_code=period_code, as_of=as_of)
    purpose = Purpose(Origin.REPORTING, reverse("letter", args=["BN", REGIME, period_code]))
    desk = _Desk(at - timedelta(hours=2), keys)
    issued = desk.drafted("BN", replace(letter, signer="Vĩnh"), purpose)
    desk.approved(issued, "yen")
    desk.signed_and_issued(issued, [ids[code] for code in RECEIVERS])
    end = AsOf.end_of_day(LAST)
    _, report = report_of_tasks(province_id=ids["LS"], first=FIRST, last=LAST, as_of=end)
    waiting = desk.drafted("LS-VP", report, Purpose(Origin.TASKS, reverse("report", args=["LS", f"{LAST:%Y-%m}"])))
    desk.approved(waiting, "truong")


class _Desk:
    """The cast at work on documents, a minute for each step."""

    def __init__(self, at: datetime, keys: Path) -> None:
        self._at, self._keys = at, keys
        self._people = dict(User.objects.values_list("username", "pk"))

    def drafted(self, agency_code: str, value: OfficialDocument, purpose: Purpose) -> OutgoingDocument:
        """Hoa begins it."""
        told = {"agency_code": agency_code, "value": value, "purpose": purpose}
        return create_draft(actor_id=self._people["hoa"], at=self._now(), **told)  # type: ignore[arg-type]

    def approved(self, document: OutgoingDocument, who: str) -> None:
        """Handed up by Hoa, approved; it waits for the signer whom it names."""
        for actor, kind in (("hoa", DeedKind.SUBMIT), (who, DeedKind.APPROVE)):
            told = self._about(document, actor)
            take_document_step(**told, kind=kind, font_folder=settings.PDF_FONT_FOLDER)  # type: ignore[arg-type]

    def signed_and_issued(self, document: OutgoingDocument, receiver_ids: list[int]) -> None:
        """Vĩnh signs with the key of the demonstration; Thu numbers, seals and sends."""
        signed = self._signed(document, "Vĩnh", Wish())
        trusting = {"trust_folder": settings.TRUST_FOLDER}
        sign_document(**self._about(document, "vinh"), data=signed, **trusting)  # type: ignore[arg-type]
        given = give_number(**self._about(document, "thu"), dated=day_of(self._at))  # type: ignore[arg-type]
        number, dated = given.number, given.dated
        if number is None or dated is None:
            return
        fields = tuple(fields_to_fill(f"{number.number:02d}", dated).items())
        sealed = self._signed(document, TODAY.committee, Wish(role=Role.AGENCY, fields=fields))
        seal_document(**self._about(document, "thu"), data=sealed, **trusting)  # type: ignore[arg-type]
        issue_and_send(**self._about(document, "thu"), receiver_ids=receiver_ids)  # type: ignore[arg-type]

    def _now(self) -> datetime:
        self._at += timedelta(minutes=1)
        return self._at

    def _about(self, document: OutgoingDocument, who: str) -> dict[str, object]:
        seen = record_of_outgoing(_fresh(document)).seen
        return {"actor_id": self._people[who], "at": self._now(), "document_id": document.pk, "seen": seen}

    def _signed(self, document: OutgoingDocument, holder: str, wish: Wish) -> bytes:
        file = file_to_sign(record_of_outgoing(_fresh(document)))
        if file is None:
            raise LookupError(f"nothing to sign in document {document.pk}")
        key = key_from_p12(key_file(self._keys, holder).read_bytes(), PASSWORD.encode())
        return sign_file(bytes_of(file), key, self._at, wish).data


def _fresh(document: OutgoingDocument) -> OutgoingDocument:
    return OutgoingDocument.objects.select_related("agency", "follows").get(pk=document.pk)
