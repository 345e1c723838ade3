"""A file of at most 400 lines, a function of at most 40: what a reader holds in his head."""

from tests.architecture.sources import functions, listed, modules, name_of, own_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def test_no_file_is_longer_than_400_lines() -> None:
    files = own_files(".py", ".html", ".css", ".js", ".typ")
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in files}
    long = [f"{name}: {n}" for name, n in lengths.items() if n > LONGEST_FILE]
    assert not long, listed(long)


def test_no_function_is_longer_than_40_lines() -> None:
    lengths = {
        f"{name_of(path)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in modules()
        for function in functions(path)
    }
    long = [f"{name}: {n}" for name, n in lengths.items() if n > LONGEST_FUNCTION]
    assert not long, listed(long)
