"""Who may set regimes, deadlines and the working calendar (quản trị chế độ báo cáo)."""

from __future__ import annotations

from datetime import date, datetime

from dondoc.agencies.queries import agency_map
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Refused
from dondoc.people.models import Grant
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right, Rights


class NotAdministrator(Refused):
    """Refused: this needs the right of administration for a province."""

    def __init__(self, needed: str = "Việc này cần quyền quản trị của tỉnh.") -> None:
        super().__init__(f"{needed} Liên hệ người quản trị của Văn phòng UBND tỉnh.")


def administered_provinces(rights: Rights, on: date) -> frozenset[int]:
    """Ids of the provinces for which a person holds the right of administration (quản trị)."""
    held = rights.agencies_for(Right.ADMINISTER)
    if not held:
        return frozenset()
    return frozenset(province.id for province in agency_map(on).provinces if province.id in held)


def keeps_installation(rights: Rights, on: date) -> bool:
    """May a person set what acts on every province here (biểu mẫu số liệu, chứng thư gốc tin cậy)? One query.

    He administers each province that anybody administers; where several provinces have administrators of their own,
    none of them acts for the others, and the server's administrator does it (docs/adr/0008-security.md).
    """
    return bool(rights.agencies_for(Right.ADMINISTER)) and not _administered_by_others(rights, on)


def _administered_by_others(rights: Rights, on: date) -> bool:
    held = rights.agencies_for(Right.ADMINISTER)
    rows = Grant.objects.on(on).filter(right=Right.ADMINISTER.value, user__is_active=True)
    return rows.exclude(agency_id__in=held).exists()


def check_deadline_keeper(actor_id: int | None, at: datetime, province_id: int) -> None:
    """Raises NotAdministrator, unless the actor watches the province (theo dõi, đôn đốc).

    None acts for the server's own administrator, at the command line.
    """
    if actor_id is None:
        return
    if not rights_of(actor_id, day_of(at)).has(Right.MONITOR, province_id):
        raise NotAdministrator("Gia hạn, đổi hạn, miễn báo cáo cần quyền theo dõi, đôn đốc của tỉnh.")


def check_administrator(actor_id: int | None, at: datetime, province_id: int | None = None) -> None:
    """Raises NotAdministrator, unless the actor administers the province (any, where none is given).

    None acts for the server's own administrator, at the command line.
    """
    if actor_id is None:
        return
    provinces = administered_provinces(rights_of(actor_id, day_of(at)), day_of(at))
    if not provinces or (province_id is not None and province_id not in provinces):
        raise NotAdministrator


def check_installation_keeper(actor_id: int | None, at: datetime) -> None:
    """Raises NotAdministrator, unless the actor may set what acts on every province here. None: as above."""
    if actor_id is None:
        return
    rights, on = rights_of(actor_id, day_of(at)), day_of(at)
    if not administered_provinces(rights, on):
        raise NotAdministrator
    if _administered_by_others(rights, on):
        raise NotAdministrator(
            "Việc này có hiệu lực với mọi tỉnh dùng chung hệ thống: cần quyền quản trị của tất cả các tỉnh đó, "
            "hoặc quản trị máy chủ thực hiện."
        )
