"""May an image stand for a signature or a seal (hình ảnh chữ ký, con dấu)? Pure.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7c: blue, PNG with a transparent ground; khoản 8b: red.
"""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.base.rules.refusals import Reason

MORE = 0.08


def reasons_against_picture(
    red: float, green: float, blue: float, is_transparent: bool, *, is_seal: bool
) -> Iterator[Reason]:
    """Colours of what is drawn, on average, each from 0 to 1."""
    if not is_transparent:
        yield Reason("Nền ảnh phải trong suốt để không che chữ; lưu lại ảnh PNG với nền trong suốt.", "Ảnh")
    if is_seal and not (red > green + MORE and red > blue + MORE):
        yield Reason("Hình ảnh con dấu phải màu đỏ.", "Ảnh")
    if not is_seal and not (blue > red + MORE and blue > green + MORE / 2):
        yield Reason("Hình ảnh chữ ký phải màu xanh.", "Ảnh")
