"""What is delivered: pinned by hash, from no named index, with nothing generated among it."""

import re

from tests.architecture.sources import ROOT, listed, name_of, repository

LOCK = ROOT / "requirements.lock"
GENERATED = re.compile(
    r"(^|/)(var|build|dist|\.venv|__pycache__|\.(mypy|ruff|pytest|import_linter)_cache|\.hypothesis|[^/]+\.egg-info)/"
    r"|\.(sqlite3(-wal|-shm)?|pyc|pyo|log|p12|pfx|mo)$|(^|/)\.DS_Store$"
)
INDEX = re.compile(r"https?://|--(extra-)?index-url|--find-links|--trusted-host")


def requirements() -> dict[str, str]:
    """The lock's requirements by name, each with everything that stands to it."""
    joined = LOCK.read_text("utf-8").replace("\\\n", " ")
    lines = [line.split(" #")[0].strip() for line in joined.splitlines() if not line.lstrip().startswith("#")]
    return {re.split(r"[=\[; ]", line)[0].lower(): line for line in lines if line}


def wanted(name: str) -> set[str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {re.split(r"[\[=<>~!; ]", line)[0].lower() for line in lines if line.strip() and not line.startswith("#")}


def test_every_requirement_is_pinned_and_has_hashes() -> None:
    pinned = re.compile(r"\S+==\S+.*--hash=sha256:[0-9a-f]{64}")
    loose = [line for line in requirements().values() if not pinned.match(line)]
    assert requirements()
    assert not loose, listed(loose)


def test_the_lock_names_no_index() -> None:
    lines = LOCK.read_text("utf-8").splitlines()
    wrong = [line for line in lines if INDEX.search(line)]
    assert not wrong, listed(wrong)


def test_everything_asked_for_stands_in_the_lock() -> None:
    asked = wanted("requirements.in") | wanted("requirements-dev.in")
    wrong = sorted(asked - set(requirements()))
    assert not wrong, listed(wrong)


def test_every_requirement_has_its_line_in_the_record_of_dependencies() -> None:
    record = (ROOT / "docs" / "adr" / "0003-dependencies.md").read_text("utf-8").lower()
    asked = wanted("requirements.in") | wanted("requirements-dev.in")
    unexplained = sorted(
        name for name in asked if not re.search(rf"^\|[^|]*\b{re.escape(name)}\b[^|]*\|", record, re.M)
    )
    assert not unexplained, listed(unexplained)


def test_nothing_generated_is_tracked() -> None:
    tracked = [name_of(path) for path in repository()]
    assert "pyproject.toml" in tracked
    wrong = [name for name in tracked if GENERATED.search(name)]
    assert not wrong, listed(wrong)
