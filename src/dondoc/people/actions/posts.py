"""Record who holds which post (ghi chức vụ), and its end; one by one or from a file."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.tables import CannotRead, scan_table
from dondoc.people.models import Post, PostEnd, User
from dondoc.people.queries import access_post, kept_agencies, rights_of
from dondoc.people.rules.keeping import NewPost, reasons_not_to_end, reasons_not_to_record_post
from dondoc.people.rules.post_rows import FIELDS, check_posts


class CannotRecordPost(Refused):
    """Refused: something is missing or contradicts itself; every reason is told."""


@transaction.atomic
def record_post(*, actor_id: int | None, at: datetime, username: str, agency_code: str, new: NewPost) -> Post:
    """Record that a person holds a post (ghi chức vụ). The same again changes nothing.

    `actor_id` None is the installation itself. Raises NotFound outside the provinces that the person administers,
    CannotRecordPost.
    """
    agency = Agency.objects.filter(code=agency_code).first()
    kept = _kept(actor_id, day_of(at))
    if agency is None or (kept is not None and agency.pk not in kept):
        raise NotFound(f"Không tìm thấy đơn vị '{agency_code}'.")
    user = User.objects.filter(username=username).first()
    reasons = list(reasons_not_to_record_post(new))
    if user is None or reasons:
        raise CannotRecordPost([*([] if user else [f"Chưa có tài khoản '{username}'."]), *reasons])
    post, is_new = _write(user.pk, agency.pk, new, actor_id, at)
    if is_new:
        detail = {"user": user.pk, "agency": agency.code, "title": post.title, "from": post.valid_from}
        write_audit(actor_id=actor_id, at=at, deed="record_post", subject=f"user:{user.pk}", detail=detail)
    return post


def _write(user_id: int, agency_id: int, new: NewPost, actor_id: int | None, at: datetime) -> tuple[Post, bool]:
    if new.valid_from is None:
        raise CannotRecordPost(reasons_not_to_record_post(new))
    told = {"rank": new.rank.value, "is_acting": new.is_acting, "body": new.body.strip(), "field": new.field.strip()}
    known = {"legal_basis": new.legal_basis.strip(), "by_id": actor_id, "recorded_at": at}
    post, is_new = Post.objects.get_or_create(
        user_id=user_id,
        agency_id=agency_id,
        title=" ".join(new.title.split()),
        valid_from=new.valid_from,
        defaults={**told, **known},
    )
    if is_new and new.valid_to is not None:
        PostEnd.objects.create(post=post, on=new.valid_to, **known)
    return post, is_new


@transaction.atomic
def end_post(*, actor_id: int | None, at: datetime, post_id: int, on: date | None, legal_basis: str) -> PostEnd:
    """Record that a person holds a post no longer from a day on (thôi giữ chức vụ).

    Raises NotFound, CannotRecordPost.
    """
    post = access_post(_kept(actor_id, day_of(at)), post_id, for_update=True)
    reasons = list(reasons_not_to_end(post.valid_from, None, on, legal_basis))
    ended = PostEnd.objects.filter(post=post).first()
    if ended is not None:
        reasons = [*reasons, *CannotRecordPost("Đã ghi thôi giữ chức vụ này.").reasons]
    if reasons or on is None:
        raise CannotRecordPost(reasons)
    end = PostEnd.objects.create(post=post, on=on, legal_basis=legal_basis.strip(), by_id=actor_id, recorded_at=at)
    detail = {"post": post.pk, "title": post.title, "on": on, "basis": end.legal_basis}
    write_audit(actor_id=actor_id, at=at, deed="end_post", subject=f"user:{post.user_id}", detail=detail)
    return end


def import_posts(*, actor_id: int | None, at: datetime, data: bytes, name: str) -> int:
    """Take in a file of posts (nhập danh sách chức vụ), wholly or not at all; how many were new. Safe to repeat.

    Raises CannotRead with every row to mend.
    """
    table = scan_table(data, name, FIELDS)
    with transaction.atomic():
        kept = _kept(actor_id, day_of(at))
        agencies = Agency.objects.all() if kept is None else Agency.objects.filter(pk__in=kept)
        people = dict(User.objects.values_list("username", "pk"))
        rows = check_posts(table, people, dict(agencies.values_list("code", "pk")))
        if table.problems:
            raise CannotRead(table.problems.reasons())
        n_new = sum(_write(row.user_id, row.agency_id, row.post, actor_id, at)[1] for row in rows)
        if n_new:
            detail = {"file": name, "rows": len(rows), "new": n_new}
            write_audit(actor_id=actor_id, at=at, deed="import_posts", subject="posts", detail=detail)
    return n_new


def _kept(actor_id: int | None, on: date) -> frozenset[int] | None:
    """The agencies whose posts the person keeps; None: the installation keeps all."""
    return None if actor_id is None else kept_agencies(rights_of(actor_id, on), on)
