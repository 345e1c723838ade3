"""What a signature shows (hình thức chữ ký): the image of a signature or seal, or the mark of an annex, and where.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7 và 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.content import AppearanceContent, ResourceType
from pyhanko.pdf_utils.generic import NameObject
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp.base import BaseStampStyle

from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.images import ImageStyle, read_png
from dondoc.signing.pades.places import Place
from dondoc.signing.pades.placing import Kind, find_place
from dondoc.signing.pades.wish import NOT_SIGNABLE, Wish
from dondoc.signing.rules.roles import Role


@dataclass(frozen=True)
class Look:
    """Where a signature shows what."""

    place: Place
    style: BaseStampStyle


def look_of(data: bytes, name: str, wish: Wish) -> tuple[Look | None, tuple[str, ...]]:
    """What a wish shows for a signer, None for an invisible signature; and what the reader should look at again."""
    if not (wish.image or wish.mark):
        return None, ()
    try:
        if wish.mark:
            box = _size_of(wish.mark)
            return Look(find_place(data, Kind.MARK, box), MarkStyle(border_width=0, page=wish.mark)), ()
        picture = read_png(wish.image)
        kind = Kind.SEAL if wish.role is Role.AGENCY else Kind.SIGNATURE
        place = find_place(data, kind, (picture.width, picture.height), name)
        notes = () if place.is_found else (_not_found(name),)
        return Look(place, ImageStyle(border_width=0, picture=picture)), notes
    except CannotSign:
        raise
    except Exception as error:
        raise CannotSign(NOT_SIGNABLE) from error


def _not_found(name: str) -> str:
    return f"Không thấy họ tên “{name}” trong tệp; hình ảnh đặt ở cuối trang cuối, hãy xem lại vị trí."


def _size_of(page: bytes) -> tuple[float, float]:
    box = [float(n) for n in PdfFileReader(BytesIO(page)).root["/Pages"]["/Kids"][0]["/MediaBox"]]
    return box[2] - box[0], box[3] - box[1]


@dataclass(frozen=True)
class MarkStyle(BaseStampStyle):
    """A signature's look that is a small page made beforehand, its font in it."""

    page: bytes = b""

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: BoxConstraints,
        text_params: dict[str, str],  # noqa: ARG002
    ) -> Any:
        return MarkStamp(writer, box, self.page)


class MarkStamp(AppearanceContent):
    """The page, one to one in its box."""

    def __init__(self, writer: BasePdfFileWriter, box: BoxConstraints, page: bytes) -> None:
        super().__init__(box=box, writer=writer)
        self.page = page
        self.file = writer

    def render(self) -> bytes:
        form = self.file.import_page_as_xobject(PdfFileReader(BytesIO(self.page)))
        self.set_resource(ResourceType.XOBJECT, NameObject("/Mark"), form)
        return b"q /Mark Do Q"
