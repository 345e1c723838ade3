"""Axes (trục liên thông): how messages leave and come. A small port, a folder and an HTTP service behind it."""

from __future__ import annotations

from dondoc.base.rules.refusals import Refused
from dondoc.exchange.axes.folder import FolderAxis
from dondoc.exchange.axes.http import HttpAxis
from dondoc.exchange.axes.port import Axis, AxisFailed

__all__ = ["Axis", "AxisFailed", "FolderAxis", "HttpAxis", "NoAxis", "axis_of"]


class NoAxis(Refused):
    """No axis is set up, or not rightly."""


def axis_of(setting: str, token: str = "") -> Axis:
    """The axis that the installation's setting names: an address 'https://…', or a folder. Raises NoAxis."""
    if setting.startswith(("https://", "http://")):
        return HttpAxis(setting, token)
    if setting:
        return FolderAxis(setting)
    raise NoAxis(
        "Chưa khai báo trục liên thông. Đặt DONDOC_AXIS là địa chỉ dịch vụ (https://…) hoặc một thư mục trao đổi tệp."
    )
