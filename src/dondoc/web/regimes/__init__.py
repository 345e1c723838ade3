"""Pages of report regimes (chế độ báo cáo): the list, one in plain words, editing with a live preview, changes.

Knows: addresses, the form's fields and their words. Does not know: what a rule means, when it is due; it asks.
"""
