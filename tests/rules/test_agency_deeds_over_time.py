"""Whatever is done to the tree: one version a day, history stays, nobody is lost, everything can be taken back."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.agencies.rules.chart import Chart, GroupName, GroupSpan, Version
from dondoc.agencies.rules.deeds import (
    CloseGroup,
    Create,
    Deed,
    Description,
    Dissolve,
    Merge,
    Move,
    NewUnit,
    Regroup,
    Rename,
    SetGroup,
    Split,
)
from dondoc.agencies.rules.plans import Plan, plan_deed
from dondoc.agencies.rules.soundness import faults
from dondoc.agencies.rules.undo import (
    chart_without,
    read_group,
    read_version,
    written_group,
    written_version,
)

START = date(2020, 1, 1)
LAST = 40
CODES = ("T", "P", "Q", "P1", "P2", "P3", "Q1", "Q2", "P11", "P12")
NEW_CODES = ("N1", "N2", "N3")
GROUPS = ("Sở", "Huyện")


def day(n: int) -> date:
    return START + timedelta(days=n)


def first_chart() -> Chart:
    """A centre, two provinces, units in groups, units below units."""
    parents = {"P": "T", "Q": "T", "P1": "P", "P2": "P", "P3": "P", "Q1": "Q", "Q2": "Q", "P11": "P1", "P12": "P1"}
    groups = {code: GroupName(code[0], "Sở") for code in ("P1", "P2", "Q1")} | {"P11": GroupName("P", "Huyện")}
    versions = [
        Version(code, f"Đơn vị {code}", code, parents.get(code), groups.get(code), n, day(0), None, level=level)
        for n, code in enumerate(CODES, start=1)
        for level in ["nation" if code == "T" else ""]
    ]
    names = [GroupName("P", "Sở"), GroupName("P", "Huyện"), GroupName("Q", "Sở")]
    return Chart.of(versions, [GroupSpan(name, n, day(0), None) for n, name in enumerate(names, start=1)])


any_code = st.sampled_from(CODES + NEW_CODES)
any_group = st.sampled_from(("", *GROUPS, "Mới"))
new_units = st.builds(
    NewUnit,
    code=st.sampled_from(NEW_CODES),
    description=st.builds(Description, name=st.sampled_from(("Sở mới", "Xã mới"))),
    parent=any_code | st.just(""),
    group=any_group,
)


basis = {"on": st.integers(1, LAST).map(day), "legal_basis": st.just("NQ 202/2025/QH15")}
some_codes = st.lists(any_code, min_size=1, max_size=3, unique=True).map(tuple)
# Sensible and foolish ones.
merges: st.SearchStrategy[Deed] = st.builds(Merge, codes=some_codes, into=any_code | new_units, **basis)
dissolutions: st.SearchStrategy[Deed] = st.builds(Dissolve, codes=some_codes, replaced_by=any_code, **basis)
splits: st.SearchStrategy[Deed] = st.builds(
    Split,
    code=any_code,
    parts=st.lists(new_units, min_size=1, max_size=2, unique_by=lambda unit: unit.code).map(tuple),
    keeps=st.booleans(),
    children=st.dictionaries(any_code, st.sampled_from(NEW_CODES), max_size=2),
    **basis,
)
any_name = st.builds(Description, name=st.sampled_from(("Tên A", "Tên B")))
others: st.SearchStrategy[Deed] = st.one_of(
    st.builds(Create, unit=new_units, **basis),
    st.builds(Rename, code=any_code, description=any_name, **basis),
    st.builds(Move, code=any_code, parent=any_code, group=any_group, **basis),
    st.builds(Regroup, code=any_code, group=any_group, position=st.none() | st.integers(1, 5), **basis),
    st.builds(Dissolve, codes=some_codes, **basis),
    st.builds(
        SetGroup,
        province=st.sampled_from("PQ"),
        group=st.sampled_from(GROUPS),
        position=st.integers(1, 4),
        new_name=st.sampled_from(("", "Mới")),
        **basis,
    ),
    st.builds(CloseGroup, province=st.sampled_from("PQ"), group=st.sampled_from((*GROUPS, "Mới")), **basis),
)


def done(listed: Iterable[Deed]) -> list[Plan]:
    """The plans of those deeds that could be done one after the other."""
    chart, plans = first_chart(), []
    for deed in listed:
        plan = plan_deed(chart, deed)
        if not plan.reasons:
            plans.append(plan)
            chart = plan.after
    return plans


restructurings = st.one_of(merges, splits, dissolutions)
stories = st.lists(restructurings | others, min_size=1, max_size=10).map(done)


def tree(chart: Chart, on: date) -> dict[str, Version]:
    return {v.code: v for v in chart.versions.values() if v.is_in_force(on)}


def told(chart: Chart, on: date) -> dict[str, tuple[object, ...]]:
    """What tables of a day print: everything but from when to when it is so, groups with their places."""
    places = {s.group: s.position for s in chart.groups.values() if s.is_in_force(on)}
    return {
        code: (v.name, v.parent, v.group, places.get(v.group) if v.group else None, v.position)
        for code, v in tree(chart, on).items()
    }


@given(stories)
def test_every_agency_has_exactly_one_version_on_any_day_of_its_life(plans: list[Plan]) -> None:
    for plan in plans:
        assert list(faults(plan.after)) == []
        for code in plan.after.codes:
            versions = [v for v in plan.after.versions.values() if v.code == code]
            days = [n for n in range(LAST + 3) for v in versions if v.is_in_force(day(n))]
            assert sorted(days) == list(range(min(days, default=0), max(days, default=-1) + 1))


@given(stories)
def test_the_tree_of_every_day_before_a_deed_stays_as_it_was(plans: list[Plan]) -> None:
    for plan in plans:
        for n in range(LAST + 1):
            if day(n) < plan.deed.on:
                assert told(plan.after, day(n)) == told(plan.before, day(n))


@given(stories)
def test_every_deed_can_be_taken_back_out_of_what_the_log_keeps(plans: list[Plan]) -> None:
    for plan in reversed(plans):
        changes = [
            type(c)(read_version(written_version(c.before)), read_version(written_version(c.after)))
            for c in plan.changes
        ]
        groups = [type(c)(read_group(written_group(c.before)), read_group(written_group(c.after))) for c in plan.groups]
        before, reasons = chart_without(plan.after, changes, groups)
        assert reasons == []
        assert before.versions == plan.before.versions and before.groups == plan.before.groups


@given(stories)
def test_a_deed_beneath_another_on_the_same_rows_cannot_be_taken_back(plans: list[Plan]) -> None:
    for first, second in pairwise(plans):
        keys = {c.after.key for c in first.changes if c.after} & {c.before.key for c in second.changes if c.before}
        if keys:
            assert chart_without(second.after, first.changes, first.groups)[1]


def total(chart: Chart, on: date, values: dict[str, int], code: str) -> int:
    """What a unit and all below it have."""
    below = [child.code for child in tree(chart, on).values() if child.parent == code]
    return values.get(code, 0) + sum(total(chart, on, values, child) for child in below)


@settings(max_examples=300)
@given(st.lists(restructurings, min_size=1, max_size=6).map(done), st.data())
def test_sums_over_the_tree_are_conserved_when_heirs_take_over_what_units_had(
    plans: list[Plan], data: st.DataObject
) -> None:
    for plan in plans:
        on = plan.deed.on
        eve = tree(plan.before, on)  # of two deeds on one day the second finds what the first left
        values = {code: data.draw(st.integers(0, 100), label=code) for code in sorted(eve)}
        passed = dict(values)
        for code in plan.ended:
            heir = data.draw(st.sampled_from(plan.heirs_of(code)))
            passed[heir] = passed.get(heir, 0) + passed.pop(code)
        roots = [code for code, v in eve.items() if v.parent is None]
        before = sum(total(plan.before, on, values, root) for root in roots)
        after_roots = [code for code, v in tree(plan.after, on).items() if v.parent is None]
        assert before == sum(values.values())
        assert sum(total(plan.after, on, passed, root) for root in after_roots) == before


@given(stories)
def test_whoever_existed_and_did_not_end_still_exists(plans: list[Plan]) -> None:
    for plan in plans:
        eve, morning = tree(plan.before, plan.deed.on), tree(plan.after, plan.deed.on)
        assert set(eve) - set(morning) == set(plan.ended)
