"""Every package says in two languages what it is, and every room what it knows and what it does not."""

import re

from tests.architecture.sources import docstring, is_vietnamese, listed, name_of, packages, rooms

# As in: Agencies (cơ quan, đơn vị)
OPENING = re.compile(r"[A-Z][A-Za-z ,'-]*[a-z] \(([^)]+)\)")


def test_every_folder_of_python_is_a_package() -> None:
    wrong = [name_of(folder) for folder in packages() if not (folder / "__init__.py").is_file()]
    assert not wrong, listed(wrong)


def test_every_room_opens_with_its_english_name_and_its_vietnamese_term() -> None:
    openings = {name_of(room): OPENING.match(docstring(room)) for room in rooms()}
    wrong = [name for name, found in openings.items() if not (found and is_vietnamese(found[1]))]
    assert not wrong, listed(wrong)


def test_every_room_says_what_it_knows_and_what_it_does_not() -> None:
    silent = [
        (name_of(room), phrase)
        for room in rooms()
        for phrase in ("Knows:", "Does not know:")
        if phrase not in docstring(room)
    ]
    assert not silent, listed(silent)


def test_every_package_inside_a_room_bears_a_vietnamese_term() -> None:
    inner = [folder for folder in packages() if folder not in rooms()]
    terms = {name_of(folder): re.findall(r"\(([^)]+)\)", docstring(folder)) for folder in inner}
    wrong = [name for name, found in terms.items() if not any(map(is_vietnamese, found))]
    assert not wrong, listed(wrong)
