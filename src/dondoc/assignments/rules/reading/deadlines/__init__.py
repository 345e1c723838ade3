"""Deadlines in words (thời hạn trong câu văn): from 'trước ngày 15/3' or 'quý II' to the last valid day.

Knows: the usual wordings, years and months left out, days and working days from the date of issue, recurring dates.
Does not know: which task a deadline belongs to.
"""

from dondoc.assignments.rules.reading.deadlines.choosing import Base, Said, deadline_in

__all__ = ["Base", "Said", "deadline_in"]
