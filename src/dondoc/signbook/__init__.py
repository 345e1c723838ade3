"""Signing book (cặp trình ký): papers laid before those who sign them, sessions of signing, signed versions.

Knows: whose signature a paper waits for, who may give it, in which order, by which way; prepared sessions, good once,
not for long, for one person, version and certificate. Images of signatures and seals.
Does not know: what a paper is for; whoever lays it down names that by a subject. Nor PDF: that is `signing`.
"""
