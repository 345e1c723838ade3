from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assignments", "0013_parts_and_findings")]
    operations = [
        migrations.RemoveIndex("task", "task_hint_from"),
        migrations.AddIndex(
            "task", models.Index(fields=["province", "hint_from", "assigned_on"], name="task_hint_since")
        ),
    ]
