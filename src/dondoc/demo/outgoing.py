"""Documents that go out (văn bản đi mẫu): one issued and sent, the others each waiting on somebody's desk. Invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from dondoc.agencies.models import Agency
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.demo.papers import UNSIGNED
from dondoc.demo.people import PASSWORD, TODAY
from dondoc.documents.actions import (
    Purpose,
    create_draft,
    give_number,
    place_annexes,
    reserve_numbers,
    seal_document,
    sign_document,
    take_document_step,
)
from dondoc.documents.models import IncomingDocument, OutgoingDocument
from dondoc.documents.outgoing_rows import NO_FIGURES, Figures
from dondoc.documents.queries.outgoing import bytes_of, file_to_sign, record_of_outgoing
from dondoc.documents.rules.brought_files import BroughtFile
from dondoc.documents.rules.life import DeedKind, Origin
from dondoc.documents.rules.official import OfficialDocument, Paragraph, Recipient, runs
from dondoc.documents.rules.official.document import END
from dondoc.documents.rules.signed_files import fields_to_fill
from dondoc.exchange.actions import issue_and_send
from dondoc.followup.queries import letter_of_period, report_of_tasks
from dondoc.followup.rules.reporting_table import ReportingTable
from dondoc.people.models import User
from dondoc.reporting.queries import regime_definition
from dondoc.signing.pades.keys import key_from_p12
from dondoc.signing.pades.making import Wish, sign_file
from dondoc.signing.pki import key_file
from dondoc.signing.rules.roles import Role

REGIME = "KSTTHC"
ASKED = "14820/BTC-NSNN"
RECEIVERS = ("BN-SNV", "BN-STC", "BN-SXD")
FIRST, LAST = date(2022, 2, 1), date(2022, 2, 28)


def outgoing_documents(*, at: datetime, keys: Path) -> None:
    """The letter on the period before goes all its way; an answer waits for its number, an invitation for approval, the
    report of Lạng Sơn's February for its signer.
    """
    if OutgoingDocument.objects.exists():
        return
    ids = dict(Agency.objects.filter(code__in=("BN", "LS", *RECEIVERS)).values_list("code", "pk"))
    as_of, regime = AsOf(at), regime_definition(REGIME)
    period = regime.periods_containing(as_of.on)[0]
    period_code = (regime.previous_period(period) or period).code
    table, letter = letter_of_period(province_id=ids["BN"], regime_code=REGIME, period_code=period_code, as_of=as_of)
    purpose = Purpose(Origin.REPORTING, reverse("letter", args=["BN", REGIME, period_code]))
    desk = _Desk(at - timedelta(hours=2), keys)
    figures = _figures(table, reverse("reporting-table", args=["BN", REGIME, period_code]), as_of)
    issued = desk.drafted("BN", replace(letter, signer="Vĩnh"), purpose, figures)
    desk.approved(issued, "yen")
    desk.signed_and_issued(issued, [ids[code] for code in RECEIVERS])
    waits_for_clerk = desk.drafted("BN", _answer(letter, signer="Vĩnh"), _answering(ids["BN"]))
    desk.with_annex(waits_for_clerk, keys.parent / UNSIGNED)
    desk.approved(waits_for_clerk, "yen")
    desk.signed_by_chief(waits_for_clerk)
    desk.keeps_numbers("BN")
    waits_for_approval = desk.drafted("BN", _invitation(letter, signer="Vĩnh"), Purpose())
    desk.handed_up(waits_for_approval)
    end = AsOf.end_of_day(LAST)
    _, report = report_of_tasks(province_id=ids["LS"], first=FIRST, last=LAST, as_of=end)
    waiting = desk.drafted("LS-VP", report, Purpose(Origin.TASKS, reverse("report", args=["LS", f"{LAST:%Y-%m}"])))
    desk.approved(waiting, "truong")


def _figures(table: ReportingTable, page: str, as_of: AsOf) -> Figures:
    """The table's figures as the page of the letter keeps them, each with its rows."""
    t = table.totals
    told = (
        ("Đơn vị trong bảng", t.agencies, ""),
        ("Trước hạn", t.early, "?tien_do=early"),
        ("Đúng hạn", t.on_time, "?tien_do=on_time"),
        ("Quá hạn", t.late, "?tien_do=late"),
        ("Chưa gửi", t.not_sent, "?tien_do=not_sent"),
        ("Đã ký số", t.signed, "?ky_so=signed"),
        ("Không ký số", t.unsigned, "?ky_so=unsigned"),
    )
    rows = tuple({"name": label, "label": label, "value": str(n), "href": page + query} for label, n, query in told)
    return Figures(rows, as_of.at, as_of.at)


