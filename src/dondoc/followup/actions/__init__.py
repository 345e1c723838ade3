"""Deeds of following up (việc của phần theo dõi, đôn đốc): urge, remind, word a template."""

from dondoc.followup.actions.remind import Reminded, remind
from dondoc.followup.actions.urge import CannotUrge, read_urging, urge_report, urge_task
from dondoc.followup.actions.word_template import CannotWordTemplate, word_template

__all__ = [
    "CannotUrge",
    "CannotWordTemplate",
    "Reminded",
    "read_urging",
    "remind",
    "urge_report",
    "urge_task",
    "word_template",
]
