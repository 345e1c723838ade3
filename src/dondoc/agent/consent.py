"""The user's word (đồng ý ký): consent and PIN for a request, and what follows from them."""

from __future__ import annotations

from dondoc.agent.keys import Keys
from dondoc.agent.waiting import MOST_WRONG_PINS, State, Waiting
from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.raw import is_signed
from dondoc.signing.ways.device import WrongPin

DECLINED = "Người dùng không đồng ý ký."
TOO_OFTEN = "Mã PIN sai nhiều lần nên dừng yêu cầu này; chưa ký tệp nào. Kiểm tra lại mã PIN rồi bấm ký lại."
NOT_RIGHT = "Thiết bị trả về chữ ký không đúng với chứng thư; chưa ký tệp nào. Liên hệ nơi cấp thiết bị."


def decline(one: Waiting) -> None:
    """No."""
    with one.turn:
        if one.state is State.WAITING:
            one.refuse(DECLINED)


def agree(one: Waiting, keys: Keys, pin: str) -> str:
    """Yes, with this PIN; '' when all is signed or the request is over, else what to tell before asking again."""
    with one.turn:
        if one.state is not State.WAITING:
            return ""
        try:
            values = keys.opened(one.chosen, one.request.mechanism, pin).sign(one.request.items)
        except WrongPin as wrong:
            one.n_wrong += 1
            left = MOST_WRONG_PINS - one.n_wrong
            if left == 0:
                one.refuse(TOO_OFTEN)
                return ""
            return f"{wrong.reasons[0].message} Còn {left} lần nhập trong yêu cầu này."
        except CannotSign as refused:
            one.refuse("; ".join(reason.message for reason in refused.reasons))
            return ""
        pairs = zip(one.request.items, values, strict=True)
        certificate, mechanism = one.chosen.certificate, one.request.mechanism
        if not all(is_signed(certificate, mechanism, item.hash, value) for item, value in pairs):
            one.refuse(NOT_RIGHT)
            return ""
        one.state, one.signatures = State.SIGNED, tuple(values)
        return ""
