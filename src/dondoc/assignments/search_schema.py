"""PostgreSQL's index over the words of tasks (chỉ mục chữ của nhiệm vụ). The words are folded and parted by spaces
already: no parser of the database changes them. SQLite compares the rows themselves.
"""

from __future__ import annotations

from typing import Any

LEXEMES = "array_to_tsvector(string_to_array(words, ' '))"


def build_index(_apps: Any, schema_editor: Any) -> None:
    """For a migration (RunPython)."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX task_words ON assignments_taskwords USING gin ({LEXEMES})")
