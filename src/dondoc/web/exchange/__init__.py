"""Pages of exchange (trang liên thông): messages out and in with where they stand, one message, sending again.

Knows: addresses, what to show. Does not know: what a message says, when it is tried again; it asks.
"""
