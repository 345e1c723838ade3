"""Taking a JSON object apart (đọc từng mục): each slip is noted with its place, and reading goes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import comma_list, number
from dondoc.documents.rules.official import Run, Text

MAX_PROBLEMS = 200


class Problems:
    """Everything found wrong so far; after a couple of hundred no more is kept."""

    def __init__(self) -> None:
        self.reasons: list[Reason] = []

    def add(self, where: str, message: str) -> None:
        if len(self.reasons) < MAX_PROBLEMS:
            self.reasons.append(Reason(message, where))


class Fields:
    """One JSON object at its place: known keys are read, any other is a slip."""

    def __init__(self, value: Any, where: str, problems: Problems, known: Iterable[str]) -> None:
        self.where, self.problems = where, problems
        self.value: dict[str, Any] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self.problem("", "cần một đối tượng JSON { … }")
        for key in self.value.keys() - set(known):
            self.problem(key[:60], f"không có mục này; các mục: {comma_list(known)}")

    def at(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where and key else self.where or key

    def problem(self, key: str, message: str) -> None:
        self.problems.add(self.at(key), message)

    def get(self, key: str) -> Any:
        return self.value.get(key)

    def text(self, key: str, limit: int, *, required: bool = False) -> str:
        """A line of text, at most so many signs; '' when it is not there."""
        value = self.value.get(key)
        if value is None or value == "":
            if required:
                self.problem(key, "chưa có nội dung")
            return ""
        if not isinstance(value, str):
            self.problem(key, "cần một chuỗi chữ")
            return ""
        if len(value) > limit:
            self.problem(key, f"dài {number(len(value))} ký tự, tối đa {number(limit)}")
        return value.strip(" \t\r\n")  # an open number's hard spaces stay

    def texts(self, key: str, limit: int, *, required: bool = False) -> tuple[str, ...]:
        """Lines: a list of strings, or one string for one line."""
        value = self.value.get(key)
        listed = [value] if isinstance(value, str) else value
        if not listed:
            if required or listed not in (None, []):
                self.problem(key, "cần ít nhất một dòng")
            return ()
        if not isinstance(listed, list):
            self.problem(key, "cần một danh sách chuỗi chữ")
            return ()
        lines = []
        for i, line in enumerate(listed):
            if not isinstance(line, str) or not line.strip():
                self.problem(f"{key}[{i}]", "cần một dòng chữ")
            elif len(line) > limit:
                self.problem(f"{key}[{i}]", f"dài {number(len(line))} ký tự, tối đa {number(limit)}")
            else:
                lines.append(line.strip(" \t\r\n"))
        return tuple(lines)

    def listed(self, key: str) -> list[Any]:
        value = self.value.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.problem(key, "cần một danh sách [ … ]")
            return []
        return value

    def flag(self, key: str) -> bool:
        value = self.value.get(key, False)
        if not isinstance(value, bool):
            self.problem(key, "cần true hoặc false")
            return False
        return value


def read_text(value: Any, where: str, problems: Problems) -> Text:
    """Words: a string, a number (written 1.234,5), or a list of strings and {"text", "bold", "italic"}."""
    if isinstance(value, str):
        return (Run(value),) if value else ()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (Run(number(value)),)
    if value is None:
        return ()
    if not isinstance(value, list):
        problems.add(where, "cần chuỗi chữ hoặc danh sách các đoạn chữ")
        return ()
    return tuple(run for i, part in enumerate(value) if (run := _run(part, f"{where}[{i}]", problems)).text)


def _run(part: Any, where: str, problems: Problems) -> Run:
    if isinstance(part, str):
        return Run(part)
    fields = Fields(part, where, problems, ("text", "bold", "italic", "href"))
    text = fields.get("text")
    if not isinstance(text, str):
        fields.problem("text", "cần một chuỗi chữ")
        text = ""
    return Run(text, fields.flag("bold"), fields.flag("italic"), fields.text("href", 500))
