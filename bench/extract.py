"""How well directives are read (đo độ đúng khi đọc văn bản giao việc): precision, recall, F1 for agency and deadline.

    python -m bench.extract [FOLDER] [--wrong]

FOLDER holds NAME.txt with NAME.json beside it; without it the repository's own sets are taken, one by one. What a
label says, and what texts gave that no rule had seen: tests/cases/directives/README.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from dondoc.assignments.rules.reading import Directory, GrammarReader, Reading, ReadTask
from dondoc.assignments.rules.reading.bodies import full_name, name_key
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.starting_list import starting_calendar

OWN = Path(__file__).resolve().parents[1] / "tests" / "cases" / "directives"
# Stands in for the date of a draft, as `--on` does; drafts in the set bear their month.
ON = date(2026, 11, 22)
MEASURES = ("lead", "deadline", "coordinating", "task")
NAMES = {"lead": "đơn vị chủ trì", "deadline": "thời hạn", "coordinating": "đơn vị phối hợp", "task": "nhiệm vụ"}


@dataclass
class Score:
    """Right, wrongly given, and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.right else 0.0

    def add(self, given: Iterable[object], wanted: Iterable[object]) -> bool:
        """Count two sets against each other; whether they are the same."""
        a, b = set(given), set(wanted)
        self.right += len(a & b)
        self.extra += len(a - b)
        self.missed += len(b - a)
        return a == b


@dataclass
class Measured:
    """Scores by measure, and what was wrong, in lines."""

    scores: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in MEASURES})
    wrong: list[str] = field(default_factory=list)


def measure(files: Iterable[Path]) -> Measured:
    """Read every file and compare with the labels beside it."""
    calendar = starting_calendar(range(2015, 2036))
    measured = Measured()
    for file in files:
        labels = json.loads(file.with_suffix(".json").read_text("utf-8"))
        _compare(file.stem, _read(file.read_text("utf-8"), calendar), labels["tasks"], measured)
    return measured


def _read(text: str, calendar: WorkCalendar) -> Reading:
    return GrammarReader().read(text, on=None, today=ON, directory=Directory(), calendar=calendar)


def _compare(name: str, reading: Reading, labels: list[dict[str, Any]], measured: Measured) -> None:
    free = list(reading.tasks)
    at = 0
    for label in labels:
        at = reading.text.index(label["starts"], at)
        task = _meant(free, at, at + len(label["starts"]))
        if task is not None:
            free.remove(task)
        _count(f"{name}: {label['starts']}", task, label, measured)
    for task in free:
        _count(f"{name}: + {' '.join(task.text.split())[:60]}", task, None, measured)


def _meant(tasks: list[ReadTask], start: int, end: int) -> ReadTask | None:
    """The task read there: the one that begins nearest among those that overlap the words of the label."""
    near = [task for task in tasks if task.start < end and task.end > start]
    return min(near, key=lambda task: abs(task.start - start), default=None)


def _count(where: str, task: ReadTask | None, label: dict[str, Any] | None, measured: Measured) -> None:
    given = _facts(task)
    wanted = {
        "task": {"there"} if label else set(),
        "lead": {name_key(full_name(name)) for name in label["lead"]} if label else set(),
        "coordinating": {name_key(full_name(name)) for name in label["coordinating"]} if label else set(),
        "deadline": _deadline(label["deadline"]["kind"], label["deadline"]["date"]) if label else set(),
    }
    for name in MEASURES:
        if not measured.scores[name].add(given[name], wanted[name]):
            measured.wrong.append(f"{where}\n    {name}: {sorted(given[name])} ≠ {sorted(wanted[name])}")


def _facts(task: ReadTask | None) -> dict[str, set[str]]:
    if task is None:
        return {name: set() for name in MEASURES}
    day = task.deadline.on.isoformat() if task.deadline.on else None
    return {
        "task": {"there"},
        "lead": {name_key(party.name) for party in task.lead},
        "coordinating": {name_key(party.name) for party in task.coordinating},
        "deadline": _deadline(task.deadline.kind.value, day),
    }


def _deadline(kind: str, day: str | None) -> set[str]:
    """A deadline is right when kind and day are; a task without one adds nothing."""
    return set() if kind == "none" else {f"{kind} {day}"}


def own_sets() -> dict[str, list[Path]]:
    """The repository's own texts by set: the oldest under no name, then one folder each, as they were written."""
    sets = {"bộ đầu": sorted(OWN.glob("*.txt"))}
    for folder in sorted(path for path in OWN.iterdir() if path.is_dir()):
        sets[folder.name] = sorted(folder.glob("*.txt"))
    return sets


def growth(times: int = 8) -> tuple[float, float]:
    """Characters read in a second, and how many times longer a text of so many times the length takes."""
    calendar = starting_calendar(range(2015, 2036))
    text = (OWN / "hai-cap" / "01-hai-cap-dau-tu-cong.txt").read_text("utf-8")
    head, points = text[: text.index("\n1. ")], text[text.index("\n1. ") : text.index("Nơi nhận")]
    texts = [head + points * n for n in (8, 8 * times)]
    _read(texts[0], calendar)
    took = [_seconds(one, calendar) for one in texts]
    return len(texts[1]) / took[1], took[1] / took[0]


def _seconds(text: str, calendar: WorkCalendar) -> float:
    start = perf_counter()
    _read(text, calendar)
    return perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="Đo độ đúng khi đọc văn bản giao việc")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--wrong", action="store_true", help="kể từng chỗ sai")
    args = parser.parse_args()
    if args.folder:
        parts = {str(args.folder): sorted(args.folder.rglob("*.txt"))}
    else:
        parts = own_sets()
        parts["tất cả"] = [file for files in list(parts.values()) for file in files]
    for title, files in parts.items():
        measured = measure(files)
        print(f"{title}: {len(files)} văn bản")
        for name, score in measured.scores.items():
            print(f"  {NAMES[name]:<18} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
        if args.wrong:
            print("\n".join(measured.wrong))
    speed, longer = growth()
    print(f"Đọc {speed:,.0f} ký tự mỗi giây; văn bản dài gấp 8 lần mất gấp {longer:.1f} lần thời gian")


if __name__ == "__main__":
    main()
