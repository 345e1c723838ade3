"""Names and habits that the house plan rules out: drawers for anything, hidden deeds, hidden writes."""

import ast

from tests.architecture.sources import listed, modules, name_of, packages, tree

DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "core"}
SIGNALS = {"django.dispatch", "django.db.models.signals", "django.db.backends.signals", "django.core.signals"}


def imported(node: ast.AST) -> set[str]:
    """Dotted names that an import brings in, with and without the last part."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        return {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return set()


def test_no_module_is_a_drawer_for_anything() -> None:
    named = [*((path.stem, path) for path in modules()), *((path.name, path) for path in packages())]
    wrong = [name_of(path) for name, path in named if name in DRAWERS]
    assert not wrong, listed(wrong)


def test_nothing_overrides_save() -> None:
    overriding = [
        f"{name_of(path)}:{node.lineno} {cls.name}.{node.name}"
        for path in modules()
        for cls in ast.walk(tree(path))
        if isinstance(cls, ast.ClassDef)
        for node in cls.body
        if isinstance(node, ast.FunctionDef) and node.name == "save"
    ]
    assert not overriding, listed(overriding)


def test_nothing_sends_or_receives_signals() -> None:
    listening = [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)} {name}"
        for path in modules()
        for node in ast.walk(tree(path))
        for name in sorted(imported(node))
        if name in SIGNALS or name.endswith(".signals")
    ]
    assert not listening, listed(listening)
