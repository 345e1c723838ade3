"""Pages of periodic reports (báo cáo): periods, the table of a period, one obligation and its sendings.

Knows: addresses, filters, forms. Does not know: timeliness, rights; it asks the rooms.
"""
