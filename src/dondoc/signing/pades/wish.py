"""How a file is to be signed, and what came of it (yêu cầu ký, kết quả ký)."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.signing.pades.trust import TrustAnchors
from dondoc.signing.rules.roles import Level, Role

NOT_SIGNABLE = "Không ký được tệp này; tệp phải là PDF hoàn chỉnh và không đặt mật khẩu."
NO_TIMESTAMP = "Không gọi được dịch vụ dấu thời gian; đã ký mức B-B, có thể bổ sung dấu thời gian sau."
NO_EVIDENCE = "Chưa lấy được dữ liệu thu hồi của chứng thư số; đã ký mức B-T, có thể bổ sung sau."
NOBODY = TrustAnchors(())


@dataclass(frozen=True)
class Wish:
    """How a file is to be signed (yêu cầu ký).

    `tsa_url`: the time-stamping service, needed above B-B. `trust`: whom chains must lead to, needed above B-T.
    `fields`: values for the fields that were left open for them (số, ngày, tháng); `field_looks`: for each a PDF page
    as small as its words, so that their font is in the file. `image`: a PNG. `mark`: such a page with the words that
    an annex bears at its top right in place of an image.
    """

    role: Role = Role.PERSON
    level: Level = Level.B_B
    tsa_url: str = ""
    trust: TrustAnchors = NOBODY
    image: bytes = b""
    reason: str = ""
    location: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    mark: bytes = b""
    field_looks: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True)
class Signed:
    """The signed file, the level that was reached, and Vietnamese sentences about what fell short."""

    data: bytes
    level: Level
    notes: tuple[str, ...] = ()
