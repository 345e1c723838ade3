"""The standing cast and small things to make (nhân vật và vật liệu của kiểm thử)."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from dondoc.base.rules.moments import VIETNAM

# The world's own "now": a Monday in November 2026, with quarter IV open and quarter III overdue.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


def vn(text: str) -> datetime:
    """A moment in Viet Nam: vn("2023-09-20T08:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


class World:
    """The demonstration's world: people by user name, agencies by code."""

    @cached_property
    def people(self) -> dict[str, int]:
        from dondoc.people.models import User

        return dict(User.objects.values_list("username", "pk"))

    @cached_property
    def agencies(self) -> dict[str, int]:
        from dondoc.agencies.models import Agency

        return dict(Agency.objects.values_list("code", "pk"))


def unsigned_pdf(word: str = "báo cáo") -> bytes:
    """A small real PDF; another word makes another file."""
    from dondoc.demo.papers import sample_report
    from dondoc.documents.render import render_pdf

    return render_pdf(sample_report(NOW)) + f"\n% {word}\n".encode()


def signed_pdf() -> bytes:
    """The demonstration's signed report, as it lies on the disk."""
    from dondoc.demo.load import paper_folder
    from dondoc.demo.papers import SIGNED

    return (paper_folder() / SIGNED).read_bytes()
