"""The life of an outgoing document, done by its people: each step does what the table says, or refuses in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dondoc.agencies.actions import change_agencies
from dondoc.agencies.models import AgencyVersion
from dondoc.agencies.rules.deeds import Merge
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.actions import (
    CannotGiveNumber,
    Purpose,
    cancel_document_number,
    create_draft,
    give_number,
    issue_document,
    reserve_numbers,
    save_draft,
    seal_document,
    sign_document,
    take_document_step,
)
from dondoc.documents.models import BookedNumber, DraftVersion, OutgoingDocument, OutgoingFile
from dondoc.documents.outgoing_rows import CannotTakeStep, Figures
from dondoc.documents.queries.books import reserved_numbers
from dondoc.documents.queries.outgoing import bytes_of, newest_file, official_of, with_stage
from dondoc.documents.rules.life import DeedKind, FileKind, FollowKind, Stage
from dondoc.documents.rules.official import DocumentType, Paragraph, Secrecy, runs
from dondoc.people.actions import register_certificate
from dondoc.people.rules.certificates import NewCertificate
from dondoc.signing.limited import verify_file
from dondoc.signing.pki import Holder
from dondoc.signing.rules.roles import Role
from tests.factories import NOW, World, unsigned_pdf
from tests.factories.letters import letter
from tests.factories.outgoing import AGENCY, CHIEF, DEPUTY, Office, record, signed_with, to_sign, trust

K = DeedKind


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def test_a_document_goes_from_draft_to_issue_and_keeps_everything(office: Office) -> None:
    document = office.brought_to("issued")
    found = record(document)
    assert found.stage is Stage.ISSUED
    assert [event.kind for event in found.events] == ["submit", "approve", "sign", "give_number", "seal", "issue"]
    assert found.value().number_line == "Số: 01/UBND-TTPVHCC"
    assert found.value().date_line == "Bắc Giang, ngày 23 tháng 11 năm 2026"
    assert [event.no for event in found.events] == [1, 2, 3, 4, 5, 6]
    signed = found.signed
    assert signed is not None and signed.authority["lines"] == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]
    kinds = list(OutgoingFile.objects.filter(document=document).order_by("id").values_list("kind", flat=True))
    assert kinds == ["frozen", "editable", "signed", "sealed"]
    told = AuditEntry.objects.filter(subject=f"outgoing:{document.pk}").order_by("id")
    assert [row.deed for row in told] == [
        "document_create", "document_submit", "document_approve", "document_sign", "document_give_number",
        "document_seal", "document_issue",
    ]  # fmt: skip
    assert not list(with_stage(OutgoingDocument.objects.filter(pk=document.pk)).exclude(stage_now="issued"))


def test_the_signed_file_keeps_the_frozen_one_as_its_beginning(office: Office) -> None:
    document = office.brought_to("sealed")
    frozen, signed, sealed = (
        bytes_of(file)
        for kind in (FileKind.FROZEN, FileKind.SIGNED, FileKind.SEALED)
        if (file := newest_file(document.pk, kind))
    )
    assert signed.startswith(frozen) and sealed.startswith(signed)


def test_returned_is_mended_and_handed_up_again_with_every_opinion_kept(office: Office) -> None:
    document = office.brought_to("submitted")
    office.step(document, "yen", K.RETURN, "Ghi rõ hạn gửi")
    assert record(document).stage is Stage.RETURNED
    value = official_of(record(document).draft)
    mended = letter(body=(Paragraph(runs("Hạn gửi là 30/11/2026./.")),))
    save_draft(
        actor_id=office.world.people["hoa"], at=office.now(), document_id=document.pk, seen=record(document).seen,
        value=mended, note="theo ý kiến",
    )  # fmt: skip
    office.step(document, "hoa", K.SUBMIT, "Đã ghi hạn")
    found = record(document)
    assert [draft.no for draft in found.drafts] == [1, 2]
    assert official_of(found.drafts[0]) == value
    assert [event.text for event in found.events] == ["", "Ghi rõ hạn gửi", "Đã ghi hạn"]


def test_saving_the_same_words_makes_no_draft(office: Office) -> None:
    document = office.draft()
    n = DraftVersion.objects.count()
    told = {"actor_id": office.world.people["hoa"], "document_id": document.pk, "seen": record(document).seen}
    save_draft(**told, at=office.now(), value=letter())  # type: ignore[arg-type]
    assert DraftVersion.objects.count() == n


def test_the_one_who_bears_the_block_is_named_by_himself(office: Office) -> None:
    document = office.draft(letter(signer=""))
    assert official_of(record(document).draft).signer == "Vĩnh"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"signer": "Hoa"}, "Hoa không có thẩm quyền ký với khối"),
        ({"authority": ("GIÁM ĐỐC",), "signer": "Vĩnh"}, "không ai có thẩm quyền ký"),
        ({"authority": ("GIÁM ĐỐC",), "signer": ""}, "chưa có người ký"),
        ({"body": (Paragraph(runs("Gửi trước ngày 5 tháng 12 năm 2026./.")),)}, "ngày 5 tháng 12"),
    ],
)
def test_what_breaks_the_decree_or_nobody_may_sign_is_not_handed_up(
    office: Office, changed: dict[str, object], told: str
) -> None:
    document = office.draft(letter(**changed))
    with pytest.raises(CannotTakeStep) as refused:
        office.step(document, "hoa", K.SUBMIT)
    assert told in str(refused.value)
    assert record(document).stage is Stage.DRAFT


def test_nobody_acts_on_what_he_has_not_seen(office: Office) -> None:
    document = office.brought_to("submitted")
    seen = record(document).seen
    office.step(document, "hoa", K.OPINION, "Gấp", seen=seen)
    with pytest.raises(CannotTakeStep, match="có người xử lý sau khi trang này mở"):
        office.step(document, "yen", K.APPROVE, seen=seen)


@pytest.mark.parametrize(
    ("stage", "who", "kind"),
    [
        ("draft", "thu", K.ISSUE),
        ("submitted", "hoa", K.APPROVE),
        ("submitted", "thu", K.RETURN),
        ("approved", "yen", K.REFUSE_SIGN),
        ("signed", "hoa", K.RETURN_FORM),
    ],
)
def test_who_has_no_part_in_a_step_finds_nothing(office: Office, stage: str, who: str, kind: DeedKind) -> None:
    document = office.brought_to(stage)
    if kind is K.REFUSE_SIGN:  # Yến may sign by order too, but not in this block; somebody else may not at all.
        who = "hoa"
    with pytest.raises(NotFound):
        office.step(document, who, kind, "lý do")


@pytest.mark.parametrize("who", ["lan", "dung", "nam", "minh"])
def test_strangers_find_no_document(office: Office, who: str) -> None:
    document = office.draft()
    with pytest.raises(NotFound):
        office.step(document, who, K.OPINION, "ý kiến")
    with pytest.raises(NotFound):
        create_draft(actor_id=office.world.people[who], at=NOW, agency_code="BG", value=letter())


def test_a_signer_without_authority_is_refused_with_the_reason(office: Office) -> None:
    from dondoc.people.actions import end_post
    from dondoc.people.models import Post

    document = office.brought_to("approved")
    post = Post.objects.get(user_id=office.world.people["vinh"])
    end_post(actor_id=None, at=NOW, post_id=post.pk, on=date(2026, 11, 23), legal_basis="Quyết định nghỉ hưu")
    with pytest.raises(CannotTakeStep, match="thôi giữ chức vụ từ 23/11/2026"):
        office.sign(document)
    assert record(document).stage is Stage.APPROVED


def test_a_deputy_does_not_sign_in_the_block_of_his_head(office: Office) -> None:
    document = office.brought_to("approved")
    with pytest.raises(CannotTakeStep, match=r"Yến ký được với: TL\. CHỦ TỊCH / KT\. CHÁNH VĂN PHÒNG"):
        office.sign(document, "yen", signed_with(to_sign(document), DEPUTY))


def test_only_the_frozen_file_signed_by_the_signer_is_taken(office: Office) -> None:
    document = office.brought_to("approved")
    frozen = to_sign(document)
    for data, told in (
        (frozen, "chưa có chữ ký mới"),
        (signed_with(frozen, CHIEF)[:-200], "Chữ ký số"),
        (b"%PDF-1.7\n" + frozen, "nội dung khác"),
        (signed_with(frozen, DEPUTY), "Chứng thư số mang tên Yến, người ký văn bản là Vĩnh"),
        (signed_with(frozen, AGENCY), "cần chữ ký số cá nhân"),
    ):
        with pytest.raises(CannotTakeStep) as refused:
            office.sign(document, data=data)
        assert told in str(refused.value)
    assert record(document).stage is Stage.APPROVED


def registered(office: Office, holder: Holder, who: str) -> None:
    """The holder's certificate registered for one of the cast."""
    data = signed_with(unsigned_pdf(), holder)
    (facts,) = verify_file(data, trust(), NOW)[0].signatures
    assert facts.signer is not None
    register_certificate(
        actor_id=None, at=NOW, user_id=office.world.people[who], agency_id=None, valid_from=date(2026, 1, 1),
        basis="Thông báo số 01",
        certificate=NewCertificate(facts.signer.fingerprint, holder.name, "CA", "01", facts.signer.valid_to),
    )  # fmt: skip


