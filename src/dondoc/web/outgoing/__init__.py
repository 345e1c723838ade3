"""Pages of outgoing documents (văn bản đi): the list, one document with its steps, editing a draft, its figures.

Knows: lists, forms, downloads. Does not know: who may do what; `documents.rules.life` says it.
"""
