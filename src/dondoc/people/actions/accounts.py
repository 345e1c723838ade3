"""Deeds about accounts (tài khoản): open one, give a right."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import Refused
from dondoc.people.models import Grant, User
from dondoc.people.rules.rights import Right


class CannotOpenAccount(Refused):
    """Refused: the name is taken."""


@transaction.atomic
def open_account(
    *, actor_id: int | None, at: datetime, username: str, full_name: str, password: str, position_title: str = ""
) -> User:
    """Open an account for one person (mở tài khoản)."""
    if User.objects.filter(username=username).exists():
        raise CannotOpenAccount(f"Tên đăng nhập '{username}' đã có người dùng.")
    user = User(username=username, full_name=full_name, position_title=position_title)
    user.set_password(password)
    user.save()
    write_audit(actor_id=actor_id, at=at, deed="open_account", subject=f"user:{user.pk}", detail={"username": username})
    return user


@transaction.atomic
def grant_right(
    *, actor_id: int | None, at: datetime, user_id: int, agency_id: int, right: Right, valid_from: date
) -> Grant:
    """Give a person a right for an agency from a day on (giao quyền). Giving it again changes nothing."""
    grant, is_new = Grant.objects.get_or_create(
        user_id=user_id, agency_id=agency_id, right=right.value, valid_from=valid_from, defaults={"recorded_at": at}
    )
    if is_new:
        detail = {"user": user_id, "agency": agency_id, "right": right.value, "from": valid_from.isoformat()}
        write_audit(actor_id=actor_id, at=at, deed="grant_right", subject=f"user:{user_id}", detail=detail)
    return grant
