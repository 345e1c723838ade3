"""Periodic reporting (chế độ báo cáo): who owes which report for which period, what came and when.

Knows: regimes, obligations (nghĩa vụ báo cáo), submissions and their versions, history from another system.
Does not know: assigned tasks; tables, letters and urging (room followup).
"""
