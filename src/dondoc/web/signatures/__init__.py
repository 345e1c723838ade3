"""Pages of signatures (chữ ký số): what was found in a sent file, and the roots that the office trusts.

Knows: addresses, forms. Does not know: what holds and what does not; it asks the rooms.
"""
