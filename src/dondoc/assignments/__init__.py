"""Assigned tasks (nhiệm vụ được giao): from the document that assigns one to its confirmed result.

Knows: tasks, their deadlines and extensions, progress, results, confirmation; the four buckets; process violations.
Does not know: periodic reports; reviews and letters (room followup).
"""
