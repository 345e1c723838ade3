"""The full-text index of each database (chỉ mục toàn văn): built by migrations, asked by documents.queries.searching.

Both databases keep a table of their own beside `documents_documenttext`, by triggers: PostgreSQL the words, and those
of the head, as lexemes under GIN indexes, made without a parser; SQLite an FTS5 table of the words. PostgreSQL's index
by day puts documents without a day last, which no field of the model can say. A migration that alters
`documents_documenttext` on SQLite rebuilds that table and loses its triggers: it ends with `build_index` again.
"""

from __future__ import annotations

from typing import Any

TABLE = "documents_documenttext"
POSTGRESQL = (
    "DROP INDEX IF EXISTS documents_words",
    "DROP TRIGGER IF EXISTS documents_words_kept ON documents_documenttext",
    "DROP TABLE IF EXISTS documents_lexemes",
    "DROP INDEX IF EXISTS documents_newest",
    "CREATE TABLE documents_lexemes (id bigint PRIMARY KEY, lexemes tsvector NOT NULL, heads tsvector NOT NULL)",
    # The words are folded and parted by single spaces; no parser of the database changes them.
    "CREATE OR REPLACE FUNCTION documents_words_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'DELETE' THEN DELETE FROM documents_lexemes WHERE id = OLD.id; ELSE INSERT INTO documents_lexemes "
    "VALUES (NEW.id, array_to_tsvector(string_to_array(NEW.words, ' ')), "
    "array_to_tsvector(string_to_array(NEW.head, ' '))) "
    "ON CONFLICT (id) DO UPDATE SET lexemes = EXCLUDED.lexemes, heads = EXCLUDED.heads; END IF; RETURN NULL; END $$",
    "CREATE TRIGGER documents_words_kept AFTER INSERT OR UPDATE OF words, head OR DELETE ON documents_documenttext "
    "FOR EACH ROW EXECUTE FUNCTION documents_words_keep()",
    "CREATE INDEX documents_lexemes_words ON documents_lexemes USING gin (lexemes)",
    "CREATE INDEX documents_lexemes_heads ON documents_lexemes USING gin (heads)",
    "CREATE INDEX documents_newest ON documents_documenttext (dated DESC NULLS LAST, id DESC)",
    "INSERT INTO documents_lexemes "
    "SELECT id, array_to_tsvector(string_to_array(words, ' ')), array_to_tsvector(string_to_array(head, ' ')) "
    "FROM documents_documenttext",
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
