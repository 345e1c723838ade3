"""Pages of urging (đôn đốc): urge a task or a report, say that it was read, the list by grade.

Knows: forms and addresses. Does not know: grades, numbering, who gets it; it asks the rooms.
"""
