"""Load the demonstration (nạp dữ liệu minh hoạ) through the same deeds that an office uses."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from importlib import resources
from pathlib import Path

from django.conf import settings

from dondoc.agencies.actions import import_agencies
from dondoc.agencies.models import Agency, AgencyEvent
from dondoc.agencies.queries import agency_map
from dondoc.agencies.rules.map import AgencyMap
from dondoc.assignments.actions import import_assignments, set_violation_policy
from dondoc.base.actions import write_audit
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import day_of
from dondoc.demo.desk import connected_system, sent_narrative
from dondoc.demo.exchange import exchange_letters
from dondoc.demo.figures import send_figures
from dondoc.demo.incoming import incoming_documents
from dondoc.demo.map import DAY, change_the_map
from dondoc.demo.outgoing import outgoing_documents
from dondoc.demo.papers import UNSIGNED, write_papers
from dondoc.demo.people import PASSWORD, TODAY, Places, cast, posts
from dondoc.demo.present import present_tasks
from dondoc.demo.tasks import february_2022, spring_2022
from dondoc.documents.actions import set_wording
from dondoc.people.actions import grant_right, open_account, record_delegation, record_post
from dondoc.people.actions.delegations import Parties
from dondoc.people.models import User
from dondoc.people.rules.authority import DelegationKind
from dondoc.people.rules.keeping import NewDelegation, NewPost
from dondoc.reporting.actions import import_regime, import_submissions, open_period
from dondoc.reporting.queries import regime_definition
from dondoc.sheets.actions import import_form

SINCE = date(2020, 1, 1)
REGIME = "KSTTHC"
# II.07b with the districts, and without them since 01/7/2025.
FORMS = ("II.06a", "II.07b-2020", "II.07b-2025")
QUARTERS = ("2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3")
MARK = "dữ liệu minh hoạ"


def is_loaded() -> bool:
    return AuditEntry.objects.filter(deed="load_demo").exists()


def load_demo(*, at: datetime, say: Callable[[str], None], places: Places = TODAY) -> None:
    """Load everything once; each step may be repeated, so a broken-off load is simply taken up again."""
    if is_loaded():
        return
    say("Đơn vị, trước và sau ngày 01/7/2025 …")
    for name in ("agencies.csv", "communes.csv") if places.is_today else ("agencies.csv",):
        import_agencies(actor_id=None, at=at, data=_data(name), name=f"{name} ({MARK})")
    if places.is_today and not AgencyEvent.objects.exists():
        change_the_map(at=at)
    day_map = agency_map(day_of(at))
    say("Cán bộ …")
    _people(places, at)
    say("Báo cáo kiểm soát thủ tục hành chính …")
    _reports(day_map, places, at)
    if places.is_today:
        send_figures(places.reporting, at=at)
    say("183 nhiệm vụ tháng 02/2022, nhiệm vụ gần đây …")
    _tasks(day_map, at, is_today=places.is_today)
    if places.is_today:
        _present_tasks(places.reporting, at)
    say("Chứng thư số dùng thử, tệp báo cáo mẫu …")
    committee = places.committee if places.is_today else ""
    write_papers(
        folder=paper_folder(), trust_folder=settings.TRUST_FOLDER, at=at, password=PASSWORD, committee=committee
    )
    if places.is_today:
        exchange_letters(at=at, pdf=(paper_folder() / UNSIGNED).read_bytes())
        incoming_documents(at=at)
        say("Văn bản đi, báo cáo đã gửi có phần lời, hệ thống kết nối …")
        connected_system(at=at)
        sent_narrative(at=at)
        outgoing_documents(at=at, keys=paper_folder() / "keys")
    write_audit(actor_id=None, at=at, deed="load_demo", subject="demo")


def paper_folder() -> Path:
    """Where the sample reports lie: one signed, one not."""
    return Path(settings.VAR) / "demo"


def _data(name: str) -> bytes:
    return resources.files("dondoc.demo").joinpath("data", name).read_bytes()


def _people(places: Places, at: datetime) -> None:
    for person in cast(places):
        user = User.objects.filter(username=person.username).first() or open_account(
            actor_id=None,
            at=at,
            username=person.username,
            full_name=person.full_name,
            password=PASSWORD,
            position_title=person.position_title,
        )
        for right, code in person.rights:
            agency_id = Agency.objects.get(code=code).pk
            grant_right(actor_id=None, at=at, user_id=user.pk, agency_id=agency_id, right=right, valid_from=SINCE)
    _posts(places, at)


def _posts(places: Places, at: datetime) -> None:
    """Who holds which post; the Office's head signs by order of the Chairman, and his deputies for him."""
    made = {}
    for held in posts(places):
        new = NewPost(held.title, held.rank, SINCE, f"Quyết định bổ nhiệm ({MARK})", body=held.body)
        who, where = held.username, held.agency_code
        made[who] = record_post(actor_id=None, at=at, username=who, agency_code=where, new=new)
    since = DAY if places.is_today else SINCE  # the merged province's Office is younger
    order = NewDelegation(
        DelegationKind.ORDER, since, f"Quy chế làm việc của UBND tỉnh ({MARK})", types=("CV", "TB", "GM"), may_pass=True
    )
    parties = Parties(made["khanh"].pk, unit_code=f"{places.reporting}-VP")
    record_delegation(actor_id=None, at=at, parties=parties, new=order)


