"""The image of a signature or seal (hình ảnh chữ ký, con dấu): a PNG put into the PDF as it is, transparency kept."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils.content import AppearanceContent, ResourceType
from pyhanko.pdf_utils.generic import DictionaryObject, NameObject, NumberObject, StreamObject
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp.base import BaseStampStyle

from dondoc.signing.pades.keys import CannotSign

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS = 1_500_000
CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}  # gray, colour, gray with transparency, colour with transparency
BAD_IMAGE = "Ảnh chữ ký phải là tệp PNG 8 bit mỗi màu, không đan dòng, không quá 1,5 triệu điểm ảnh; hãy lưu lại ảnh."


@dataclass(frozen=True)
class Picture:
    """Pixels row by row: colours (one or three bytes each), and how opaque each is; b'' where all are."""

    width: int
    height: int
    n_colours: int
    colours: bytes
    opacity: bytes = b""


def read_png(data: bytes) -> Picture:
    """Raises CannotSign on anything but a plain PNG of bearable size."""
    try:
        return _read(data)
    except (ValueError, struct.error, zlib.error, KeyError, IndexError) as error:
        raise CannotSign(BAD_IMAGE) from error


def _read(data: bytes) -> Picture:
    if not data.startswith(SIGNATURE):
        raise ValueError("no PNG")
    packed, place, header = b"", len(SIGNATURE), b""
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        header = body if kind == b"IHDR" else header
        packed += body if kind == b"IDAT" else b""
        place += length + 12
    width, height, bits, kind_of_colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    channels = CHANNELS[kind_of_colour]
    if bits != 8 or interlaced or not 0 < width * height <= MOST_PIXELS:
        raise ValueError("not a plain picture")
    size = height * (width * channels + 1)
    rows = zlib.decompressobj().decompress(packed, size + 1)
    if len(rows) != size:
        raise ValueError("not as large as it says")
    return _split(width, height, channels, _unfiltered(rows, width * channels, channels))


def _split(width: int, height: int, channels: int, pixels: bytes) -> Picture:
    if channels in (1, 3):
        return Picture(width, height, channels, pixels)
    n_colours = channels - 1
    colours = bytearray(width * height * n_colours)
    for colour in range(n_colours):
        colours[colour::n_colours] = pixels[colour::channels]
    return Picture(width, height, n_colours, bytes(colours), pixels[n_colours::channels])


def _unfiltered(rows: bytes, width: int, step: int) -> bytes:
    """The five line filters of PNG undone. Source: ISO/IEC 15948, 9.2."""
    above = bytearray(width)
    done = bytearray()
    for start in range(0, len(rows), width + 1):
        kind, line = rows[start], bytearray(rows[start + 1 : start + 1 + width])
        for n in range(width) if kind else ():
            left = line[n - step] if n >= step else 0
            corner = above[n - step] if n >= step else 0
            guess = (0, left, above[n], (left + above[n]) // 2, _paeth(left, above[n], corner))[kind]
            line[n] = (line[n] + guess) & 255
        done += line
        above = line
    return bytes(done)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


@dataclass(frozen=True)
class ImageStyle(BaseStampStyle):
    """A signature's look that is the picture and nothing else."""

    picture: Picture | None = None

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: BoxConstraints,
        text_params: dict[str, str],  # noqa: ARG002
    ) -> Any:
        return ImageStamp(writer, box, self.picture) if self.picture else None


class ImageStamp(AppearanceContent):
    """The picture, filling its box."""

    def __init__(self, writer: BasePdfFileWriter, box: BoxConstraints, picture: Picture) -> None:
        super().__init__(box=box, writer=writer)
        self.picture = picture
        self.file = writer

    def render(self) -> bytes:
        image = _image(self.picture.width, self.picture.height, self.picture.n_colours, self.picture.colours)
        if self.picture.opacity:
            mask = _image(self.picture.width, self.picture.height, 1, self.picture.opacity)
            image[NameObject("/SMask")] = self.file.add_object(mask)
        self.set_resource(ResourceType.XOBJECT, NameObject("/Picture"), self.file.add_object(image))
        return b"q %.2f 0 0 %.2f 0 0 cm /Picture Do Q" % (self.box.width, self.box.height)


def _image(width: int, height: int, n_colours: int, data: bytes) -> StreamObject:
    entries = {
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Image"),
        NameObject("/Width"): NumberObject(width),
        NameObject("/Height"): NumberObject(height),
        NameObject("/BitsPerComponent"): NumberObject(8),
        NameObject("/ColorSpace"): NameObject("/DeviceGray" if n_colours == 1 else "/DeviceRGB"),
    }
    stream = StreamObject(DictionaryObject(entries), stream_data=data)
    stream.compress()
    return stream
