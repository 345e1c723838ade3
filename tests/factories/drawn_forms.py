"""Any form at all, for properties (biểu mẫu bất kỳ)."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from dondoc.sheets.rules.definition import CellType, FormDefinition, parse_form

WORDS = st.text("abcđêÔ |,\"'<>&", min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)
AGGREGATES = st.sampled_from(["sum", "max", "min", "last", "average", "none"])


@st.composite
def columns(draw: st.DrawFn, no: str, before: list[dict[str, Any]]) -> dict[str, Any]:
    kind = draw(st.sampled_from([kind.value for kind in CellType]))
    numbers = [column["no"] for column in before if column["type"] == "integer"]
    value: dict[str, Any] = {"no": no, "title": draw(WORDS), "type": kind, "required": draw(st.booleans())}
    value["group"] = draw(st.lists(st.sampled_from(["Số hồ sơ", "Trong kỳ"]), max_size=2))
    if kind in ("decimal", "percent"):
        value["scale"] = draw(st.integers(0, 6))
    value["aggregate"] = draw(AGGREGATES) if kind in ("integer", "decimal", "percent") else "last"
    if kind == "choice":
        value["choices"] = draw(st.lists(WORDS, min_size=1, max_size=3))
    if kind in ("integer", "decimal") and numbers and draw(st.booleans()):
        value["computed"] = draw(st.sampled_from(["+", " - ", "*"])).join(numbers)
    return value


@st.composite
def any_forms(draw: st.DrawFn) -> FormDefinition:
    listed: list[dict[str, Any]] = []
    for no in draw(st.permutations(["1", "3a", "7", "12", "A"]))[: draw(st.integers(1, 5))]:
        listed.append(draw(columns(no, listed)))
    codes = draw(st.lists(WORDS, max_size=5, unique=True))
    items = [{"code": code, "title": draw(WORDS), "of_which": False} for code in codes]
    for at in range(1, len(items)):
        if draw(st.booleans()):
            items[at] |= {"parent": codes[draw(st.integers(0, at - 1))], "of_which": draw(st.booleans())}
    numbers = [column["no"] for column in listed if column["type"] in ("integer", "decimal", "percent")]
    checks = [{"rule": f"{no} <= {numbers[0]}", "level": draw(st.sampled_from(["block", "warn"]))} for no in numbers]
    value = {"code": "F", "name": draw(WORDS), "valid_from": "2024-01-01", "columns": listed, "checks": checks}
    value["unit"] = draw(st.just("") | WORDS)
    value["rows"] = (
        {"kind": draw(st.sampled_from(["fixed", "catalogue"])), "items": items} if items else {"kind": "free"}
    )
    if draw(st.booleans()):
        value["stub"] = [{"no": "1", "title": "STT"}, {"no": "2", "title": draw(WORDS)}][: draw(st.integers(1, 2))]
    return parse_form({**value, "legal_basis": draw(st.just("") | WORDS)})
