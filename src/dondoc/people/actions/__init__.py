"""Deeds about people (việc về cán bộ): accounts, rights, posts, delegations of signing."""

from dondoc.people.actions.accounts import CannotOpenAccount, grant_right, open_account
from dondoc.people.actions.delegations import CannotDelegate, end_delegation, record_delegation
from dondoc.people.actions.posts import CannotRecordPost, end_post, import_posts, record_post

__all__ = [
    "CannotDelegate",
    "CannotOpenAccount",
    "CannotRecordPost",
    "end_delegation",
    "end_post",
    "grant_right",
    "import_posts",
    "open_account",
    "record_delegation",
    "record_post",
]
