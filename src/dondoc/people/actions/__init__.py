"""Deeds about people (việc về cán bộ): accounts, rights, certificates, posts, delegations of signing."""

from dondoc.people.actions.accounts import CannotOpenAccount, grant_right, open_account
from dondoc.people.actions.certificates import CannotKeepCertificate, end_certificate, register_certificate
from dondoc.people.actions.delegations import CannotDelegate, end_delegation, record_delegation
from dondoc.people.actions.posts import CannotRecordPost, end_post, import_posts, record_post

__all__ = [
    "CannotDelegate",
    "CannotKeepCertificate",
    "CannotOpenAccount",
    "CannotRecordPost",
    "end_certificate",
    "end_delegation",
    "end_post",
    "grant_right",
    "import_posts",
    "open_account",
    "record_delegation",
    "record_post",
    "register_certificate",
]
