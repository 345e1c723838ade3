"""What a deed would do, or taking one back (xem trước), asked of the database; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from dondoc.agencies.models import Agency, AgencyEvent
from dondoc.agencies.queries.events import changes_of, title_of
from dondoc.agencies.rows import stored_chart
from dondoc.agencies.rules.chart import Chart
from dondoc.agencies.rules.deeds import Deed
from dondoc.agencies.rules.import_plan import plan_import
from dondoc.agencies.rules.import_rows import FIELDS
from dondoc.agencies.rules.plans import Plan, plan_deed, provinces_concerned
from dondoc.agencies.rules.soundness import new_faults
from dondoc.agencies.rules.undo import chart_without
from dondoc.base.rules.refusals import NotFound, Reason
from dondoc.base.rules.tables import scan_table
from dondoc.base.rules.wording import number, screen_date


def preview(deed: Deed) -> Plan:
    """What a deed would do (xem trước): sentences, changes, or the reasons against it."""
    return plan_deed(stored_chart(), deed)


def provinces_of_import(data: bytes, name: str) -> set[str]:
    """Codes of the known provinces whose units a file would add or correct. Raises CannotRead, CannotImportAgencies."""
    before = stored_chart()
    plan = plan_import(scan_table(data, name, FIELDS), before)
    changed = [change.after for change in plan.versions if change.after]
    after = Chart.of([*before.versions.values(), *changed], [], before.codes)
    return provinces_concerned(before, after, [version.key for version in changed])


@dataclass(frozen=True)
class UndoPlan:
    """What taking a deed back would do: the chart now and then, and everything that has happened since."""

    event: AgencyEvent
    title: str
    before: Chart
    after: Chart
    reasons: tuple[Reason, ...]

    @property
    def provinces(self) -> set[str]:
        codes = set(self.event.agencies.values_list("code", flat=True))
        _, groups = changes_of(self.event)
        owners = {row.group.province for change in groups for row in (change.before, change.after) if row}
        return provinces_concerned(self.after, self.before, [(code, self.event.on) for code in codes | owners])


def preview_undo(event_id: int) -> UndoPlan:
    """What taking a deed back would do (xem trước việc hoàn tác). Raises NotFound."""
    event = AgencyEvent.objects.filter(pk=event_id, undoes=None).first()
    if event is None:
        raise NotFound("Không tìm thấy việc này.")
    chart = stored_chart()
    after, reasons = chart_without(chart, *changes_of(event))
    since = list(_since(event, chart, after)) or reasons or new_faults(chart, after)
    return UndoPlan(event, title_of(event), chart, after, tuple(dict.fromkeys(since)))


def _since(event: AgencyEvent, chart: Chart, after: Chart) -> Iterator[Reason]:
    """What has happened since: it was undone, the tree went on, other rooms wrote of the units."""
    if AgencyEvent.objects.filter(undoes=event).exists():
        yield Reason("Việc này đã được hoàn tác.")
        return
    later = AgencyEvent.objects.filter(pk__gt=event.pk, undoes=None, undone_by=None, agencies__in=event.agencies.all())
    for other in later.distinct().order_by("-pk"):
        told = f"{title_of(other)} từ ngày {screen_date(other.on)}"
        yield Reason(f"Sau đó đã có việc '{told}' trên cùng đơn vị; hãy hoàn tác việc đó trước.")
    vanishing = {code for code, _ in chart.versions} - {code for code, _ in after.versions}
    for model, field, has_moment in _relations():
        rows = model._default_manager.filter(**{f"{field}__in": event.agencies.all()})
        new = rows.filter(**{f"{field}__code__in": vanishing})
        n = (rows.filter(recorded_at__gt=event.recorded_at) | new if has_moment else new).distinct().count()
        if n:
            told = f"{number(n)} {model._meta.verbose_name_plural}"
            yield Reason(f"Từ khi làm việc này đã có {told} của các đơn vị liên quan.")


def _relations() -> Iterator[tuple[type[models.Model], str, bool]]:
    """Tables of other rooms that point at a unit: table, field, whether it tells when a row was recorded. This room
    need not know them by name.
    """
    for relation in Agency._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, str) and model._meta.app_label != Agency._meta.app_label:
            yield model, relation.field.name, any(field.name == "recorded_at" for field in model._meta.fields)
