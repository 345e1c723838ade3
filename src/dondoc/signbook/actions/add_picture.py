"""Keep the image of a signature or of a seal (hình ảnh chữ ký, con dấu)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from dondoc.signbook.models import SignaturePicture
from dondoc.signbook.rules.pictures import reasons_against_picture
from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.images import Picture, read_png

LARGEST = 2 * 1024 * 1024
# Less opaque than this counts as ground, not as drawn (of 255).
FAINT = 40


class CannotAddPicture(Refused):
    """Refused: no PNG of a bearable size, or of another colour than the decree asks."""


@transaction.atomic
def add_picture(*, actor_id: int, at: datetime, data: bytes, agency_id: int | None = None) -> SignaturePicture:
    """Keep an image: of one's own signature (blue), or of the seal (red) of an agency that one seals for.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7c, 8b. Raises NotFound, CannotAddPicture.
    """
    rights = rights_of(actor_id, day_of(at))
    if agency_id is not None and not any(rights.has(right, agency_id) for right in (Right.ENTER, Right.SIGN)):
        raise NotFound("Không tìm thấy đơn vị này.")
    if reasons := list(reasons_against_picture(*_colours(_read(data)), is_seal=agency_id is not None)):
        raise CannotAddPicture(reasons)
    picture = SignaturePicture.objects.create(
        user_id=None if agency_id is not None else actor_id,
        agency_id=agency_id,
        content=data,
        sha256=hashlib.sha256(data).hexdigest(),
        added_by_id=actor_id,
        added_at=at,
        recorded_at=at,
    )
    subject = f"agency:{agency_id}" if agency_id is not None else f"user:{actor_id}"
    detail = {"sha256": picture.sha256}
    write_audit(actor_id=actor_id, at=at, deed="add_picture", subject=subject, detail=detail)
    return picture


def _read(data: bytes) -> Picture:
    try:
        return read_png(data[: LARGEST + 1] if len(data) <= LARGEST else b"")
    except CannotSign as refused:
        raise CannotAddPicture([Reason(reason.message, "Ảnh") for reason in refused.reasons]) from refused


def _colours(picture: Picture) -> tuple[float, float, float, bool]:
    """How red, green and blue what is drawn is on average, 0 to 1; and whether the ground is transparent."""
    step = max(1, picture.width * picture.height // 20_000)
    drawn = [
        n
        for n in range(0, picture.width * picture.height, step)
        if (picture.opacity[n] > FAINT if picture.opacity else True)
    ]
    if not drawn or picture.n_colours != 3:
        return 0, 0, 0, bool(picture.opacity)
    sums = [sum(picture.colours[3 * n + c] for n in drawn) / (255 * len(drawn)) for c in range(3)]
    return sums[0], sums[1], sums[2], bool(picture.opacity) and min(picture.opacity) < 255
