"""Axes (trục liên thông): a folder on the disk, a service that listens on this machine."""
