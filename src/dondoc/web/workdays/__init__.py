"""Pages of the working calendar (lịch làm việc): the year, decisions with their preview, files, deadline feeds.

Knows: addresses, forms, months as grids. Does not know: which day works, which deadline moves; it asks the rooms.
"""
