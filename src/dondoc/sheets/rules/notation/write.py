"""Writing formulas (ghi công thức): the notation itself, and words for a reader."""

from __future__ import annotations

from collections.abc import Callable

from dondoc.sheets.rules.notation.tree import Constant, Expression, Extreme, Ref, Rule, Sum, refs_of


def write_formula(expression: Expression) -> str:
    """The notation; `parse_formula(write_formula(e)) == e`."""
    return _written(expression, _ref, _constant)


def write_rule(rule: Rule) -> str:
    """`parse_rule(write_rule(r)) == r`."""
    return f" {rule.relation.value} ".join(write_formula(side) for side in rule.sides)


def told_formula(expression: Expression) -> str:
    """In words: 'cột 4 + 5 + 6', 'dòng a + b', 'cột 11 kỳ trước', 'cột 3 biểu B02 + cột 3 biểu B03'."""
    refs = list(refs_of(expression))
    if refs and all(ref == Ref(ref.column) for ref in refs):
        return f"cột {_written(expression, lambda ref: ref.column, _told_constant)}"
    if refs and all(ref == Ref(row=ref.row) for ref in refs):
        return f"dòng {_written(expression, lambda ref: ref.row, _told_constant)}"
    return _written(expression, _told_ref, _told_constant)


def told_rule(rule: Rule) -> str:
    """In words: 'Cột 9 phải bằng cột 11 + 12, phải bằng cột 14 + 15'."""
    sides = ", ".join(f"{rule.relation.must} {told_formula(side)}" for side in rule.sides[1:])
    subject = told_formula(rule.sides[0])
    return f"{subject[0].upper()}{subject[1:]} {sides}"


def printed_formula(expression: Expression) -> str:
    """As it stands under a column's heading: '(4)+(5)+(6)'."""
    return _written(expression, lambda ref: f"({_ref(ref)})", _told_constant).replace(" ", "")


def _told_ref(ref: Ref) -> str:
    return " ".join(
        filter(
            None,
            (
                f"cột {ref.column}" if ref.column else "",
                f"dòng {ref.row}" if ref.row else "",
                f"biểu {ref.form}" if ref.form else "",
                "kỳ trước" if ref.is_previous else "",
            ),
        )
    )


def _ref(ref: Ref) -> str:
    named = (f"form({ref.form})" if ref.form else "", "previous" if ref.is_previous else "")
    return ".".join(filter(None, (*named, f"row({ref.row})" if ref.row else "", ref.column)))


def _constant(constant: Constant) -> str:
    text = f"{constant.value:f}"
    return text if "." in text else f"{text}.0"


def _told_constant(constant: Constant) -> str:
    text = f"{constant.value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _written(
    expression: Expression, ref: Callable[[Ref], str], constant: Callable[[Constant], str], *, inside: str = ""
) -> str:
    """`inside`: the sign of the whole that this is a part of."""
    if isinstance(expression, Ref):
        return ref(expression)
    if isinstance(expression, Constant):
        return constant(expression)
    if isinstance(expression, Extreme):
        return f"{expression.name}({', '.join(_written(part, ref, constant) for part in expression.parts)})"
    sign = "+" if isinstance(expression, Sum) else "*"
    (first, head), *rest = [(s, _written(part, ref, constant, inside=sign)) for s, part in expression.parts]
    text = " ".join([f"-{head}" if first == "-" else head, *(f"{s} {part}" for s, part in rest)])
    return f"({text})" if inside == "*" or (inside and isinstance(expression, Sum)) else text
