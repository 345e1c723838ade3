"""On PostgreSQL the database itself refuses two versions of one unit, or of one group, on one day.

Range types alone carry the constraint, so no extension (btree_gist) is needed. SQLite has nothing like it; there the
deeds check under the one write lock. Deferred, as a deed closes one version and opens the next in any order.
"""

from django.db import migrations

TABLES = {"agencies_agencyversion": "agency_id", "agencies_groupversion": "group_id"}


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, owner in TABLES.items():
            schema_editor.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap EXCLUDE USING gist "
                f"(int8range({owner}, {owner}, '[]') WITH =, daterange(valid_from, valid_to) WITH &&) "
                "DEFERRABLE INITIALLY DEFERRED"
            )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_no_overlap")


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
