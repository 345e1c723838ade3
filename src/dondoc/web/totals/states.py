"""An agency's state in a total as the page shows it (tình trạng trong số tổng hợp). Presentation only.

Put together here: a list of twenty takes a template as long as adding the total up.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dondoc.base.rules.wording import screen_moment
from dondoc.reporting.queries.parts import SentVersion
from dondoc.reporting.rules.figures import Source
from dondoc.reporting.rules.timeliness import Timeliness
from dondoc.web.templatetags.viet import status

NOTHING = SafeString("")


def state_of(source: Source, sent: SentVersion | None) -> SafeString:
    """The version that counts with its marks, or why there is none."""
    back = status("back", "Bị trả lại") if source.is_returned else NOTHING
    if sent is not None:
        link = '{} {} <a href="{}">bản {}</a> <span class="muted small nowrap">{}</span>'
        where = reverse("sent-figures", args=[sent.set_id])
        return format_html(link, back, _mark(source), where, sent.version, screen_moment(sent.sent_at))
    if source.timeliness.is_sent:
        told = status("near", "Đã gửi, không có biểu này")
        note = format_html('<br><span class="muted small">{}</span>', source.note) if source.note else NOTHING
        return format_html("{} {}{}", back, told, note)
    return status(source.timeliness.value, source.timeliness.label)


def _mark(source: Source) -> SafeString:
    if source.carried_from:
        return format_html('<span class="tag near">số kỳ trước {}</span>', source.carried_from)
    return status("late", "Quá hạn") if source.timeliness is Timeliness.LATE else NOTHING
