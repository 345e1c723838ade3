"""The end of a document and its annexes (phần cuối, phụ lục): signature, Nơi nhận, what stands over an annex.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.7, II.9, III.1; Điều 13.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dondoc.documents.rules.checking.head import _items as items_of
from dondoc.documents.rules.checking.paper import Line
from dondoc.documents.rules.checking.parts import Parts
from dondoc.documents.rules.checking.verdict import DECREE, Broken, Look, look_faults, millimetres, quoted, source

AUTHORITY = Look("Quyền hạn, chức vụ", (13, 14), source("Mục II.7"), bold=True, italic=False, capitals=True)
SIGNER = Look("Họ và tên", (13, 14), source("Mục II.7"), bold=True, italic=False, capitals=False)
RECIPIENTS_TITLE = Look("Nơi nhận", (12, 12), source("Mục II.9"), bold=True, italic=True)
RECIPIENTS = Look("Danh sách nơi nhận", (11, 11), source("Mục II.9"), bold=False, italic=False)
ANNEX_HEADING = Look("Phụ lục", (13.5, 14), source("Mục III.1"), bold=True, italic=False, capitals=None)
ANNEX_TITLE = Look("Tên phụ lục", (13, 14), source("Mục III.1"), bold=True, italic=False, capitals=True)
ANNEX_NOTE = Look("Chỉ dẫn kèm theo của phụ lục", (13, 14), source("Mục III.1"), bold=False, italic=True)
PREFIX = re.compile(r"^(TM|KT|TL|TUQ|Q)\.\s?\S")
# The prefixes written some other way, before a post.
WRONG_PREFIX = re.compile(
    r"^(T/M|K/T|T/L|T/UQ|TM|KT|TL|TUQ|Q|T\.M\.?|K\.T\.?|T\.L\.?|T\.U\.Q\.?|TUN|T\.UQ\.?)[\s:]+[A-ZĐÀ-Ỹ]"
)
DEPUTY = re.compile(r"^(PHÓ|THỨ|QUYỀN|ỦY VIÊN|UỶ VIÊN|CẤP PHÓ)")
DEGREE = re.compile(
    r"^((PGS|GS|TS|ThS|Ths|BS|KS|CN|Dr|TSKH|CKI+|BSCKI*|BSCK\d)(\s?\.|\s)|(Thạc sĩ|Tiến sĩ|Giáo sư|Bác sĩ|Kỹ sư)\b)"
)


def end_faults(parts: Parts) -> Iterator[Broken]:
    yield from _signature(parts)
    yield from _recipients(parts)
    yield from _places(parts)
    yield from _annexes(parts)


def _signature(parts: Parts) -> Iterator[Broken]:
    law = AUTHORITY.source
    if not parts.authority:
        yield Broken("authority-missing", "Quyền hạn, chức vụ", "không thấy", "chức vụ người ký ở cuối, bên phải", law)
        return
    yield from look_faults("authority", parts.authority, AUTHORITY)
    first = parts.authority[0].text
    if WRONG_PREFIX.match(first) and not PREFIX.match(first):
        yield Broken(
            "authority-prefix",
            quoted(first),
            quoted(first),
            "“TM.”, “KT.”, “TL.”, “TUQ.” hoặc “Q.” trước chức vụ",
            f"{DECREE}, Điều 13; {law}",
        )
    posts = [line.text for line in parts.authority]
    for text, following in zip(posts, [*posts[1:], ""], strict=True):
        if re.match(r"^KT\.", text) and not DEPUTY.match(following.upper()):
            yield Broken(
                "authority-post",
                quoted(text),
                quoted(following) if following else "không có chức vụ người ký",
                "chức vụ cấp phó ở dòng dưới",
                f"{DECREE}, Điều 13; {law}",
            )
        if re.match(r"^(TL|TUQ)\.", text) and not following:
            yield Broken(
                "authority-post",
                quoted(text),
                "không có chức vụ người ký",
                "chức vụ người ký ở dòng dưới",
                f"{DECREE}, Điều 13; {law}",
            )
    if parts.signer is not None:
        yield from look_faults("signer", [parts.signer], SIGNER)
        if DEGREE.match(parts.signer.text):
            yield Broken("signer-degree", "Họ và tên", quoted(parts.signer.text), "không ghi học hàm, học vị", law)


def _recipients(parts: Parts) -> Iterator[Broken]:
    title, law = parts.recipients_title, RECIPIENTS.source
    if title is None:
        yield Broken("recipients-missing", "Nơi nhận", "không thấy", "“Nơi nhận:” ở cuối, bên trái", law)
        return
    if title.text.strip() != "Nơi nhận:":
        yield Broken("recipients-title-text", "Nơi nhận", quoted(title.text), "“Nơi nhận:” trên dòng riêng", law)
    yield from look_faults("recipients-title", [title], RECIPIENTS_TITLE)
    yield from look_faults("recipients", parts.recipients, RECIPIENTS)
    is_bare = not any(re.match(r"^\s*[-–—+]", line.text) for line in parts.recipients)
    items = [line.text for line in parts.recipients] if is_bare else items_of(parts.recipients)
    if not items:
        yield Broken(
            "recipients-list", "Nơi nhận", "không có dòng nào", "mỗi nơi nhận một dòng, dòng cuối “Lưu: VT, …”", law
        )
        return
    listed = parts.recipients[0].is_listed
    bare = [text for text in items[:1] if not listed and not re.match(r"^[-–+]", text)]
    if bare:
        yield Broken("recipients-dash", "Nơi nhận", quoted(bare[0]), "gạch đầu dòng “- ” trước mỗi nơi nhận", law)
    for i, text in enumerate(items):
        stop = "." if i == len(items) - 1 else ";"
        if not text.rstrip().endswith(stop) and not (stop == ";" and re.search(r":\s*$|^\s*\+", text)):
            yield Broken("recipients-stop", "Nơi nhận", quoted(text), f"kết thúc bằng dấu “{stop}”", law)
            break
    if not re.match(r"^\s*[-–+]?\s*Lưu\s?:", items[-1]):
        yield Broken("recipients-archive", "Nơi nhận", quoted(items[-1]), "dòng cuối “- Lưu: VT, …”", law)


def _places(parts: Parts) -> Iterator[Broken]:
    if parts.authority and parts.signer is not None:
        post, name = parts.authority[-1], parts.signer
        if post.middle is not None and name.middle is not None:
            off = abs(post.middle - name.middle)
            if off > 6 and post.page == name.page:
                yield Broken(
                    "signer-align", "Họ và tên", f"lệch {millimetres(off)}", "canh giữa dưới chức vụ", SIGNER.source
                )
        elif post.zone == name.zone and post.align == "center" != name.align and name.middle is None:
            yield Broken("signer-align", "Họ và tên", "không canh giữa", "canh giữa dưới chức vụ", SIGNER.source)
    title = parts.recipients_title
    if title is not None and title.zone != "right" and title.align in ("center", "right"):
        yield Broken("recipients-place", "Nơi nhận", "không sát lề trái", "sát lề trái", RECIPIENTS.source)
    elif title is not None and title.x0 is not None and parts.edges[0] is not None and title.x0 - parts.edges[0] > 6:
        yield Broken(
            "recipients-place",
            "Nơi nhận",
            f"cách lề {millimetres(title.x0 - parts.edges[0])}",
            "sát lề trái",
            RECIPIENTS.source,
        )


# ---------- annexes ----------


def _annexes(parts: Parts) -> Iterator[Broken]:
    law = source("Mục III.1")
    headings = [annex.heading for annex in parts.annexes if annex.heading is not None]
    yield from look_faults("annex-heading", headings, ANNEX_HEADING)
    for annex in parts.annexes:
        yield from look_faults("annex-title", annex.title, ANNEX_TITLE)
        yield from look_faults("annex-note", annex.note, ANNEX_NOTE)
        if annex.heading is not None and not annex.title:
            yield Broken(
                "annex-title-missing",
                annex.heading.text,
                "không thấy tên phụ lục",
                "tên phụ lục in hoa, đậm, canh giữa",
                law,
            )
    yield from _numbering(headings, law)
    for heading in headings:
        if heading.middle is None and heading.align != "center":
            yield Broken("annex-heading-align", heading.text, "không canh giữa", "dòng riêng, canh giữa", law)
            break
    if headings and not _is_pointed_to(parts):
        yield Broken(
            "annex-reference", "Nội dung", "không nhắc đến phụ lục", "nội dung văn bản chỉ dẫn đến từng phụ lục", law
        )


def _numbering(headings: list[Line], law: str) -> Iterator[Broken]:
    """Roman numbers in their order where there are several annexes."""
    if not headings:
        return
    from dondoc.base.rules.wording import roman

    for n, line in enumerate(headings, start=1):
        found = re.sub(r"^\s*phụ lục\s*(số\s*)?", "", line.text, flags=re.IGNORECASE).strip(" .:")
        due = roman(n) if len(headings) > 1 else ""
        if (len(headings) > 1 and found != due) or (len(headings) == 1 and found.isdecimal()):
            expected = (
                f"“Phụ lục {due}”".replace(" ”", "”") if due else "“Phụ lục”, hoặc số La Mã khi có từ hai phụ lục"
            )
            yield Broken("annex-number", quoted(line.text), quoted(line.text), expected, law)
            return


def _is_pointed_to(parts: Parts) -> bool:
    words = " ".join([*(block.text for block in parts.body), *(block.text for block in parts.basis)]).lower()
    return re.search(r"phụ lục|kèm theo|gửi kèm|biểu", words) is not None
