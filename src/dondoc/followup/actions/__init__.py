"""Deeds of following up (việc của phần theo dõi, đôn đốc): word a template."""

from dondoc.followup.actions.word_template import CannotWordTemplate, word_template

__all__ = ["CannotWordTemplate", "word_template"]
