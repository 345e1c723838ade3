from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dondoc.signing.limited import Limits, checker, verify_file
from dondoc.signing.rules.facts import DocumentFacts
from tests.signing.cast import AT, Cast, check
from tests.signing.pdfs import pdf_of, plain_objects

# Every level names the next one twice: whoever walks the whole tree walks 2 ** 40 fields.
ENDLESS = pdf_of(
    plain_objects(b"/AcroForm <</Fields [6 0 R]>>")
    | {n: b"<</T (O%d) /Kids [%d 0 R %d 0 R]>>" % (n, n + 1, n + 1) for n in range(6, 46)}
    | {46: b"<</T (O)>>"}
)


def test_the_limited_process_finds_the_same_facts_as_a_check_in_this_one(
    cast: Cast, signed: bytes, trust_folder: Path
) -> None:
    assert verify_file(signed, trust_folder, AT) == check(signed, cast.trust)


def test_garbage_comes_back_from_the_limited_process_as_a_failure(trust_folder: Path) -> None:
    _, result = verify_file(b"khong phai PDF", trust_folder, AT)
    assert (result.indication.value, result.sub_indication) == ("TOTAL-FAILED", "FORMAT_FAILURE")


def test_a_missing_trust_folder_is_told_among_the_warnings(signed: bytes, tmp_path: Path) -> None:
    _, result = verify_file(signed, tmp_path / "khong-co", AT)
    assert result.indication.value == "INDETERMINATE"
    assert any("khong-co" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        pytest.param(Limits(wall_seconds=0.001), "quá thời gian", id="wall"),
        pytest.param(Limits(address_space=32 * 1024**2), "dừng giữa chừng", id="memory"),
    ],
)
def test_what_runs_into_a_limit_cannot_be_verified(
    signed: bytes, trust_folder: Path, limits: Limits, reason: str
) -> None:
    signed += b"%" * 40_000_000
    facts, result = verify_file(signed, trust_folder, AT, limits)
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "GENERIC")
    assert "không kiểm tra được" in result.reasons[0].lower()
    assert reason in result.reasons[0]
    assert facts.size == len(signed)
    assert facts.checked_at == AT


def test_a_file_that_sends_the_parser_round_without_end_cannot_be_verified(trust_folder: Path) -> None:
    facts, result = verify_file(ENDLESS, trust_folder, AT, Limits(cpu_seconds=1))
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "GENERIC")
    assert isinstance(facts, DocumentFacts)
    assert facts.library_says.startswith("exit -"), "killed by a signal, not by an error of its own"


def test_the_limited_process_loads_neither_django_nor_settings() -> None:
    code = (
        "import sys, dondoc.signing.verifier, dondoc.signing.pades; "
        "sys.exit(any(m.split('.')[0] == 'django' or m == 'dondoc.settings' for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_limited_process_sees_nothing_of_the_installations_environment(
    signed: bytes, trust_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONINSPECT", "1")
    monkeypatch.setenv("PYTHONSTARTUP", "/khong-co")
    monkeypatch.setenv("PYTHONHOME", "/khong-co")
    _, result = verify_file(signed, trust_folder, AT)
    assert result.indication.value == "TOTAL-PASSED"


def test_a_child_that_did_its_work_waits_for_the_next_file_which_has_a_copy_to_itself(
    cast: Cast, signed: bytes, trust_folder: Path
) -> None:
    with checker() as child:
        first = child.child.pid
    facts, _ = verify_file(ENDLESS, trust_folder, AT, Limits(cpu_seconds=1))
    assert facts.unchecked
    assert verify_file(signed, trust_folder, AT) == check(signed, cast.trust), "the file before leaves no trace"
    with checker() as child:
        assert child.child.pid == first


def test_a_child_whose_answer_was_not_awaited_answers_nobody_else() -> None:
    asked = []
    with pytest.raises(KeyboardInterrupt), checker() as child:
        asked.append(child)
        raise KeyboardInterrupt
    assert not asked[0].is_well
    with checker() as child:
        assert child is not asked[0]
        child.child.kill()
        child.child.wait()
    with checker() as other:
        assert other is not child
        assert other.is_well
