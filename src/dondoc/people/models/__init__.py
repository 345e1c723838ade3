"""Tables of people (cán bộ): accounts and grants, posts and signing delegations."""

from dondoc.people.models.accounts import Grant, User
from dondoc.people.models.posts import Delegation, DelegationEnd, Post, PostEnd

__all__ = ["Delegation", "DelegationEnd", "Grant", "Post", "PostEnd", "User"]
