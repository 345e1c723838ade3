"""Vietnamese numbers, dates, statuses and links in templates. Presentation only."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dondoc.assignments.rules.buckets import Bucket, Confirmation, TaskStanding, Work
from dondoc.base.rules.wording import number, percent, screen_date, screen_moment, weekday

register = template.Library()

# Look: a status has its own symbol and always its word (symbol, class).
STATES = {
    "early": ("early", "is-early"),
    "on_time": ("ontime", "is-ontime"),
    "late": ("late", "is-late"),
    "not_sent_open": ("open", "is-open"),
    "not_sent_overdue": ("missing", "is-missing"),
    "exempt": ("exempt", "is-exempt"),
    "near": ("near", "is-near"),
    "wait": ("wait", "is-wait"),
    "back": ("back", "is-back"),
    "done": ("done", "is-done"),
    "done_on_time": ("done", "is-done"),
    "done_late": ("late", "is-late"),
    "open_in_time": ("open", "is-open"),
    "open_overdue": ("missing", "is-missing"),
}
SIGNED = {
    "signed": ("nib", "is-signed", "Đã ký số"),
    "recorded": ("nib-q", "is-signed", "Đã ký số"),
    "unsigned": ("nib-x", "is-unsigned", "Không ký số"),
    "unverifiable": ("nib-q", "is-unsigned", "Chưa kiểm tra được"),
    "invalid": ("nib-x", "is-late", "Chữ ký không hợp lệ"),
}

ABSENT = {Work.WITHDRAWN: "Đã thu hồi", Work.SUSPENDED: "Tạm dừng"}
AWAITED = {Confirmation.WAITING: ("wait", "Chờ xác nhận"), Confirmation.RETURNED: ("back", "Bị trả lại")}

OLD_SYSTEM = SafeString(' <span class="tag" title="Hệ thống cũ ghi nhận, chưa kiểm tra chữ ký">hệ thống cũ</span>')


@register.filter
def so(value: int | Decimal | float) -> str:
    """1234.5 -> '1.234,5'."""
    return number(value)


@register.filter
def o(value: Decimal | date | str | None) -> str:
    """A cell of a form: '1.234,5', '05/07/2026', text; 'trống' for an empty one."""
    if isinstance(value, Decimal):
        return number(value)
    return screen_date(value) if isinstance(value, date) else value or "trống"


@register.filter
def chenh(value: Decimal | None) -> str:
    """By how much: '+12', '−3,5'; nothing where it cannot be told."""
    if value is None:
        return ""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


@register.filter
def ngay(value: date | datetime | None) -> str:
    """dd/mm/yyyy; a dash where there is none."""
    if value is None:
        return "–"
    return screen_moment(value)[:10] if isinstance(value, datetime) else screen_date(value)


@register.filter
def luc(value: datetime | None) -> str:
    """dd/mm/yyyy HH:MM in Viet Nam."""
    return "–" if value is None else screen_moment(value)


@register.filter
def thu(value: date) -> str:
    return weekday(value)


@register.filter
def add_days(words: str, days: int) -> str:
    """'Còn ' and 3 -> 'Còn 3 ngày'; nothing left is said in words."""
    return "Hạn hôm nay" if days == 0 and words.strip() == "Còn" else f"{words.strip()} {number(days)} ngày"


@register.filter
def tuyet_doi(value: int) -> int:
    return abs(value)


@register.filter
def muc(mapping: dict[str, Any], key: str) -> Any:
    """An entry of a dictionary by a variable key."""
    return mapping[key]


@register.filter
def pairs(asked: QueryDict) -> list[tuple[str, Any]]:
    """The conditions of an address. `.items` in a template would be the condition that is called 'items'."""
    return list(asked.items())


@register.filter
def as_query(asked: QueryDict) -> str:
    """The conditions of an address, as they stand in it."""
    return asked.urlencode()


@register.simple_tag
def ti_le(part: int, whole: int) -> str:
    """'24/27 = 88,9 %': a rate always names its denominator."""
    return f"{number(part)}/{number(whole)} = {percent(part, whole)}" if whole else f"{number(part)}/0"


@register.simple_tag
def symbol(name: str, css: str = "s") -> SafeString:
    """A symbol of the sprite; the word stands beside it."""
    return format_html('<svg class="{}" aria-hidden="true"><use href="#s-{}"/></svg>', css, name)


@register.simple_tag
def status(state: str, words: str) -> SafeString:
    """Symbol, word, then colour."""
    sign, css = STATES[state]
    return format_html('<span class="st {}">{}{}</span>', css, symbol(sign), words)


@register.simple_tag
def task_state(standing: TaskStanding) -> SafeString:
    """Where a task stands, in one symbol and its words."""
    if standing.work in ABSENT:
        return status("exempt", ABSENT[standing.work])
    if standing.confirmation in AWAITED:
        return status(*AWAITED[standing.confirmation])
    if standing.bucket is Bucket.OPEN_OVERDUE:
        return status("late", add_days("Quá hạn", standing.days_overdue))
    if standing.bucket is Bucket.OPEN_IN_TIME:
        if standing.days_left is None:
            return status("exempt", "Không thời hạn")
        near = standing.days_left <= standing.near_days
        return status("near" if near else "open_in_time", add_days("Còn", standing.days_left))
    return (
        status("done", "Xong đúng hạn")
        if standing.bucket is Bucket.DONE_ON_TIME
        else status("done_late", "Xong quá hạn")
    )


@register.simple_tag
def signed(state: str, sending_id: int = 0) -> SafeString:
    """What may be said of a signature, with the way to its verification; nothing where nothing was sent."""
    if state not in SIGNED:
        return SafeString("")
    sign, css, words = SIGNED[state]
    old = OLD_SYSTEM if state == "recorded" else ""
    told = format_html('<span class="st {}">{}{}{}</span>', css, symbol(sign, "nib"), words, old)
    if not sending_id or state == "recorded":
        return told
    return format_html(
        '<a class="to-proof" href="{}">{}</a>', reverse("submission-signatures", args=[sending_id]), told
    )


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The present address with some parameters changed; an empty one is left out. A changed filter begins at page 1."""
    asked = context["request"].GET.copy()
    if "trang" not in changes:
        asked.pop("trang", None)
    for name, value in changes.items():
        if value in ("", None):
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return f"?{asked.urlencode()}" if asked else context["request"].path


