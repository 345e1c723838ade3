"""The words by which a task is found (chữ để tìm nhiệm vụ): derived, kept with its hint."""

from __future__ import annotations

from django.db import models

from dondoc.assignments.models.tasks import Task


class TaskWords(models.Model):
    """Code, title and directive's number of a task, folded by `base.rules.folding`: words parted by single spaces.

    A table of its own, so that renewing a hint does not touch the index of words (`assignments.search_schema`).
    """

    task = models.OneToOneField(
        Task, verbose_name="nhiệm vụ", primary_key=True, on_delete=models.CASCADE, related_name="words"
    )
    words = models.TextField("chữ để tìm")

    class Meta:
        verbose_name = "chữ để tìm nhiệm vụ"
        verbose_name_plural = "chữ để tìm nhiệm vụ"
