"""Deeds about people (việc về cán bộ): accounts, rights, certificates, posts, delegations of signing."""

from dondoc.people.actions.accounts import CannotOpenAccount, grant_right, open_account
from dondoc.people.actions.certificates import CannotKeepCertificate, end_certificate, register_certificate
from dondoc.people.actions.delegations import CannotDelegate, end_delegation, record_delegation
from dondoc.people.actions.posts import CannotRecordPost, end_post, import_posts, record_post
from dondoc.people.actions.systems import (
    CannotConnectSystem,
    Connected,
    NewSystem,
    connect_system,
    disconnect_system,
    note_use,
)

__all__ = [
    "CannotConnectSystem",
    "CannotDelegate",
    "CannotKeepCertificate",
    "CannotOpenAccount",
    "CannotRecordPost",
    "Connected",
    "NewSystem",
    "connect_system",
    "disconnect_system",
    "end_certificate",
    "end_delegation",
    "end_post",
    "grant_right",
    "import_posts",
    "note_use",
    "open_account",
    "record_delegation",
    "record_post",
    "register_certificate",
]