def test_whose_a_certificate_is_the_register_says_before_its_name(office: Office) -> None:
    document = office.brought_to("approved")
    registered(office, CHIEF, "dung")
    with pytest.raises(CannotTakeStep, match="đã đăng ký cho Dung, không phải Vĩnh"):
        office.sign(document)
    registered(office, DEPUTY, "vinh")
    office.sign(document, data=signed_with(to_sign(document), DEPUTY))
    assert record(document).stage is Stage.SIGNED


def test_who_registered_a_certificate_signs_with_no_other(office: Office) -> None:
    document = office.brought_to("approved")
    registered(office, DEPUTY, "vinh")
    with pytest.raises(CannotTakeStep, match="đã đăng ký chứng thư số khác"):
        office.sign(document)


def test_an_untrusted_signature_is_not_taken(office: Office, tmp_path: object) -> None:
    document = office.brought_to("approved")
    with pytest.raises(CannotTakeStep):
        sign_document(
            actor_id=office.world.people["vinh"], at=NOW + timedelta(hours=1), document_id=document.pk,
            seen=record(document).seen, data=signed_with(to_sign(document), CHIEF), trust_folder=tmp_path,  # type: ignore[arg-type]
        )  # fmt: skip


def test_the_seal_must_bring_number_and_date_in_the_open_fields(office: Office) -> None:
    document = office.brought_to("numbered")
    signed = to_sign(document)
    bare = signed_with(signed, AGENCY, role=Role.AGENCY)
    wrong = signed_with(signed, AGENCY, role=Role.AGENCY, fields=(("DonDoc-So", "99"), ("DonDoc-Ngay", "23")))
    person = signed_with(signed, DEPUTY)
    for data, told in (
        (bare, "Ô số văn bản trong tệp còn để trống; điền “01”"),
        (wrong, "đang ghi “99”; điền “01”"),
        (person, "cần chữ ký số của cơ quan"),
        (signed, "chưa có chữ ký mới"),
    ):
        with pytest.raises(CannotTakeStep) as refused:
            seal_document(
                actor_id=office.world.people["thu"], at=office.now(), document_id=document.pk,
                seen=record(document).seen, data=data, trust_folder=trust(),
            )  # fmt: skip
        assert told in str(refused.value)


