"""Deeds of following up (việc của phần theo dõi, đôn đốc): urge, remind, publish a review, word a template, open what
came.
"""

from dondoc.followup.actions.open_incoming import CannotOpenIncoming, assign_from_incoming, reply_from_incoming
from dondoc.followup.actions.publish_review import CannotPublishReview, publish_review
from dondoc.followup.actions.remind import Reminded, remind
from dondoc.followup.actions.urge import CannotUrge, read_urging, urge_report, urge_task
from dondoc.followup.actions.word_template import CannotWordTemplate, word_template

__all__ = [
    "CannotOpenIncoming",
    "CannotPublishReview",
    "CannotUrge",
    "CannotWordTemplate",
    "Reminded",
    "assign_from_incoming",
    "publish_review",
    "read_urging",
    "remind",
    "reply_from_incoming",
    "urge_report",
    "urge_task",
    "word_template",
]
