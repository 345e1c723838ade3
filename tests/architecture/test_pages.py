"""Every address has its row in the access test, every template is shown by something."""

import ast
import re
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.sources import TEMPLATES, listed, modules, tree

# Django itself shows these.
SHOWN_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
NAMED_IN_TEMPLATE = re.compile(r"""\{%\s*(?:extends|include)\s+["']([^"']+)["']""")


def addresses(patterns: "list[URLPattern | URLResolver]", spaces: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Every address as (its name with namespaces, its path); the name is empty where there is none."""
    found: list[tuple[str, str]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            found.extend(addresses(pattern.url_patterns, inner))
        else:
            found.append((":".join((*spaces, pattern.name)) if pattern.name else "", str(pattern.pattern)))
    return found


def templates() -> dict[str, Path]:
    return {path.relative_to(TEMPLATES).as_posix(): path for path in TEMPLATES.rglob("*") if path.is_file()}


def named_in_code() -> set[str]:
    """Strings of the product that read like a template's name."""
    return {
        node.value
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith((".html", ".txt"))
    }


def shown(known: dict[str, Path]) -> set[str]:
    """Templates reached from the code, through what they extend and include."""
    reached: set[str] = set()
    waiting = (named_in_code() | SHOWN_BY_DJANGO) & set(known)
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= set(NAMED_IN_TEMPLATE.findall(known[name].read_text("utf-8"))) & set(known) - reached
    return reached


def test_every_address_has_a_name() -> None:
    wrong = [path for name, path in addresses(get_resolver().url_patterns) if not name]
    assert not wrong, listed(wrong)


def test_every_address_stands_in_the_access_test() -> None:
    from tests.web.test_access import ACCESS

    names = {name for name, _ in addresses(get_resolver().url_patterns)}
    wrong = sorted(names - set(ACCESS))
    assert not wrong, listed(wrong)


def test_the_access_test_knows_no_address_that_is_gone() -> None:
    from tests.web.test_access import ACCESS

    names = {name for name, _ in addresses(get_resolver().url_patterns)}
    wrong = sorted(set(ACCESS) - names)
    assert not wrong, listed(wrong)


def test_every_template_is_shown_by_something() -> None:
    known = templates()
    assert known
    wrong = sorted(set(known) - shown(known))
    assert not wrong, listed(wrong)


def test_no_template_names_one_that_is_not_there() -> None:
    known = templates()
    missing = [
        (name, other)
        for name, path in known.items()
        for other in NAMED_IN_TEMPLATE.findall(path.read_text("utf-8"))
        if other not in known
    ]
    assert not missing, listed(missing)
