"""The refusal to sign (không ký được), raised by every way to sign; apart, so that no way loads another's library."""

from __future__ import annotations

from dondoc.base.rules.refusals import Refused


class CannotSign(Refused):
    """Refused: the key does not open or may not sign, or the file is no PDF that can be signed."""
