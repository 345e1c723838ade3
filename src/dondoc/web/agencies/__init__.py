"""Pages of agencies (trang cơ quan, đơn vị): the tree of a day, one unit's history, deeds with their preview.

Knows: forms, addresses, what to show. Does not know: what a deed changes, who may do it.
"""
