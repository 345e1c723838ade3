"""The database as commands find it (cơ sở dữ liệu): opened only by those that need it."""

from __future__ import annotations

import django
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from dondoc.base.rules.refusals import Refused


class CannotOpenDatabase(Refused):
    """The database is not there, or not yet as this version of the product needs it."""


def open_database() -> None:
    """Set Django up and make sure that every table stands. Raises CannotOpenDatabase."""
    if steps_to_migrate():
        raise CannotOpenDatabase('Cơ sở dữ liệu chưa sẵn sàng. Chạy "dondoc migrate" trước.')


def steps_to_migrate() -> int:
    """How many migrations are still to be applied. Raises CannotOpenDatabase when it cannot be reached."""
    django.setup()
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise CannotOpenDatabase(f"Không mở được cơ sở dữ liệu: {' '.join(str(error).split())}") from error
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
