"""The pages (giao diện web): the ring that reads requests and the clock, asks one question or does one deed, and shows.

Knows: addresses, forms, templates. Does not know: any rule; it decides nothing.
"""
