"""What the documents point at is there: files, and names in the code."""

import ast
import re
from pathlib import Path

from tests.architecture.sources import PACKAGE, ROOT, listed, name_of, repository, tree

LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
# `src/…`, `tests/…` and the like in code type; a name with <…>, … or * stands for any.
FILE = re.compile(r"`((?:src|tests|docs|bench|\.ci)/[\w./-]*\w/?)`")
# `reporting.actions.submit_report`: a name below a room, as the documents write it.
ROOMS = "|".join(sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()))
CODE = re.compile(rf"`(?:dondoc\.)?((?:{ROOMS}|settings)(?:\.\w+)+)`")


def documents() -> list[Path]:
    return [path for path in repository() if path.suffix == ".md"]


def defined(body: list[ast.stmt]) -> dict[str, ast.stmt]:
    """Names that a file or class gives, imported ones too."""
    found: dict[str, ast.stmt] = {}
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign):
            found.update({target.id: node for target in node.targets if isinstance(target, ast.Name)})
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = node
        elif isinstance(node, ast.ImportFrom):
            found.update({alias.asname or alias.name: node for alias in node.names})
    return found


def exists(dotted: str) -> bool:
    """Whether a dotted name leads to a package, a module, or something defined in one."""
    place, parts = PACKAGE, dotted.split(".")
    while parts and (place / parts[0]).is_dir():
        place = place / parts.pop(0)
    if parts and (place / f"{parts[0]}.py").is_file():
        place = place / f"{parts.pop(0)}.py"
    if not parts:
        return True
    path = place if place.is_file() else place / "__init__.py"
    body = tree(path).body if path.is_file() else []
    for part in parts:
        node = defined(body).get(part)
        if node is None:
            return False
        body = node.body if isinstance(node, ast.ClassDef) else []
    return True


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        (name_of(path), target)
        for path in documents()
        for target, _ in LINK.findall(path.read_text("utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert not broken, listed(broken)


def test_every_file_that_a_document_names_is_there() -> None:
    missing = [
        (name_of(path), named)
        for path in documents()
        for named in FILE.findall(path.read_text("utf-8"))
        if not (ROOT / named).exists()
    ]
    assert not missing, listed(missing)


def test_every_name_in_code_that_a_document_names_is_there() -> None:
    missing = [
        (name_of(path), named)
        for path in documents()
        for named in CODE.findall(path.read_text("utf-8"))
        if not exists(named)
    ]
    assert not missing, listed(missing)


def test_there_are_documents_to_look_at() -> None:
    names = {name_of(path) for path in documents()}
    assert {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/walk.md", "docs/glossary.md"} <= names


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]
    assert len(numbers) == len(set(numbers))
    wrong = [
        path.name
        for path in (ROOT / "docs" / "adr").glob("*.md")
        if not path.read_text("utf-8").startswith(f"# {int(path.name[:4])}. ")
    ]
    assert wrong == []