def _answering(province_id: int) -> Purpose:
    """The ministry's letter that is still open (see demo.incoming)."""
    asked = IncomingDocument.objects.filter(agency_id=province_id, symbol=ASKED).first()
    return Purpose(answers_id=asked.pk if asked else None)


def _answer(letter: OfficialDocument, signer: str) -> OfficialDocument:
    return replace(
        letter,
        signer=signer,
        subject="tình hình giải ngân vốn đầu tư công (dữ liệu minh hoạ)",
        addressees=("Bộ Tài chính",),
        basis=(),
        body=(
            Paragraph(runs(f"Phúc đáp Công văn số {ASKED} của Bộ Tài chính, UBND tỉnh báo cáo như sau:")),
            Paragraph(runs("Đến hết tháng trước, toàn tỉnh giải ngân 61,4% kế hoạch vốn được giao.")),
            Paragraph(runs(f"(Số liệu chi tiết tại Phụ lục kèm theo){END}")),
        ),
        annexes=(),
        recipients=(Recipient("Như trên"), Recipient("CT, các PCT UBND tỉnh"), Recipient("Lưu: VT, TH")),
    )


def _invitation(letter: OfficialDocument, signer: str) -> OfficialDocument:
    return replace(
        letter,
        signer=signer,
        subject="họp rà soát báo cáo kiểm soát thủ tục hành chính (dữ liệu minh hoạ)",
        basis=(),
        body=(
            Paragraph(runs("UBND tỉnh đề nghị các cơ quan cử lãnh đạo dự họp tại phòng họp số 3, trụ sở UBND tỉnh.")),
            Paragraph(runs(f"Đề nghị các cơ quan chuẩn bị báo cáo, tham dự đúng thành phần{END}")),
        ),
        annexes=(),
    )


class _Desk:
    """The cast at work on documents, a minute for each step."""

    def __init__(self, at: datetime, keys: Path) -> None:
        self._at, self._keys = at, keys
        self._people = dict(User.objects.values_list("username", "pk"))

    def drafted(
        self, agency_code: str, value: OfficialDocument, purpose: Purpose, figures: Figures = NO_FIGURES
    ) -> OutgoingDocument:
        """Hoa begins it."""
        told = {"agency_code": agency_code, "value": value, "purpose": purpose, "figures": figures}
        return create_draft(actor_id=self._people["hoa"], at=self._now(), **told)  # type: ignore[arg-type]

    def approved(self, document: OutgoingDocument, who: str) -> None:
        """Handed up by Hoa, approved; it waits for the signer whom it names."""
        self.handed_up(document)
        self._step(document, who, DeedKind.APPROVE)

    def handed_up(self, document: OutgoingDocument) -> None:
        """It waits for approval."""
        self._step(document, "hoa", DeedKind.SUBMIT)

    def _step(self, document: OutgoingDocument, who: str, kind: DeedKind) -> None:
        told = self._about(document, who)
        take_document_step(**told, kind=kind, font_folder=settings.PDF_FONT_FOLDER)  # type: ignore[arg-type]

    def with_annex(self, document: OutgoingDocument, path: Path) -> None:
        """A file of its own, which the agency signs apart."""
        brought = [BroughtFile("Phụ lục giải ngân.pdf", path.read_bytes())]
        place_annexes(**self._about(document, "hoa"), brought=brought)  # type: ignore[arg-type]

    def keeps_numbers(self, agency_code: str) -> None:
        """Thu keeps two numbers for a meeting."""
        reserve_numbers(
            actor_id=self._people["thu"],
            at=self._now(),
            agency_code=agency_code,
            series="CV",
            year=day_of(self._at).year,
            count=2,
            reason="Giữ cho công văn họp tổ công tác",
        )

    def signed_by_chief(self, document: OutgoingDocument) -> None:
        """Vĩnh signs with the key of the demonstration."""
        signed = self._signed(document, "Vĩnh", Wish())
        trusting = {"trust_folder": settings.TRUST_FOLDER}
        sign_document(**self._about(document, "vinh"), data=signed, **trusting)  # type: ignore[arg-type]

    def signed_and_issued(self, document: OutgoingDocument, receiver_ids: list[int]) -> None:
        """Vĩnh signs; Thu numbers, seals and sends."""
        self.signed_by_chief(document)
        trusting = {"trust_folder": settings.TRUST_FOLDER}
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
