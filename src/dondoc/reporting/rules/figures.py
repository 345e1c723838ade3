"""May these figures be taken in, may they be sent? (điều kiện nhận, gửi số liệu); who makes up a total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.reporting.rules.timeliness import Timeliness

_NAMES = {
    "form": "biểu",
    "version": "phiên bản biểu từ ngày",
    "period": "kỳ",
    "agency": "đơn vị",
    "regime": "chế độ",
}


def reasons_against_identity(told: Mapping[str, str], asked: Mapping[str, str]) -> Iterator[Reason]:
    """Every way in which a file says that it is for something else than what is being entered."""
    named = False
    for key, name in _NAMES.items():
        if key in told and told[key] != asked[key]:
            named = True
            yield Reason(f"Tệp này là của {name} {_shown(key, told[key])}, đang nhập {name} {_shown(key, asked[key])}.")
    if not named and told.get("fingerprint", asked["fingerprint"]) != asked["fingerprint"]:
        yield Reason(f"Tệp này theo bản cũ của biểu {asked['form']}; biểu đã sửa, hãy tải lại biểu mẫu.")


def _shown(key: str, told: str) -> str:
    """A code as it is, the day of a version as the office writes it."""
    try:
        return screen_date(date.fromisoformat(told)) if key == "version" else told[:60]
    except ValueError:
        return told[:60]


def reasons_not_to_send_figures(*, window_from: date, on: date, is_signature_required: bool) -> Iterator[Reason]:
    """Every reason why an agency's figures may not leave it yet; none: they may."""
    if on < window_from:
        yield Reason(f"Kỳ báo cáo mở từ ngày {screen_date(window_from)}; chưa gửi được.")
    if is_signature_required:
        yield Reason("Chế độ này yêu cầu ký số: số liệu chưa ký thì chưa gửi được.", "Chữ ký số")


@dataclass(frozen=True)
class Source:
    """One agency whose figures belong in a total, and whether they are there.

    `set_id`: the sent version that is in the total, None where there is none. `carried_from`: code of the period
    before, where its figures stand in by choice (tính cả số kỳ trước); such an agency is missing still. `is_returned`:
    what it sent was returned (bị trả lại) and it has not sent again; its figures count until it does, unless they were
    returned because they are not valid.
    """

    agency_id: int
    agency_code: str
    timeliness: Timeliness
    set_id: int | None = None
    carried_from: str = ""
    note: str = ""
    is_returned: bool = False

    @property
    def has_figures(self) -> bool:
        """Of the period itself."""
        return self.set_id is not None and not self.carried_from


@dataclass(frozen=True)
class Gaps:
    """What a total is made of, and what it lacks (n trên m đơn vị): codes of agencies in the order of the tables."""

    included: tuple[str, ...]
    missing: tuple[str, ...]
    late: tuple[str, ...]
    carried: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()

    @property
    def expected(self) -> int:
        return len(self.included) + len(self.missing)


def expected_of(sources: Iterable[Source]) -> list[Source]:
    """Exempt agencies that sent nothing are not expected."""
    return [s for s in sources if s.has_figures or s.timeliness is not Timeliness.EXEMPT]


def gaps_of(sources: Iterable[Source]) -> Gaps:
    """Late ones are those included whose report came late; carried ones are missing and counted by older figures."""
    expected = expected_of(sources)
    included = [s for s in expected if s.has_figures]
    return Gaps(
        included=tuple(s.agency_code for s in included),
        missing=tuple(s.agency_code for s in expected if not s.has_figures),
        late=tuple(s.agency_code for s in included if s.timeliness is Timeliness.LATE),
        carried=tuple(s.agency_code for s in expected if s.carried_from),
        returned=tuple(s.agency_code for s in expected if s.is_returned),
    )
