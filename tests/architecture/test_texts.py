"""Every text of the repository: letters composed, no path of somebody's machine."""

import re
import unicodedata

from tests.architecture.sources import listed, name_of, texts

# Written in pieces, so that this file does not name what it looks for.
FOLDERS = "|".join(("work", "tmp", "home", "root", "Users", "mnt"))
MACHINE_PATH = re.compile(rf"(?<![\w.:/])/(?:{FOLDERS})/\w|\b[A-Z]:\\\w|\.\./shared\b")


def test_every_text_is_utf8() -> None:
    wrong = [name_of(path) for path, text in texts() if "\ufffd" in text]
    assert not wrong, listed(wrong)


def test_vietnamese_letters_are_composed() -> None:
    """Source: TCVN 6909:2001 (NFC); decomposed letters look the same and are found by no search."""
    wrong = [
        f"{name_of(path)}:{n}"
        for path, text in texts()
        for n, line in enumerate(text.splitlines(), start=1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    assert not wrong, listed(wrong)


def test_no_line_names_a_path_of_a_machine() -> None:
    named = [
        f"{name_of(path)}:{n} {found[0]}"
        for path, text in texts()
        for n, line in enumerate(text.splitlines(), start=1)
        if (found := MACHINE_PATH.search(line))
    ]
    assert not named, listed(named)
