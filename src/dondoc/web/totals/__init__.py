"""Pages of totals (tổng hợp số liệu): the form added up with its gaps, what each cell is made of, sent versions.

Knows: addresses, the table of a form, lists of gaps. Does not know: what is added up, rights; it asks the rooms.
"""
