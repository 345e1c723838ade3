"""The port of an axis (cổng trục liên thông): what sending and receiving ask of it.

Sending the same name twice must do no harm: an attempt whose answer was lost is made again.
"""

from __future__ import annotations

from typing import Protocol


class AxisFailed(Exception):
    """The axis did not take or give a message; in words for the office."""


class Axis(Protocol):
    """The way to other systems (trục)."""

    @property
    def name(self) -> str:
        """What attempts and received messages say of the way they took."""

    def send(self, receiver: str, name: str, data: bytes) -> None:
        """Hand a message over; returns when the axis has it. Raises AxisFailed."""

    def waiting(self) -> list[str]:
        """Names of messages that wait for us, oldest first. Raises AxisFailed."""

    def fetch(self, name: str) -> bytes:
        """One of them. Raises AxisFailed."""

    def finish(self, name: str, refused: str = "") -> None:
        """Take it off the axis: received, or refused with these reasons. Raises AxisFailed."""
