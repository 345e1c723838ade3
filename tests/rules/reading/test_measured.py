"""How well the labelled directives are read; the bench tells the same figures with every mistake."""

import json
import unicodedata
from pathlib import Path

import pytest
from bench.extract import MEASURES, OWN, Score, measure, own_sets

from tests.rules.reading import read

FILES = sorted(OWN.rglob("*.txt"))
ENOUGH = 0.9


def test_the_set_is_large_enough_to_tell_something() -> None:
    labels = [json.loads(file.with_suffix(".json").read_text("utf-8")) for file in FILES]
    assert len(FILES) >= 40
    assert sum(len(label["tasks"]) for label in labels) >= 200
    kinds = {task["deadline"]["kind"] for label in labels for task in label["tasks"]}
    assert kinds == {"date", "period", "working_days", "days", "recurring", "relative", "continuing", "none"}


@pytest.mark.parametrize("name", own_sets())
def test_lead_agency_and_deadline_are_right_nine_times_in_ten(name: str) -> None:
    measured = measure(own_sets()[name])
    wrong = "\n".join(measured.wrong)
    assert measured.scores["lead"].f1 >= ENOUGH, wrong
    assert measured.scores["deadline"].f1 >= ENOUGH, wrong


def test_the_score_counts_what_is_right_extra_and_missed() -> None:
    score = Score()
    assert score.add({"a"}, {"a"})
    assert not score.add({"b", "c"}, {"b", "d"})
    assert (score.right, score.extra, score.missed) == (2, 1, 1)
    assert score.precision == score.recall == score.f1 == 2 / 3


def test_nothing_read_scores_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Không giao gì.", encoding="utf-8")
    deadline = {"kind": "none", "date": None}
    task = {"starts": "Không", "lead": ["Sở Y tế"], "coordinating": [], "deadline": deadline}
    (tmp_path / "a.json").write_text(json.dumps({"tasks": [task]}), encoding="utf-8")
    measured = measure([tmp_path / "a.txt"])
    assert measured.scores["lead"].f1 == 0 and len(measured.wrong) == 2
    assert set(measured.scores) == set(MEASURES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_number_date_issuer_and_signer_are_found(file: Path) -> None:
    label = json.loads(file.with_suffix(".json").read_text("utf-8"))["document"]
    found = read(file.read_text("utf-8")).document
    assert {
        "number": found.number or None,
        "date": found.on.isoformat() if found.on else None,
        "issuer": found.issuer or None,
        "signer": found.signer or None,
    } == label


def told(text: str) -> list[tuple[object, ...]]:
    return [
        (tuple(party.name for party in task.lead), task.deadline.on, task.deadline.kind, task.point)
        for task in read(text).tasks
    ]


def old_tones(text: str) -> str:
    """The older placing of tone marks, as many still type it."""
    for new, old in (("hóa", "hoá"), ("Hóa", "Hoá"), ("hòa", "hoà"), ("Hòa", "Hoà"), ("ủy", "uỷ")):
        text = text.replace(new, old)
    return text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_way_of_typing_changes_nothing(file: Path) -> None:
    text = file.read_text("utf-8")
    expected = told(text)
    assert told(unicodedata.normalize("NFD", text)) == expected
    assert told(text.replace("\n", "\r\n")) == expected
    assert told(text.replace(" Sở ", "\u00a0Sở\u00a0").replace("- ", "– ")) == expected
    level = [(tuple(map(old_tones, names)), *rest) for names, *rest in expected]
    assert [(tuple(map(old_tones, names)), *rest) for names, *rest in told(old_tones(text))] == level


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_task_is_the_passage_that_its_span_marks(file: Path) -> None:
    reading = read(file.read_text("utf-8"))
    assert reading.text == file.read_text("utf-8")
    for task in reading.tasks:
        assert reading.text[task.start : task.end] == task.text
        assert task.text == task.text.strip() != ""
        assert " ".join(task.deadline.wording.split()) in " ".join(reading.text.replace("*", "").split())
        assert 0 < task.confidence <= 1
