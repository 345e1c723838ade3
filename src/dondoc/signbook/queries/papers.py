"""Papers (tệp trình ký): which ones a person may see, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.models import StoredFile
from dondoc.people.models import User
from dondoc.people.rules.rights import Right, Rights
from dondoc.signbook.hands import SEEING
from dondoc.signbook.models import Paper, SignaturePicture, SignedVersion
from dondoc.signbook.outgoing import PREFIX
from dondoc.signbook.rules.papers import KnownPaper, Stand
from dondoc.signing.models import Verification
from dondoc.signing.rules.indications import Indication, Verdict


def _agencies(rights: Rights, *which: Right) -> frozenset[int]:
    return frozenset().union(*(rights.agencies_for(right) for right in which))


def papers_seen_by(rights: Rights, at: datetime) -> QuerySet[Paper]:
    """The papers of a person's agencies by a moment, newest first."""
    newest = SignedVersion.objects.filter(paper=OuterRef("pk"), signed_at__lte=at).order_by("-number")
    return (
        Paper.objects.filter(agency__in=_agencies(rights, *SEEING), brought_at__lte=at)
        .annotate(newest_version=Subquery(newest.values("number")[:1]))
        .order_by("-brought_at", "-pk")
    )


def waiting_for_signature(rights: Rights, at: datetime) -> dict[int, int]:
    """How many papers nobody has signed yet, by agency, where this person may sign; outgoing documents left out.

    Those stand in the worklist of their own life.
    """
    agencies = rights.agencies_for(Right.SIGN)
    if not agencies:
        return {}
    signed = SignedVersion.objects.filter(paper=OuterRef("pk"), signed_at__lte=at)
    rows = Paper.objects.filter(agency__in=agencies, brought_at__lte=at, is_annex=False)
    rows = rows.filter(verification__indication_hint=Indication.NO_SIGNATURE.value).exclude(Exists(signed))
    rows = rows.exclude(subject__startswith=PREFIX)
    return dict(rows.values("agency").annotate(n=Count("pk")).values_list("agency", "n"))


def papers_of_subject(rights: Rights, subject: str, at: datetime) -> list[Paper]:
    """The papers laid down for one thing, newest first."""
    return list(papers_seen_by(rights, at).filter(subject=subject)[:20])


def newest_version(paper: Paper) -> SignedVersion | None:
    """The newest signed version; None while nobody has signed here."""
    return paper.versions.select_related("file", "verification").order_by("-number").first()


def newest_file(paper: Paper) -> tuple[int, StoredFile, Verification]:
    """Number (0: as laid down), file and check of the newest version."""
    newest = newest_version(paper)
    if newest is None:
        return 0, paper.source, paper.verification
    return newest.number, newest.file, newest.verification


def bytes_of(file: StoredFile) -> bytes:
    """The bytes of a stored file."""
    with file.content.open("rb") as content:
        return bytes(content.read())


def known_paper(paper: Paper, verification: Verification, on: date) -> KnownPaper:
    """What the rules ask of a paper."""
    name = agencies_as_on({paper.agency_id}, on)[paper.agency_id].name
    return KnownPaper(verification.read_facts(), name, paper.is_annex)


def picture_for(at: datetime, *, user_id: int | None = None, agency_id: int | None = None) -> SignaturePicture | None:
    """The newest image of a person's signature or of an agency's seal by a moment."""
    whose = Q(user_id=user_id) if user_id is not None else Q(agency=agency_id)
    return SignaturePicture.objects.filter(whose, added_at__lte=at).order_by("-added_at", "-pk").first()


@dataclass(frozen=True)
class Shown:
    """A paper as lists show it: its agency's name, who laid it down, where it stands, and what its check says."""

    paper: Paper
    agency: str
    brought_by: str
    stand: Stand
    verdict: Verdict
    versions: tuple[SignedVersion, ...]

    @property
    def newest(self) -> SignedVersion | None:
        return self.versions[-1] if self.versions else None


def shown_papers(papers: Iterable[Paper], on: date, at: datetime) -> list[Shown]:
    """Papers with everything that a list shows, in four queries for all of them."""
    rows = list(papers)
    by_moment = SignedVersion.objects.filter(signed_at__lte=at).select_related("verification", "file")
    filled = {
        p.pk: p
        for p in Paper.objects.filter(pk__in=[row.pk for row in rows])
        .select_related("verification", "source")
        .prefetch_related(Prefetch("versions", by_moment.order_by("number")))
    }
    agencies = agencies_as_on({row.agency_id for row in rows}, on)
    names = dict(
        User.objects.filter(pk__in={r.brought_by_id for r in rows if r.brought_by_id}).values_list("pk", "full_name")
    )
    return [_shown(filled[row.pk], agencies[row.agency_id].name, names.get(row.brought_by_id or 0, "")) for row in rows]


def _shown(paper: Paper, agency: str, brought_by: str) -> Shown:
    versions = tuple(paper.versions.all())
    check = versions[-1].verification if versions else paper.verification
    known = KnownPaper(check.read_facts(), agency, paper.is_annex)
    return Shown(paper, agency, brought_by, known.stand, check.verdict(), versions)
