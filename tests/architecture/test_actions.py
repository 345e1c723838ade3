"""Every deed is asked for by name, knows who does it and when, and has a test that does it."""

import ast
from pathlib import Path

from tests.architecture.sources import ROOT, Function, listed, modules, name_of, tree

TESTED_IN = ("actions", "signing", "cli")


def is_in_actions(path: Path) -> bool:
    return path.name == "actions.py" or path.parent.name == "actions"


def actions() -> list[tuple[Path, Function]]:
    """Every public function of an actions module."""
    return [
        (path, node)
        for path in modules()
        if is_in_actions(path)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    ]


def told(path: Path, function: Function) -> str:
    return f"{name_of(path)}:{function.lineno} {function.name}"


def annotation(function: Function, name: str) -> str:
    found = (arg.annotation for arg in function.args.kwonlyargs if arg.arg == name)
    return next((ast.unparse(hint) for hint in found if hint is not None), "")


def called_in(test: Path) -> set[str]:
    """Names of the deeds that a test file imports from an actions module and calls."""
    imported: dict[str, str] = {}
    for node in ast.walk(tree(test)):
        if isinstance(node, ast.ImportFrom) and ".actions" in (node.module or ""):
            imported.update({alias.asname or alias.name: alias.name for alias in node.names})
    calls = (node.func for node in ast.walk(tree(test)) if isinstance(node, ast.Call))
    return {imported[func.id] for func in calls if isinstance(func, ast.Name) and func.id in imported}


def test_there_are_actions_to_look_at() -> None:
    assert {"submit_report", "import_agencies", "write_audit"} <= {function.name for _, function in actions()}


def test_every_action_takes_its_arguments_by_name_only() -> None:
    loose = [
        told(path, function)
        for path, function in actions()
        if function.args.args or function.args.posonlyargs or function.args.vararg or function.args.kwarg
    ]
    assert not loose, listed(loose)


def test_every_action_is_told_who_acts_and_at_what_moment() -> None:
    wrong = [
        told(path, function)
        for path, function in actions()
        if annotation(function, "actor_id") not in ("int", "int | None") or annotation(function, "at") != "datetime"
    ]
    assert not wrong, listed(wrong)


def test_every_action_is_done_in_a_test() -> None:
    folders = (ROOT / "tests" / name for name in TESTED_IN)
    done = {name for folder in folders for test in folder.rglob("*.py") for name in called_in(test)}
    wrong = sorted(told(path, function) for path, function in actions() if function.name not in done)
    assert not wrong, listed(wrong)
