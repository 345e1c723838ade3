"""Signing agent (tác nhân ký): a program on the signer's own machine that asks a token to sign what a page asks for.

Knows: which servers it listens to, pairing, consent, the PIN, which it asks itself and hands to the device alone.
Does not know: files, people, the server's database; it sees titles and hashes, and signs nothing but hashes.
"""
