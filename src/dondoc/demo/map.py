"""How the map of the demonstration changed on 1/7/2025 (sắp xếp đơn vị): districts end, Bắc Giang goes into Bắc Ninh.

The laws and the merger of the provinces are real; which department followed which is plausible, not checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from dondoc.agencies.actions import change_agencies
from dondoc.agencies.rules.deeds import Deed, Dissolve, Merge

DAY = date(2025, 7, 1)
LAW = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15"
MERGER = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội"
DISTRICTS = {
    "BG": ("YD", "HH", "LG", "TY", "SD", "VY", "TPBG", "YT", "LNG", "LN"),
    "LS": ("TPLS", "TD", "BGI", "VL", "CL", "VQ", "BS", "HL", "CHL", "LB", "DL"),
}
# Departments of Bắc Ninh, and whom of Bắc Giang each took over.
DEPARTMENTS = {
    "SNV": ("SNV", "SLDTBXH"),
    "STP": ("STP",),
    "STC": ("STC", "SKHDT"),
    "SCT": ("SCT",),
    "SNNMT": ("SNN", "STNMT"),
    "SXD": ("SXD", "SGTVT"),
    "SKHCN": ("SKHCN", "STTTT"),
    "SVHTTDL": ("SVHTTDL",),
    "SGDDT": ("SGDDT",),
    "SYT": ("SYT",),
    "BQLKCN": ("BQLKCN",),
    "VP": ("VP", "SNGV"),
}


def change_the_map(*, at: datetime) -> None:
    """Do every deed of the day, in order."""
    for deed in _deeds():
        change_agencies(actor_id=None, at=at, deed=deed)


def _deeds() -> Iterator[Deed]:
    for province, districts in DISTRICTS.items():
        yield Dissolve(on=DAY, legal_basis=LAW, codes=tuple(f"{province}-{code}" for code in districts))
    for heir, ended in DEPARTMENTS.items():
        codes = tuple(f"BG-{code}" for code in ended)
        yield Merge(on=DAY, legal_basis=MERGER, codes=codes, into=f"BN-{heir}")
    yield Merge(on=DAY, legal_basis=MERGER, codes=("BG",), into="BN")
