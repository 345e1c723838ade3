"""Deeds of signing (ký số): check a file and keep what was found, check again, keep the trusted roots."""

from dondoc.signing.actions.check import record_verification
from dondoc.signing.actions.keep_trust import CannotKeepTrust, add_anchor, withdraw_anchor
from dondoc.signing.actions.recheck import Rechecked, recheck_files

__all__ = [
    "CannotKeepTrust",
    "Rechecked",
    "add_anchor",
    "recheck_files",
    "record_verification",
    "withdraw_anchor",
]
