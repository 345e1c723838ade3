from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dondoc.signing.limited import verify_file
from dondoc.signing.pades.reading import read_signatures
from dondoc.signing.rules.verdicts import verdict
from tests.signing.attacks import appended, broken, changing, gap_of, prepared, wrapped
from tests.signing.cast import AT, Cast, check, signed_by
from tests.signing.pdfs import pdf_of, plain_objects, stream
from tests.signing.test_timestamps import with_document_timestamp, with_validation_data

N_POSITIONS = 2000


def corpus(cast: Cast, signed: bytes) -> Iterator[tuple[str, bytes]]:
    twice = signed_by(cast.agency, signed)
    archived = with_document_timestamp(with_validation_data(cast, signed), cast.stamper)
    for base, data in {"one signature": signed, "two signatures": twice, "archived": archived}.items():
        assert check(data, cast.trust)[1].indication.value == "TOTAL-PASSED", base
        for family in (appended, wrapped, broken):
            for name, forged in family(data):
                assert forged != data, name
                yield f"{base}; {name}", forged
    yield from prepared(cast)
    yield from changing(cast)


def test_no_attack_of_the_corpus_is_called_passed(cast: Cast, signed: bytes) -> None:
    verdicts = {name: check(data, cast.trust)[1] for name, data in corpus(cast, signed)}
    assert len(verdicts) > 200
    assert [name for name, outcome in verdicts.items() if outcome.indication.counts_as_signed] == []
    assert [name for name, outcome in verdicts.items() if not outcome.reasons] == []


def test_attacks_come_back_from_the_limited_process_with_a_verdict(
    cast: Cast, signed: bytes, trust_folder: Path
) -> None:
    for name, data in list(corpus(cast, signed))[::25]:
        facts, outcome = verify_file(data, trust_folder, AT)
        assert not outcome.indication.counts_as_signed, name
        assert not facts.unchecked, name


@pytest.mark.parametrize("part", range(4))
def test_two_thousand_single_changed_bytes_in_the_signed_range_are_all_detected(cast: Cast, part: int) -> None:
    words = b" ".join(b"(So lieu %d) Tj" % n for n in range(100))
    data = signed_by(cast.minh, pdf_of(plain_objects() | {4: stream(b"BT /F1 18 Tf %s ET" % words)}))
    start, end = gap_of(data)
    covered = [*range(start), *range(end, len(data))]
    places = [covered[n * len(covered) // N_POSITIONS] for n in range(part, N_POSITIONS, 4)]
    assert len(set(places)) == N_POSITIONS // 4
    overlooked = []
    for place in places:
        forged = data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :]
        if verdict(read_signatures(forged, cast.trust, AT)).indication.value != "TOTAL-FAILED":
            overlooked.append(place)
    assert overlooked == []
