"""Agencies and groups in running text (đơn vị, nhóm đơn vị trong câu), read by their grammar.

A person's post stands for the agency: 'Giám đốc Sở Y tế' is Sở Y tế, 'Thủ trưởng các sở, ban, ngành' the group.
"""

from dondoc.assignments.rules.reading.mentions.lists import every_mention, everybody_in, mentions_at
from dondoc.assignments.rules.reading.mentions.values import Mention

__all__ = ["Mention", "every_mention", "everybody_in", "mentions_at"]
