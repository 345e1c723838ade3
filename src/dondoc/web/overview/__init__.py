"""First page (tổng quan, việc của đơn vị): what is owed by when, or who is late on what; and the search.

Knows: which figures stand on the first page of an office and of an agency. Does not know: how they are worked out.
"""
