"""Whatever adds a fact to a task renews what lists find it by."""

import ast

from tests.architecture.sources import PACKAGE, listed, name_of, tree

# Rows that a hint is worked out of; progress told is none of them.
FACTS = {"Assignment", "Decision", "Extension", "ResultReport", "Task", "TaskEvent"}
WRITING = {"create", "bulk_create", "get_or_create", "update_or_create"}


def written(node: ast.AST) -> str | None:
    """'Task' for Task.objects.create(…)."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING):
        return None
    owner = node.func.value
    if not (isinstance(owner, ast.Attribute) and owner.attr == "objects" and isinstance(owner.value, ast.Name)):
        return None
    return owner.value.id


def test_every_deed_that_adds_a_fact_renews_the_hint() -> None:
    modules = [p for p in PACKAGE.rglob("*.py") if p.name == "actions.py" or "actions" in p.parts]
    adding = [p for p in modules if FACTS & {written(node) for node in ast.walk(tree(p))} and "assignments" in p.parts]
    assert len(adding) >= 4
    silent = [name_of(p) for p in adding if "renew_hints(" not in p.read_text("utf-8")]
    assert not silent, listed(silent)
