from django.db import migrations, models

from dondoc.documents.search_schema import build_index


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_answers_and_annexes")]
    operations = [
        migrations.RunPython(build_index, migrations.RunPython.noop),
        migrations.AddIndex(
            "incomingdocument",
            models.Index(
                fields=["agency", "book", "stage_hint", "type_name", "arrived_on", "recorded_at"],
                name="incoming_counted",
            ),
        ),
    ]
