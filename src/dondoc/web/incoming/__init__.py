"""Pages of incoming documents (trang văn bản đến): the list, the entry form, one document and what is done with it.

Knows: addresses, what to show. Does not know: what may be registered or done, where a document stands; it asks.
"""