def test_a_cancelled_number_stays_in_the_book_and_the_next_one_is_given(office: Office) -> None:
    document = office.brought_to("numbered")
    cancel_document_number(
        actor_id=office.world.people["thu"], at=office.now(), document_id=document.pk, seen=record(document).seen,
        reason="sai trích yếu",
    )  # fmt: skip
    assert record(document).stage is Stage.SIGNED
    assert record(document).value().number is None
    office.number(document)
    assert record(document).value().number == "02"
    assert list(BookedNumber.objects.filter(book__series="CV").order_by("number").values_list("number", flat=True)) == [
        1,
        2,
    ]


def test_a_number_needs_a_day_not_before_the_signature_and_of_its_year(office: Office) -> None:
    document = office.brought_to("signed")
    told = {"actor_id": office.world.people["thu"], "document_id": document.pk, "seen": record(document).seen}
    for dated, why in ((None, "Ghi ngày"), (date(2026, 11, 22), "không trước ngày ký")):
        with pytest.raises(CannotTakeStep, match=why):
            give_number(**told, at=office.now(), dated=dated)  # type: ignore[arg-type]
    with pytest.raises(CannotTakeStep, match="in năm 2026"):
        give_number(**told, at=NOW + timedelta(days=60), dated=date(2027, 1, 4))  # type: ignore[arg-type]
    with pytest.raises(CannotGiveNumber, match="chưa đến"):
        give_number(**told, at=office.now(), dated=date(2026, 11, 30))  # type: ignore[arg-type]
    assert not BookedNumber.objects.filter(reference__startswith=f"outgoing:{document.pk}").exists()


