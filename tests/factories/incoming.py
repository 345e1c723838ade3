"""Documents that came, for tests (văn bản đến trong kiểm thử)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dondoc.documents.models import IncomingDeed, IncomingDocument
from dondoc.documents.rules.brought_files import BroughtFile
from dondoc.documents.rules.incoming import DeedKind, Description, Share, ShareRole
from tests.factories import NOW, World

TODAY = NOW.date()
# Who may see what is asked of these; the province's own Office has more people.
CAST = ("hoa", "lan", "minh", "nam", "tuan", "dung", "quan")
TOLD = Description(
    issuer="Văn phòng Chính phủ",
    symbol="1284/VPCP-KSTT",
    dated=date(2026, 11, 20),
    type_name="Công văn",
    subject="V/v đôn đốc gửi báo cáo kiểm soát thủ tục hành chính",
    reply_due_on=date(2026, 12, 4),
)


def register(
    world: World, *, who: str = "hoa", agency: str = "BG", text: str = "", at: datetime = NOW, **changed: Any
) -> IncomingDocument:
    """Hoa enters it in the province's register; `text` comes as a file."""
    from dondoc.documents.actions import register_incoming

    options = {name: changed.pop(name) for name in ("arrived_on", "is_meant", "files") if name in changed}
    if text:
        options["files"] = [BroughtFile("cong-van.txt", text.encode())]
    return register_incoming(
        actor_id=world.people[who],
        at=at,
        agency_id=world.agencies[agency],
        description=replace(TOLD, **changed),
        **{"arrived_on": TODAY, **options},
    )


def share(
    world: World, document: IncomingDocument, *shares: Share, who: str = "hoa", at: datetime = NOW
) -> IncomingDeed:
    """The vice-chairman's opinion: Lục Nam leads by 30/11, unless others are named."""
    from dondoc.documents.actions import distribute_incoming

    given = shares or (Share(ShareRole.LEAD, "UBND huyện Lục Nam", date(2026, 11, 30)),)
    return distribute_incoming(
        actor_id=world.people[who], at=at, document_id=document.pk, signer="Tuấn", text="Giao xử lý.", shares=given
    )


def act(world: World, document: IncomingDocument, kind: DeedKind, who: str = "hoa", **more: Any) -> IncomingDeed:
    from dondoc.documents.actions import act_on_incoming

    return act_on_incoming(
        **{"actor_id": world.people[who], "at": NOW, "document_id": document.pk, "kind": kind, **more}
    )
