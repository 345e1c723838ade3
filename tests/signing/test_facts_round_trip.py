from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.signing.rules.facts import (
    CertificateFacts,
    Coverage,
    DocumentFacts,
    Kind,
    LaterChanges,
    SignatureFacts,
    Syntax,
    TimestampFacts,
    from_json,
    to_json,
)
from tests.signing.cast import Cast, check, signed_by, signed_specially, stamps_of

_words = st.text(max_size=20)
_lists = st.lists(_words, max_size=3).map(tuple)
_moments = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))
_certificates = st.builds(
    CertificateFacts, valid_from=_moments, valid_to=_moments, key_usage=_lists, extended_key_usage=_lists
)
_stamps = st.builds(TimestampFacts, at=_moments)
_signatures = st.builds(
    SignatureFacts,
    field=_words,
    kind=st.sampled_from(Kind),
    byte_range=st.lists(st.integers(0, 10**9), max_size=4).map(tuple),
    structure_problems=_lists,
    coverage=st.sampled_from(Coverage),
    later_changes=st.sampled_from(LaterChanges),
    changed_fields=_lists,
    is_digest_same=st.booleans(),
    signer=st.none() | _certificates,
    chain=st.lists(_certificates, max_size=2).map(tuple),
    claimed_at=st.none() | _moments,
    timestamp=st.none() | _stamps,
)
_documents = st.builds(
    DocumentFacts,
    checked_at=_moments,
    trust_problems=_lists,
    unreadable=_lists,
    unchecked=_lists,
    syntax=st.sampled_from(Syntax),
    empty_fields=_lists,
    signatures=st.lists(_signatures, max_size=2).map(tuple),
)


@given(_documents)
def test_any_facts_come_back_unchanged_from_json_text(facts: DocumentFacts) -> None:
    assert from_json(json.loads(json.dumps(to_json(facts)))) == facts


def test_facts_of_real_files_come_back_unchanged(cast: Cast, pdf: bytes, signed: bytes) -> None:
    stamped = signed_specially(cast.minh, pdf, timestamper=stamps_of(cast.stamper))
    for data in (b"", pdf, signed, signed_by(cast.agency, signed), stamped):
        facts, _ = check(data, cast.trust)
        assert from_json(to_json(facts)) == facts


def test_facts_stored_before_a_fact_was_known_still_read() -> None:
    plain = to_json(DocumentFacts(1, "0" * 64, datetime(2026, 11, 20, tzinfo=UTC), "pyHanko"))
    del plain["has_traces"]
    assert from_json(plain).has_traces is False


def test_what_are_no_facts_is_refused() -> None:
    with pytest.raises(TypeError):
        from_json({})