def test_a_document_kept_without_signature_has_no_number(office: Office) -> None:
    document = office.brought_to("approved")
    with pytest.raises(CannotTakeStep, match="cấp số, ngày chỉ khi 'chờ cấp số'"):
        office.number(document)


def test_issuing_needs_recipients(office: Office) -> None:
    document = office.brought_to("sealed")
    with pytest.raises(CannotTakeStep, match="ít nhất một nơi nhận"):
        issue_document(
            actor_id=office.world.people["thu"], at=office.now(), document_id=document.pk,
            seen=record(document).seen, receiver_ids=[],
        )  # fmt: skip


def test_nothing_is_issued_to_a_body_that_is_no_more(office: Office) -> None:
    document = office.brought_to("sealed")
    AgencyVersion.objects.filter(agency__code="BG-LN").update(valid_to=day_of(office.at))
    with pytest.raises(CannotTakeStep, match="Lục Nam đã kết thúc hoạt động"):
        office.issue(document)
    office.issue(document, to=("BG-STC",))


def test_a_replacing_document_ends_the_one_that_it_replaces(office: Office) -> None:
    old = office.brought_to("issued")
    purpose = Purpose(follows_id=old.pk, follow_kind=FollowKind.REPLACES)
    new = office.brought_to("issued", office.draft(purpose=purpose))
    found = record(old)
    assert found.stage is Stage.REPLACED
    assert found.events[-1].other_id == new.pk
    with pytest.raises(CannotTakeStep, match="đang 'đã được thay thế'"):
        office.brought_to("issued", office.draft(purpose=purpose))


def test_a_correcting_letter_leaves_the_document_in_force(office: Office) -> None:
    old = office.brought_to("issued")
    office.brought_to("issued", office.draft(purpose=Purpose(follows_id=old.pk, follow_kind=FollowKind.CORRECTS)))
    assert record(old).stage is Stage.ISSUED
    assert record(old).events[-1].kind == "correct"


def test_a_recalled_document_stays_with_its_reason(office: Office) -> None:
    document = office.brought_to("issued")
    with pytest.raises(CannotTakeStep, match="Ghi lý do"):
        office.step(document, "thu", K.RECALL)
    office.step(document, "thu", K.RECALL, "Sai thẩm quyền")
    assert record(document).stage is Stage.RECALLED
    assert record(document).value().number == "01"


def test_a_dropped_draft_can_be_taken_up_again(office: Office) -> None:
    document = office.draft()
    office.step(document, "hoa", K.DROP, "không cần nữa")
    assert record(document).stage is Stage.DROPPED
    office.step(document, "hoa", K.REVIVE)
    assert record(document).stage is Stage.DRAFT