def _reports(day_map: AgencyMap, places: Places, at: datetime) -> None:
    for name in FORMS:
        import_form(actor_id=None, at=at, data=_data(f"forms/{name}.json"))
    import_regime(actor_id=None, at=at, definition=json.loads(_data(f"{REGIME}.json")))
    for quarter in QUARTERS:
        import_submissions(
            actor_id=None,
            at=at,
            regime_code=REGIME,
            period_code=quarter,
            data=_data(f"submissions-{quarter}.csv"),
            name=f"submissions-{quarter}.csv (giờ gửi: {MARK})",
            province_code="BG",
        )
    province = day_map.by_code(places.reporting)
    if province is None:
        return
    definition = regime_definition(REGIME)
    for period in definition.periods_containing(day_of(at)):
        for opened in filter(None, (definition.previous_period(period), period)):
            open_period(actor_id=None, at=at, regime_code=REGIME, period_code=opened.code, province_id=province.id)
    content = json.loads(_data("wording-BG-reporting-letter.json"))
    before = agency_map(SINCE).by_code("BG")
    if before is not None:
        set_wording(
            actor_id=None, at=at, province_id=before.id, kind="reporting-letter", content=content, valid_from=SINCE
        )


def _present_tasks(province_code: str, at: datetime) -> None:
    data, name = present_tasks(day_of(at)).encode(), f"nhiem-vu-gan-day.csv ({MARK})"
    import_assignments(actor_id=None, at=at, data=data, name=name, province_code=province_code)


def _tasks(day_map: AgencyMap, at: datetime, *, is_today: bool) -> None:
    files = {"nhiem-vu-2022-02.csv": february_2022()}
    if is_today:  # what was open then was done long ago; the tests go on from the end of February
        files["nhiem-vu-2022-02-xong.csv"] = spring_2022()
    for name, data in files.items():
        import_assignments(actor_id=None, at=at, data=data.encode(), name=f"{name} ({MARK})", province_code="LS")
    province = day_map.by_code("LS")
    if province is None:
        return
    set_violation_policy(
        actor_id=None,
        at=at,
        province_id=province.id,
        working_days=2,
        legal_basis="khoản 4 Điều 13 Quyết định số 31/2020/QĐ-UBND ngày 11/7/2020 của UBND tỉnh",
        valid_from=date(2020, 7, 21),
    )
    content = json.loads(_data("wording-LS-task-review.json"))
    set_wording(actor_id=None, at=at, province_id=province.id, kind="task-review", content=content, valid_from=SINCE)
