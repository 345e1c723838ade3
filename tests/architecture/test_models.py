"""What a table and its columns are called on screen, and that the migrations build just these tables."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import CheckConstraint, Field, Model, UniqueConstraint
from django.utils import translation
from django.utils.text import camel_case_to_spaces

from tests.architecture.sources import is_vietnamese, listed


def own_models() -> list[type[Model]]:
    found = [model for model in apps.get_models() if model.__module__.startswith("dondoc.")]
    assert found
    return found


def own_fields(model: type[Model]) -> "list[Field[object, object]]":
    return [field for field in (*model._meta.fields, *model._meta.many_to_many) if not field.auto_created]


def test_every_model_has_a_vietnamese_name_in_singular_and_plural() -> None:
    wrong = [
        (model.__name__, str(name))
        for model in own_models()
        for name in (model._meta.verbose_name, model._meta.verbose_name_plural)
        if str(name).startswith(camel_case_to_spaces(model.__name__)) or not is_vietnamese(str(name))
    ]
    assert not wrong, listed(wrong)


def test_every_field_has_a_vietnamese_name() -> None:
    wrong = [
        (f"{model.__name__}.{field.name}", str(field.verbose_name))
        for model in own_models()
        for field in own_fields(model)
        if str(field.verbose_name) == field.name.replace("_", " ") or not is_vietnamese(str(field.verbose_name))
    ]
    assert not wrong, listed(wrong)


def test_no_field_reads_the_clock() -> None:
    """When a thing was recorded is an argument of its deed, like every moment."""
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in own_fields(model)
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]
    assert not wrong, listed(wrong)


def test_every_constraint_holds_on_sqlite_and_on_postgresql() -> None:
    """What SQLite cannot keep, Django leaves out there without a word at run time."""
    wrong = [
        f"{model.__name__}: {constraint.name}"
        for model in own_models()
        for constraint in model._meta.constraints
        if not isinstance(constraint, CheckConstraint | UniqueConstraint)
        or any(getattr(constraint, only, None) for only in ("deferrable", "include", "opclasses"))
        or getattr(constraint, "nulls_distinct", None) is not None
    ]
    assert not wrong, listed(wrong)


def test_no_change_of_a_model_waits_for_its_migration() -> None:
    loader = MigrationLoader(None)
    with translation.override(None):  # migrations are written untranslated
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)
    own = {model._meta.app_label for model in own_models()}
    waiting = [
        f"{label}: {operation.describe()}"
        for label, migrations in changes.items()
        for migration in migrations
        for operation in migration.operations
        if label in own
    ]
    assert not waiting, listed(waiting)


def test_the_migrations_of_each_room_end_in_one() -> None:
    """Two drawn at the same time under the same number would stop every installation."""
    assert not MigrationLoader(None).detect_conflicts()
