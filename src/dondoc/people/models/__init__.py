"""Tables of people (cán bộ): accounts and grants, registered certificates, posts and signing delegations."""

from dondoc.people.models.accounts import Grant, User
from dondoc.people.models.certificates import CertificateEnd, SignerCertificate
from dondoc.people.models.posts import Delegation, DelegationEnd, Post, PostEnd
from dondoc.people.models.systems import AnsweredRequest, ConnectedSystem

__all__ = [
    "AnsweredRequest",
    "CertificateEnd",
    "ConnectedSystem",
    "Delegation",
    "DelegationEnd",
    "Grant",
    "Post",
    "PostEnd",
    "SignerCertificate",
    "User",
]