@register.inclusion_tag("frame/_sort.html", takes_context=True)
def sort_head(context: template.Context, column: str, label: str, css: str = "") -> dict[str, Any]:
    """A column heading that sorts: ascending, descending, as the office orders it."""
    order = context["request"].GET.get("xep", "")
    following = {column: f"-{column}", f"-{column}": ""}.get(order, column)
    state = {column: "ascending", f"-{column}": "descending"}.get(order, "")
    return {"href": query(context, xep=following), "label": label, "sorted": state, "css": css}


@register.inclusion_tag("frame/_chip.html", takes_context=True)
def chip(context: template.Context, name: str, value: str, label: str, count: int, sign: str = "") -> dict[str, Any]:
    """A filter: a link with its count. The one in use takes it off again."""
    current = context["request"].GET.get(name, "")
    is_on = current == value
    href = query(context, **{name: "" if is_on else value})
    return {"href": href, "label": label, "count": count, "is_on": is_on, "sign": sign}


@register.inclusion_tag("frame/_pager.html", takes_context=True)
def pager(context: template.Context, page: Any, name: str = "trang", label: str = "Trang") -> dict[str, Any]:
    """'1–50 trong 183' with previous and next."""
    previous = query(context, **{name: page.previous_page_number()}) if page.has_previous() else ""
    following = query(context, **{name: page.next_page_number()}) if page.has_next() else ""
    return {"page": page, "previous": previous, "following": following, "label": label}
