"""Tables of people (cán bộ): accounts and grants, posts and signing delegations."""

from dondoc.people.models.accounts import Grant, User
from dondoc.people.models.posts import Delegation, DelegationEnd, Post, PostEnd
from dondoc.people.models.systems import AnsweredRequest, ConnectedSystem

__all__ = ["AnsweredRequest", "ConnectedSystem", "Delegation", "DelegationEnd", "Grant", "Post", "PostEnd", "User"]
