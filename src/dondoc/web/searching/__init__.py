"""The page of the full-text search (trang tìm văn bản): words, filters, hits marked, searches kept.

Knows: addresses, what to show. Does not know: who may find what, how words are compared; it asks.
"""
