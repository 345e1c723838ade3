"""A report sent with its words, a system that is connected (báo cáo có phần lời, hệ thống kết nối). All invented."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from dondoc.base.rules.moments import day_of
from dondoc.demo.people import TODAY
from dondoc.people.actions.systems import NewSystem, connect_system
from dondoc.people.models import ConnectedSystem, User
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions import send_figures
from dondoc.reporting.actions.draft_desk import FormPlace
from dondoc.reporting.actions.enter_figures import enter_figures
from dondoc.reporting.actions.save_cells import save_cells
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.actions.write_sections import write_sections
from dondoc.reporting.models import SentNarrative
from dondoc.reporting.queries import regime_definition
from dondoc.reporting.rules.drafts import CellChange
from dondoc.reporting.rules.narrative import Typed, base_of

REGIME = "KSTTHC"
CELLS = {"4": "128", "5": "41", "6": "6", "8": "150", "9": "19", "10": "1", "12": "5"}
UNITS = {"Văn phòng Sở": {"4": 128, "8": 128, "12": 126}}
WORDS = {
    "I": "Đã niêm yết công khai 100% thủ tục hành chính; không có phản ánh, kiến nghị (dữ liệu minh hoạ).",
    "II": "Có 01 hồ sơ giải quyết quá hạn do chờ ý kiến của cơ quan phối hợp; đã xin lỗi tổ chức bằng văn bản.",
    "III": "Đề nghị Văn phòng UBND tỉnh tập huấn lập báo cáo trên hệ thống.",
}


def connected_system(*, at: datetime) -> None:
    """The province's one-stop system may read and enter figures of a department; its token is kept by nobody."""
    if ConnectedSystem.objects.exists():
        return
    name, until = "Hệ thống một cửa điện tử tỉnh (dữ liệu minh hoạ)", day_of(at) + timedelta(days=180)
    connect_system(
        actor_id=None, at=at, agency_code=TODAY.other[0], new=NewSystem(name, frozenset({Right.ENTER}), until)
    )


def sent_narrative(*, at: datetime) -> None:
    """Dung types her department's figures and words of the period before, and sends both."""
    dung = User.objects.filter(username="dung").first()
    if dung is None or SentNarrative.objects.exists():
        return
    regime = regime_definition(REGIME)
    period = regime.periods_containing(day_of(at))[0]
    place = ReportPlace(REGIME, (regime.previous_period(period) or period).code, TODAY.other[0])
    cells = [CellChange("dau-tu", column, "", text) for column, text in CELLS.items()]
    form = FormPlace(place.regime_code, place.period_code, place.agency_code, "II.06a")
    save_cells(actor_id=dung.pk, at=at, place=form, changes=cells)
    enter_figures(
        actor_id=dung.pk,
        at=at,
        regime_code=place.regime_code,
        form_code="II.07b",
        period_code=place.period_code,
        agency_code=place.agency_code,
        data=json.dumps({"rows": UNITS}).encode(),
        source="dữ liệu minh hoạ",
    )
    sections = [Typed(code, text, base_of("")) for code, text in WORDS.items()]
    write_sections(actor_id=dung.pk, at=at, place=place, sections=sections)
    send_figures(actor_id=dung.pk, at=at, place=place)
