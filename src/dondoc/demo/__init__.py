"""The demonstration (dữ liệu minh hoạ): two provinces, their people, a quarter's reports and a month's tasks.

Knows: the figures of two published documents and plausible inventions around them, brought in through the same
imports that an office uses. Does not know: anything a real installation needs; delete this room and all else stands.
"""
