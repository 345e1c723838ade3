"""Several hands at once on one paper that is being signed: one signed version comes of it, the rest is told."""

from dondoc.signbook.actions import finish_session
from dondoc.signbook.models import SessionUse, SignedVersion
from dondoc.signing.cannot import CannotSign
from tests.actions.test_signbook import LATER, opened
from tests.factories import World
from tests.factories.signbook import key_of, keys, laid
from tests.postgres.test_many_at_once import at_once


def test_one_session_answered_several_times_at_once_makes_one_version(lasting_world: World) -> None:
    paper, key = laid(lasting_world), key_of(keys().minh)
    one = opened(lasting_world, paper, key)
    (value,) = key.sign([one.to_sign])
    minh = lasting_world.people["minh"]
    answers = at_once([lambda: finish_session(actor_id=minh, at=LATER, token=one.token, answer=value)] * 3)
    assert sum(isinstance(answer, CannotSign) for answer in answers) == 2
    assert (SignedVersion.objects.count(), SessionUse.objects.count()) == (1, 1)


def test_of_two_sessions_for_one_paper_answered_at_once_one_version_is_kept(lasting_world: World) -> None:
    paper, key = laid(lasting_world), key_of(keys().minh)
    minh = lasting_world.people["minh"]
    sessions = [opened(lasting_world, paper, key) for _ in range(2)]
    values = [key.sign([one.to_sign])[0] for one in sessions]
    answers = at_once(
        [
            lambda one=one, value=value: finish_session(actor_id=minh, at=LATER, token=one.token, answer=value)  # type: ignore[misc]
            for one, value in zip(sessions, values, strict=True)
        ]
    )
    assert sum(isinstance(answer, CannotSign) for answer in answers) == 1
    assert SignedVersion.objects.filter(paper=paper).count() == 1
