"""The full-text index of each database (chỉ mục toàn văn): built by migrations, asked by documents.queries.searching.

PostgreSQL: a GIN index over the row's words as lexemes, taken as they are. SQLite: an FTS5 table kept by triggers.
A migration that alters `documents_documenttext` on SQLite rebuilds that table and loses its triggers: it ends with
`build_index` again.
"""

from __future__ import annotations

from typing import Any

TABLE = "documents_documenttext"
# The words are folded and parted by single spaces; no parser of the database changes them.
LEXEMES = f"array_to_tsvector(string_to_array({TABLE}.words, ' '))"
POSTGRESQL = (
    "DROP INDEX IF EXISTS documents_words",
    f"CREATE INDEX documents_words ON {TABLE} USING gin (array_to_tsvector(string_to_array(words, ' ')))",
)
SQLITE = (
    "DROP TRIGGER IF EXISTS documents_words_added",
    "DROP TRIGGER IF EXISTS documents_words_gone",
    "DROP TRIGGER IF EXISTS documents_words_changed",
    "DROP TABLE IF EXISTS documents_words",
    "CREATE VIRTUAL TABLE documents_words USING fts5("
    f"words, content='{TABLE}', content_rowid='id', detail='none', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER documents_words_added AFTER INSERT ON documents_documenttext BEGIN "
    "INSERT INTO documents_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER documents_words_gone AFTER DELETE ON documents_documenttext BEGIN "
    "INSERT INTO documents_words(documents_words, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER documents_words_changed AFTER UPDATE OF words ON documents_documenttext BEGIN "
    "INSERT INTO documents_words(documents_words, rowid, words) VALUES ('delete', old.id, old.words); "
    "INSERT INTO documents_words(rowid, words) VALUES (new.id, new.words); END",
    "INSERT INTO documents_words(documents_words) VALUES ('rebuild')",
)


def build_index(_apps: Any, schema_editor: Any) -> None:
    """Build the index anew, for a migration (RunPython)."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)
