"""Who gives orders in a document, and who can be told (người giao việc, người được giao)."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.assignments.rules.reading.mentions import Mention

CENTRE = "trung ương"


@dataclass(frozen=True)
class Setting:
    """What the document says of who gives orders in it; `own`: the issuer's kind of place, 'tỉnh', 'thành phố'."""

    issuer: str = ""
    own: str = "tỉnh"
    is_directing: bool = True
    # No number and symbol of its own: what others tell of a document ('UBND tỉnh vừa có Công văn số … yêu cầu …').
    is_headless: bool = False


def below(found: list[Mention], setting: Setting) -> list[Mention]:
    """Those who can be told: the issuer's own committee and what stands above it cannot."""
    return [one for one in found if not _is_above(one, setting)]


def _is_above(one: Mention, setting: Setting) -> bool:
    lowered = one.name.lower()
    if setting.own == CENTRE:
        return lowered in ("thủ tướng chính phủ", "chính phủ", "ubnd tỉnh")
    if one.is_assigner:
        return True
    if one.is_back:
        return lowered.removeprefix("ubnd ") == setting.own
    if lowered.startswith(
        ("bộ ", "chính phủ", "văn phòng chính phủ", "tỉnh ủy", "thường trực tỉnh ủy", "ban thường vụ tỉnh")
    ):
        return not lowered.startswith(("bộ chỉ huy", "bộ tư lệnh", "bộ phận"))
    issuer = setting.issuer.lower()
    is_issuer = lowered == issuer or issuer.startswith((f"{lowered} tỉnh ", f"{lowered} thành phố "))
    return bool(issuer) and is_issuer and not lowered.startswith("văn phòng")


def is_assigner(one: Mention, setting: Setting) -> bool:
    """The committee, its chairmen, the Office that writes for them, or the issuer itself."""
    lowered = one.name.lower()
    if setting.own == CENTRE:
        return lowered == "thủ tướng chính phủ" or lowered == setting.issuer.lower()
    if one.is_assigner or (one.is_back and lowered.removeprefix("ubnd ") == setting.own):
        return True
    issuer = setting.issuer.lower()
    return lowered.startswith("văn phòng ubnd") or (
        bool(issuer) and (lowered == issuer or issuer.startswith(f"{lowered} "))
    )
