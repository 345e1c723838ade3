"""Pages of assigned tasks (nhiệm vụ): the list of a month, one task and its deeds.

Knows: addresses, filters, forms. Does not know: buckets, rights; it asks the rooms.
"""
