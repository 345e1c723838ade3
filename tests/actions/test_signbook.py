"""The signing book: laid down, prepared, signed elsewhere, taken back; in order, once, by the right hand."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.signbook.actions import (
    CannotAddPicture,
    CannotLayPaper,
    Issue,
    Opened,
    add_picture,
    finish_session,
    finish_with_file,
    lay_paper,
    open_session,
    open_upload,
    sign_now,
    take_signed_file,
)
from dondoc.signbook.models import Paper, SessionUse, SignedVersion
from dondoc.signbook.queries import bytes_of, file_of_upload, newest_file, newest_version
from dondoc.signbook.rules.owners import BY_NAME
from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.keys import key_from_p12
from dondoc.signing.pades.making import sign_file
from dondoc.signing.pades.reserved import reserve_fields
from dondoc.signing.pades.wish import Wish
from dondoc.signing.pki import Identity, p12_bytes
from dondoc.signing.rules.later import DAY_FIELD, MONTH_FIELD, NUMBER_FIELD
from dondoc.signing.rules.roles import Role
from dondoc.signing.rules.ways import Way
from dondoc.signing.ways.p12 import P12Key
from tests.factories import NOW, World, unsigned_pdf
from tests.factories.signbook import PASSWORD, key_of, keys, laid, registration
from tests.signing.pdfs import pdf_of, plain_objects, png

LATER = NOW + timedelta(minutes=3)
BLUE, RED = png(60, 24, (0, 0, 200, 200)), png(40, 40, (200, 0, 0, 120))


def opened(world: World, paper: Paper, key: P12Key, who: str = "minh", role: Role = Role.PERSON) -> Opened:
    return open_session(
        actor_id=world.people[who],
        at=NOW,
        paper_id=paper.pk,
        role=role,
        way=Way.AGENT,
        certificates=key.certificates,
        mechanism=key.mechanism,
    )


def signed(world: World, paper: Paper, identity: Identity | None = None) -> SignedVersion:
    key = key_of(identity or keys().minh)
    one = opened(world, paper, key)
    (value,) = key.sign([one.to_sign])
    return finish_session(actor_id=world.people["minh"], at=LATER, token=one.token, answer=value)


def signed_with(identity: Identity, data: bytes, wish: Wish = Wish()) -> bytes:  # noqa: B008
    """As another program would sign it."""
    return sign_file(data, key_from_p12(p12_bytes(identity, PASSWORD), PASSWORD), NOW, wish).data


def test_a_paper_is_signed_by_its_hash_alone_and_kept_as_a_new_version(world: World) -> None:
    paper = laid(world)
    version = signed(world, paper)
    assert (version.number, version.signer, version.role, version.way) == (1, "Minh", "person", "agent")
    assert bytes_of(version.file).startswith(bytes_of(paper.source))
    assert version.verification.verdict().indication.value == "TOTAL-PASSED"
    entry = AuditEntry.objects.filter(subject=f"paper:{paper.pk}").latest("pk")
    assert (entry.deed, entry.detail["signer"]) == ("sign_paper", "Minh")


def test_a_session_is_good_once(world: World) -> None:
    paper, key = laid(world), key_of(keys().minh)
    one = opened(world, paper, key)
    (value,) = key.sign([one.to_sign])
    given = {"actor_id": world.people["minh"], "at": LATER, "token": one.token, "answer": value}
    finish_session(**given)  # type: ignore[arg-type]
    with pytest.raises(CannotSign, match="chỉ dùng một lần"):
        finish_session(**given)  # type: ignore[arg-type]
    assert SignedVersion.objects.filter(paper=paper).count() == 1


def test_a_wrong_answer_uses_the_session_up_and_changes_nothing(world: World) -> None:
    paper, key = laid(world), key_of(keys().minh)
    one = opened(world, paper, key)
    (value,) = key_of(keys().other).sign([one.to_sign])
    with pytest.raises(CannotSign, match="không phải của chứng thư đã chọn"):
        finish_session(actor_id=world.people["minh"], at=LATER, token=one.token, answer=value)
    assert newest_version(paper) is None
    assert SessionUse.objects.filter(session=one.session).exists()
    (right,) = key.sign([one.to_sign])
    with pytest.raises(CannotSign, match="chỉ dùng một lần"):
        finish_session(actor_id=world.people["minh"], at=LATER, token=one.token, answer=right)


def test_a_session_is_not_good_for_long_nor_for_another_person(world: World) -> None:
    paper, key = laid(world), key_of(keys().minh)
    one = opened(world, paper, key)
    (value,) = key.sign([one.to_sign])
    with pytest.raises(NotFound):
        finish_session(actor_id=world.people["lan"], at=LATER, token=one.token, answer=value)
    with pytest.raises(NotFound):
        finish_session(actor_id=world.people["minh"], at=LATER, token=one.token + "x", answer=value)
    with pytest.raises(CannotSign, match="hết hạn"):
        finish_session(actor_id=world.people["minh"], at=NOW + timedelta(minutes=10), token=one.token, answer=value)
    assert not SessionUse.objects.filter(session=one.session).exists()


def test_of_two_sessions_for_one_version_only_the_first_is_kept(world: World) -> None:
    paper, key = laid(world), key_of(keys().minh)
    first, second = opened(world, paper, key), opened(world, paper, key)
    values = key.sign([first.to_sign, second.to_sign])
    finish_session(actor_id=world.people["minh"], at=LATER, token=second.token, answer=values[1])
    with pytest.raises(CannotSign, match="đã có bản khác"):
        finish_session(actor_id=world.people["minh"], at=LATER, token=first.token, answer=values[0])


@pytest.mark.parametrize(
    ("who", "whose", "role", "words"),
    [
        ("minh", "other", Role.PERSON, "mang tên “Hùng”, không phải của Minh"),
        ("minh", "agency", Role.PERSON, "là của cơ quan"),
        ("minh", "stranger", Role.PERSON, "không dẫn tới chứng thư gốc"),
        ("lan", "minh", Role.PERSON, "cần quyền “ký”"),
        ("lan", "agency", Role.AGENCY, "ký trước, văn thư đóng dấu sau"),
    ],
)
def test_the_wrong_hand_is_refused_before_anything_is_signed(
    world: World, who: str, whose: str, role: Role, words: str
) -> None:
    paper = laid(world)
    with pytest.raises(Refused, match=words):
        opened(world, paper, key_of(getattr(keys(), whose)), who, role)


def register(world: World, identity: Identity, *, who: str = "", agency: str = "") -> None:
    """A certificate in the register, of a person or of an agency."""
    registration(identity, user_id=world.people.get(who), agency_id=world.agencies.get(agency))


def test_a_registered_certificate_is_its_holders_whatever_name_it_bears(world: World) -> None:
    register(world, keys().other, who="minh")
    version = signed(world, laid(world), keys().other)
    assert (version.signer, version.notes) == ("Hùng", [])


def test_where_none_is_registered_the_name_tells_and_that_is_said(world: World) -> None:
    assert signed(world, laid(world)).notes == [BY_NAME]


@pytest.mark.parametrize(
    ("who", "agency", "words"),
    [
        ("dung", "", "đã đăng ký cho Dung, không phải Minh"),
        ("", "BG-YT", "đã đăng ký cho .*, không phải Minh"),
    ],
)
def test_a_certificate_registered_for_another_is_refused_before_the_key_is_asked(
    world: World, who: str, agency: str, words: str
) -> None:
    register(world, keys().minh, who=who, agency=agency)
    with pytest.raises(CannotSign, match=words):
        opened(world, laid(world), key_of(keys().minh))


def test_who_registered_certificates_signs_and_brings_files_with_no_other(world: World) -> None:
    paper = laid(world)
    register(world, keys().other, who="minh")
    with pytest.raises(CannotSign, match="đã đăng ký chứng thư số khác"):
        opened(world, paper, key_of(keys().minh))
    with pytest.raises(CannotSign, match="đã đăng ký chứng thư số khác"):
        upload(world, paper, signed_with(keys().minh, bytes_of(paper.source)))
    assert upload(world, paper, signed_with(keys().other, bytes_of(paper.source))).signer == "Hùng"


def test_an_agency_with_registered_certificates_is_signed_for_with_those_alone(world: World) -> None:
    register(world, keys().agency, agency="BG-LN")
    with pytest.raises(CannotSign, match="chưa đăng ký để ký của UBND huyện Lục Nam"):
        opened(world, laid(world), key_of(keys().minh))


def test_first_the_person_then_number_date_and_seal_then_nobody(world: World) -> None:
    add_picture(actor_id=world.people["minh"], at=NOW, data=BLUE)
    add_picture(actor_id=world.people["lan"], at=NOW, data=RED, agency_id=world.agencies["BG-LN"])
    boxes = {NUMBER_FIELD: (90, 700, 130, 716), DAY_FIELD: (300, 700, 320, 716), MONTH_FIELD: (350, 700, 370, 716)}
    paper = laid(world, data=reserve_fields(unsigned_pdf(), boxes))
    signed(world, paper)
    (done,) = sign_now(
        actor_id=world.people["lan"],
        at=LATER,
        paper_ids=[paper.pk],
        key=key_of(keys().agency),
        role=Role.AGENCY,
        issue=Issue("125", "23", "11"),
    )
    assert done.version is not None, done.reasons
    assert done.version.verification.verdict().indication.value == "TOTAL-PASSED"
    fields = PdfReader(BytesIO(bytes_of(done.version.file))).get_fields() or {}
    assert str(fields[NUMBER_FIELD]["/V"]) == "125"
    (again,) = sign_now(
        actor_id=world.people["minh"], at=LATER, paper_ids=[paper.pk], key=key_of(keys().minh), role=Role.PERSON
    )
    assert "đã có chữ ký số của cơ quan" in str(again.reasons)


def test_an_annex_bears_number_symbol_and_time_and_the_agencys_signature_alone(world: World) -> None:
    paper = laid(world, is_annex=True, symbol="QĐ-UBND", title="Phụ lục I")
    with pytest.raises(CannotSign, match="chỉ có chữ ký số của cơ quan"):
        opened(world, paper, key_of(keys().minh))
    (done,) = sign_now(
        actor_id=world.people["lan"],
        at=NOW,
        paper_ids=[paper.pk],
        key=key_of(keys().agency),
        role=Role.AGENCY,
        issue=Issue("125"),
    )
    assert done.version is not None, done.reasons
    page = PdfReader(BytesIO(bytes_of(done.version.file))).pages[0]
    _, _, right, top = (float(n) for n in page["/Annots"][-1].get_object()["/Rect"])
    assert right > float(page.mediabox.width) * 0.9
    assert top > float(page.mediabox.height) * 0.95
    look = page["/Annots"][-1].get_object()["/AP"]["/N"]
    assert "125/QĐ-UBND; 2026-11-23T09:00:00+07:00" in _words_of(look)


def _words_of(look: object) -> str:
    """The words of an appearance, read as a page of its own."""
    from pypdf.generic import DictionaryObject, NameObject

    mark = look["/Resources"]["/XObject"]["/Mark"]  # type: ignore[index]
    writer = PdfWriter()
    page = writer.add_blank_page(300, 30)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Mark"): writer._add_object(mark.clone(writer))})}
    )
    from pypdf.generic import DecodedStreamObject

    content = DecodedStreamObject()
    content.set_data(b"/Mark Do")
    page[NameObject("/Contents")] = writer._add_object(content)
    out = BytesIO()
    writer.write(out)
    return PdfReader(out).pages[0].extract_text()


def test_in_a_batch_the_failure_of_one_leaves_the_rest(world: World) -> None:
    papers = [laid(world, data=unsigned_pdf(f"so {n}"), title=f"Báo cáo {n}") for n in range(4)]
    signed(world, papers[2])
    sign_now(
        actor_id=world.people["lan"], at=LATER, paper_ids=[papers[2].pk], key=key_of(keys().agency), role=Role.AGENCY
    )
    outcomes = sign_now(
        actor_id=world.people["minh"],
        at=LATER,
        paper_ids=[p.pk for p in papers] + [0],
        key=key_of(keys().minh),
        role=Role.PERSON,
    )
    assert [bool(one.version) for one in outcomes] == [True, True, False, True, False]
    assert all(one.reasons for one in outcomes if one.version is None)


def upload(world: World, paper: Paper, data: bytes) -> SignedVersion:
    number = newest_file(paper)[0]
    given = {"paper_id": paper.pk, "version": number, "data": data, "name": "da-ky.pdf"}
    return take_signed_file(actor_id=world.people["lan"], at=LATER, **given)  # type: ignore[arg-type]


def test_a_file_signed_with_another_program_is_taken_when_it_is_this_paper(world: World) -> None:
    paper = laid(world)
    version = upload(world, paper, signed_with(keys().minh, bytes_of(paper.source)))
    assert (version.signer, version.way, version.level) == ("Minh", "elsewhere", "B-B")


def test_a_program_that_writes_the_file_anew_is_taken_when_every_page_is_the_same(world: World) -> None:
    paper = laid(world)
    version = upload(world, paper, signed_with(keys().minh, _written_anew(bytes_of(paper.source))))
    assert "ghi lại tệp" in version.notes[0]


def _written_anew(data: bytes) -> bytes:
    out = BytesIO()
    PdfWriter(clone_from=BytesIO(data)).write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda source: source, "chưa có chữ ký số mới"),
        (lambda source: signed_with(keys().minh, pdf_of(plain_objects())), "nội dung khác"),
        (lambda source: b"khong phai PDF", "nội dung khác"),
        (lambda source: signed_with(keys().minh, source)[:-200], "chưa hợp lệ|chưa có chữ ký"),
        (lambda source: signed_with(keys().other, source), "mang tên “Hùng”"),
        (lambda source: signed_with(keys().stranger, source), "chưa hợp lệ"),
        (lambda source: signed_with(keys().agency, source), "văn thư đóng dấu sau"),
        (lambda source: signed_with(keys().minh, source) + b"\n% them", "chưa hợp lệ"),
    ],
)
def test_any_other_file_is_refused_and_nothing_changes(world: World, made: object, words: str) -> None:
    paper = laid(world)
    with pytest.raises(CannotSign, match=words):
        upload(world, paper, made(bytes_of(paper.source)))  # type: ignore[operator]
    assert newest_version(paper) is None


def test_a_file_written_anew_loses_the_signature_before_and_is_refused(world: World) -> None:
    paper = laid(world)
    version = signed(world, paper)
    anew = _written_anew(bytes_of(version.file))
    with pytest.raises(CannotSign):
        upload(world, paper, signed_with(keys().agency, anew))


def test_the_vgca_program_knows_nothing_but_its_token(world: World) -> None:
    paper = laid(world)
    one = open_upload(actor_id=world.people["minh"], at=NOW, paper_id=paper.pk, role=Role.PERSON, way=Way.VGCA)
    source = bytes_of(file_of_upload(one.token, LATER))
    done = signed_with(keys().minh, source)
    version = finish_with_file(actor_id=None, at=LATER, token=one.token, data=done, name="ky.pdf")
    assert (version.signed_by_id, version.way) == (world.people["minh"], "vgca")
    for question in (file_of_upload,):
        with pytest.raises(NotFound):
            question(one.token, LATER)
    with pytest.raises(NotFound):
        finish_with_file(actor_id=None, at=LATER, token=one.token, data=done, name="ky.pdf")


def test_an_upload_token_of_a_person_is_of_no_use_without_the_person(world: World) -> None:
    paper = laid(world)
    one = open_upload(actor_id=world.people["minh"], at=NOW, paper_id=paper.pk, role=Role.PERSON, way=Way.ELSEWHERE)
    with pytest.raises(NotFound):
        finish_with_file(actor_id=None, at=LATER, token=one.token, data=b"", name="")
    with pytest.raises(NotFound):
        file_of_upload(one.token, LATER)


def test_a_stranger_lays_nothing_down_and_sees_nothing(world: World) -> None:
    with pytest.raises(NotFound):
        laid(world, who="dung")
    paper = laid(world)
    with pytest.raises(NotFound):
        opened(world, paper, key_of(keys().minh), who="dung")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"data": b"khong phai PDF"}, "phải là PDF"),
        ({"data": b"%PDF-1.7\n" + b"0" * 26 * 1024 * 1024}, "vượt 25 MB"),
        ({"title": "  "}, "Ghi trích yếu"),
    ],
)
def test_what_cannot_be_signed_is_not_laid_down(world: World, change: dict[str, object], words: str) -> None:
    with pytest.raises(CannotLayPaper, match=words):
        laid(world, **change)
    assert not Paper.objects.exists()


def test_a_file_whose_signature_is_broken_is_not_laid_down(world: World) -> None:
    broken = signed_with(keys().minh, unsigned_pdf()).replace(b"/Count 1", b"/Count 2", 1)
    with pytest.raises(CannotLayPaper, match="Không ký tiếp"):
        lay_paper(
            actor_id=world.people["lan"],
            at=NOW,
            agency_id=world.agencies["BG-LN"],
            data=broken,
            name="x.pdf",
            title="x",
        )


@pytest.mark.parametrize(
    ("data", "agency", "words"),
    [
        (RED, False, "màu xanh"),
        (BLUE, True, "màu đỏ"),
        (png(10, 10, (0, 0, 200, 255)), False, "trong suốt"),
        (b"rac", False, "PNG"),
    ],
)
def test_a_signature_is_blue_a_seal_is_red_and_both_let_the_words_through(
    world: World, data: bytes, agency: bool, words: str
) -> None:
    with pytest.raises(CannotAddPicture, match=words):
        add_picture(
            actor_id=world.people["minh"], at=NOW, data=data, agency_id=world.agencies["BG-LN"] if agency else None
        )
