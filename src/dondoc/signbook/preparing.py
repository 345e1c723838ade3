"""What every signing here shares (chung của các cách ký): how a paper is to be signed, trust, the wish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from dondoc.base.rules.moments import VIETNAM, day_of
from dondoc.documents.frozen import looks_of_fields
from dondoc.documents.render import render_mark
from dondoc.people.queries import rights_of
from dondoc.signbook.hands import record_of
from dondoc.signbook.models import Paper
from dondoc.signbook.outgoing import fields_for, number_on
from dondoc.signbook.queries import picture_for
from dondoc.signing.pades.trust import TrustAnchors, read_trust, with_anchors
from dondoc.signing.pades.wish import Wish
from dondoc.signing.queries import anchors_at
from dondoc.signing.rules.later import DAY_FIELD, MONTH_FIELD, NUMBER_FIELD
from dondoc.signing.rules.roles import Level, Role


@dataclass(frozen=True)
class Issue:
    """What văn thư fills in together with the seal (số, ngày, tháng ban hành); blank where nothing was left open."""

    number: str = ""
    day: str = ""
    month: str = ""

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        named = ((NUMBER_FIELD, self.number), (DAY_FIELD, self.day), (MONTH_FIELD, self.month))
        return tuple((name, value.strip()) for name, value in named if value.strip())


NO_ISSUE = Issue()


def trust_at(at: datetime) -> TrustAnchors:
    """Whom the office trusts at a moment."""
    return with_anchors(read_trust(settings.TRUST_FOLDER), anchors_at(at))


def level_wanted() -> Level:
    """The level that the office signs at; without a time-stamping service nothing above B-B."""
    return Level(settings.SIGNING_LEVEL) if settings.TIMESTAMP_SERVICE else Level.B_B


def wish_for(paper: Paper, role: Role, actor_id: int, at: datetime, issue: Issue) -> Wish:
    """How this paper is signed: image of signature or seal, mark of an annex, number and date."""
    level, tsa = level_wanted(), settings.TIMESTAMP_SERVICE
    if role is Role.AGENCY and paper.is_annex:
        moment = at.astimezone(VIETNAM).isoformat(timespec="seconds")
        record = record_of(rights_of(actor_id, day_of(at)), paper, day_of(at))
        number = number_on(record) if record is not None else issue.number
        words = f"{number}/{paper.symbol}; {moment}" if paper.symbol else moment
        return Wish(role, level, tsa, trust_at(at), mark=render_mark(words, settings.PDF_FONT_FOLDER))
    whose = {"agency_id": paper.agency_id} if role is Role.AGENCY else {"user_id": actor_id}
    picture = picture_for(at, **whose)
    fields = _fields(paper, actor_id, at, issue) if role is Role.AGENCY else ()
    image = bytes(picture.content) if picture else b""
    looks = looks_of_fields(fields, settings.PDF_FONT_FOLDER)
    return Wish(role, level, tsa, trust_at(at), image=image, fields=fields, field_looks=looks)


def _fields(paper: Paper, actor_id: int, at: datetime, issue: Issue) -> tuple[tuple[str, str], ...]:
    """Number and date: of a document those out of its book, of any other paper those that were typed."""
    record = record_of(rights_of(actor_id, day_of(at)), paper, day_of(at))
    return fields_for(record) if record is not None else issue.fields
