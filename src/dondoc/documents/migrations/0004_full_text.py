from django.db import migrations

from dondoc.documents.search_schema import build_index


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_incoming_documents")]

    operations = [migrations.RunPython(build_index, migrations.RunPython.noop)]