def test_after_a_return_the_earlier_signature_counts_no_more(office: Office) -> None:
    document = office.brought_to("signed")
    office.step(document, "thu", K.RETURN_FORM, "thiếu nơi nhận")
    assert record(document).signed is None
    office.step(document, "hoa", K.SUBMIT)
    office.step(document, "yen", K.APPROVE)
    assert record(document).stage is Stage.APPROVED
    assert OutgoingFile.objects.filter(document=document, kind="frozen").count() == 2


def test_secret_documents_stay_outside(office: Office) -> None:
    with pytest.raises(CannotTakeStep, match="mật"):
        office.draft(letter(secrecy=Secrecy.LOW))


def test_a_draft_keeps_its_type_and_its_figures(office: Office) -> None:
    rows = ({"name": "late", "label": "Quá hạn", "value": "06", "href": "/bao-cao/"},)
    document = office.draft(figures=Figures(rows, NOW, NOW))
    told = {"actor_id": office.world.people["hoa"], "document_id": document.pk, "seen": record(document).seen}
    with pytest.raises(CannotTakeStep, match="Không đổi loại"):
        save_draft(**told, at=office.now(), value=letter(type=DocumentType.REPORT, symbol="BC-UBND"))  # type: ignore[arg-type]
    save_draft(**told, at=office.now(), value=letter(subject="việc khác"))  # type: ignore[arg-type]
    draft = record(document).draft
    assert draft.figures == list(rows) and draft.figures_at == NOW


def test_a_step_with_more_than_words_is_not_taken_by_words(office: Office) -> None:
    document = office.draft()
    told = {"actor_id": office.world.people["thu"], "document_id": document.pk, "seen": record(document).seen}
    with pytest.raises(NotFound):
        take_document_step(**told, at=NOW, kind=K.SEAL)  # type: ignore[arg-type]


def test_a_number_that_was_kept_is_given_when_it_is_picked(office: Office) -> None:
    thu = office.world.people["thu"]
    for count, why in ((2, "Giữ cho công văn họp tổ"), (1, "Giữ cho giấy mời")):
        reserve_numbers(
            actor_id=thu, at=office.now(), agency_code="BG", series="CV", year=2026, count=count, reason=why
        )
    assert reserved_numbers(office.world.agencies["BG"], "CV", 2026) == [
        (1, "Giữ cho công văn họp tổ"), (2, "Giữ cho công văn họp tổ"), (3, "Giữ cho giấy mời"),
    ]  # fmt: skip
    kept, next_one, again = (office.brought_to("signed") for _ in range(3))
    office.number(kept, reserved=2)
    office.number(next_one)
    assert (record(kept).value().number, record(next_one).value().number) == ("02", "04")
    assert [n for n, _ in reserved_numbers(office.world.agencies["BG"], "CV", 2026)] == [1, 3]
    with pytest.raises(CannotGiveNumber, match="không còn giữ chỗ"):
        office.number(again, reserved=2)
    office.seal(kept)
    office.issue(kept)
    assert record(kept).stage is Stage.ISSUED


def test_a_kept_number_cancelled_with_its_document_goes_to_no_other(office: Office) -> None:
    thu = office.world.people["thu"]
    reserve_numbers(actor_id=thu, at=office.now(), agency_code="BG", series="CV", year=2026, count=1, reason="Giữ")
    document = office.brought_to("signed")
    office.number(document, reserved=1)
    cancel_document_number(
        actor_id=thu, at=office.now(), document_id=document.pk, seen=record(document).seen, reason="Nhầm văn bản"
    )
    with pytest.raises(CannotGiveNumber, match="không còn giữ chỗ"):
        office.number(document, reserved=1)
    office.number(document)
    assert record(document).value().number == "02"


def test_nothing_is_drafted_for_a_body_that_is_no_more(office: Office) -> None:
    change_agencies(
        actor_id=None, at=NOW, deed=Merge(on=date(2026, 11, 1), legal_basis="Nghị quyết", codes=("LS",), into="BG")
    )
    with pytest.raises(CannotTakeStep, match="UBND tỉnh Bắc Giang kế thừa"):
        office.draft(agency="LS")
