"""What the tests of the shape read: files of the repository, and Python files as syntax trees."""

from __future__ import annotations

import ast
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "dondoc"
TEMPLATES = PACKAGE / "web" / "templates"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def listed(found: Iterable[object]) -> str:
    """Everything found, one a line, for the message of a failing test."""
    return "\n" + "\n".join(map(str, found))


def name_of(path: Path) -> str:
    """A path as messages print it: 'src/dondoc/base/actions.py'."""
    return path.relative_to(ROOT).as_posix()


def own_files(*suffixes: str) -> list[Path]:
    """Files of the product with one of these endings, migrations left out."""
    return sorted(p for p in PACKAGE.rglob("*") if p.suffix in suffixes and "migrations" not in p.parts)


def modules() -> list[Path]:
    return own_files(".py")


def packages() -> list[Path]:
    """Every folder of the product that holds Python, migrations left out."""
    return sorted({path.parent for path in modules()})


def rooms() -> list[Path]:
    return [folder for folder in packages() if folder.parent == PACKAGE]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file, inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def docstring(package: Path) -> str:
    path = package / "__init__.py"
    return (ast.get_docstring(tree(path)) or "") if path.is_file() else ""


def is_vietnamese(text: str) -> bool:
    """Has a letter that English does not know."""
    return any(sign in "đĐ" or unicodedata.combining(sign) for sign in unicodedata.normalize("NFD", text))


@cache
def repository() -> tuple[Path, ...]:
    """What git tracks, and what it would track if everything were added now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(sorted({ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()}))


TEXTS = {".py", ".md", ".toml", ".txt", ".in", ".lock", ".json", ".csv", ".html", ".css", ".js", ".svg", ".typ", ".xml"}


def texts() -> list[tuple[Path, str]]:
    """Text files of the repository with what they say."""
    named = [path for path in repository() if path.suffix in TEXTS or path.suffix == ""]
    return [(path, path.read_bytes().decode("utf-8", errors="replace")) for path in named]
