"""Pages of reviews (rà soát nhiệm vụ): a week, month, quarter by any view, rows, documents, what is published.

Knows: addresses and links. Does not know: buckets, ratios, freezing; it asks the rooms.
"""
