"""What an agency file may not say (kiểm tra tệp đơn vị): rows that contradict one another, or the map over time."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date

from dondoc.agencies.rules.chart import FIRST_DAY, Chart, GroupName, Level, Version, key_of
from dondoc.agencies.rules.identifiers import wrong_identifiers
from dondoc.agencies.rules.import_rows import MAX_ORDER, Draft, draft_of, level_of
from dondoc.agencies.rules.timelines import MAX_LEVELS, Timelines, borne_twice
from dondoc.base.rules.tables import Row, Table
from dondoc.base.rules.wording import roman, screen_date


def checked_drafts(table: Table, stored: Chart) -> tuple[list[Draft], Timelines]:
    """The rows in order, and the map over time as it would become. What is wrong goes to `table.problems`."""
    known = stored.codes | {row.text("code") for row in table.rows}
    _check_parent_codes(table, known)
    repeated = _check_repeats(table)
    rows = [row for row in table.rows if not row.broken and row.number not in repeated]
    for row in rows:
        _check_words(table, row)
    drafts = [draft for draft in (draft_of(table, row, stored) for row in rows) if _stands_alone(table, draft)]
    used = {draft.row for draft in drafts}
    # Codes with rows set aside: what the other rows say of them would look wrong for no fault of theirs.
    doubtful = {row.text("code") for row in table.rows if row.number not in used}
    replaced = {(draft.code, draft.valid_from) for draft in drafts}
    kept = [version for key, version in stored.versions.items() if key not in replaced]
    timelines = Timelines([*(version.span for version in kept), *(draft.span for draft in drafts)])
    _check_seams(table, timelines, {draft.code for draft in drafts} - doubtful)
    _check_parent_spans(table, drafts, timelines, known - doubtful)
    _check_children(table, drafts, kept, timelines, doubtful)
    _check_ways_up(table, drafts, timelines)
    _check_groups(table, drafts, timelines)
    _check_bearers(table, drafts, kept)
    return drafts, timelines


def _check_parent_codes(table: Table, known: Set[str]) -> None:
    for row in table.rows:
        parent = row.text("parent")
        if parent and parent not in known:
            table.problem(row, "parent", f"mã cấp trên '{parent}' không có trong tệp và chưa có trong hệ thống")


def _check_repeats(table: Table) -> set[int]:
    """Rows that repeat the (code, valid_from) of a row above them."""
    first: dict[tuple[str, date], int] = {}
    repeated = set()
    for row in table.rows:
        if row.broken & {"code", "valid_from"}:
            continue
        key = row.text("code"), row.day("valid_from") or FIRST_DAY
        if first.setdefault(key, row.number) != row.number:
            repeated.add(row.number)
            table.problem(row, "code", f"mã '{key[0]}' đã có ở dòng {first[key]}")
    return repeated


def _check_words(table: Table, row: Row) -> None:
    """Cells that say what no tier, no identifier is."""
    level = row.text("level")
    if level and level_of(level) is None:
        table.problem(row, "level", f"'{level}' không phải cấp; hãy ghi trung ương, cấp tỉnh, cấp huyện hoặc cấp xã")
    wrong = wrong_identifiers(row.text("identifier"), row.text("old_identifier"), row.text("unit_code"))
    for name, message in wrong:
        table.problem(row, name, message)


def _stands_alone(table: Table, draft: Draft) -> bool:
    """Whether a row makes sense by itself."""
    before = table.problems.count
    if draft.valid_to and draft.valid_to <= draft.valid_from:
        begun = screen_date(draft.valid_from)
        message = f"ngày kết thúc {screen_date(draft.valid_to)} phải sau ngày bắt đầu {begun}"
        table.problem(draft.row, "valid_to", message)
    if draft.group and not draft.parent:
        message = "đơn vị không có cấp trên là tỉnh, không đứng trong nhóm; hãy ghi mã cấp trên hoặc bỏ nhóm"
        table.problem(draft.row, "group", message)
    if draft.order is not None and not 0 <= draft.order <= MAX_ORDER:
        table.problem(draft.row, "order", f"thứ tự {draft.order} phải từ 0 đến {MAX_ORDER}")
    return table.problems.count == before


def _check_seams(table: Table, timelines: Timelines, codes: Iterable[str]) -> None:
    """On any day of its life a unit has exactly one version."""
    for code in sorted(codes):
        for pair in timelines.overlaps(code):
            at = max(pair, key=lambda span: span.row or 0)
            other = pair[0] if at is pair[1] else pair[1]
            place = f"dòng {other.row}" if other.row else "phiên bản đã có trong hệ thống"
            message = f"mã '{code}' trùng thời gian với {place} ({other.words()})"
            mend = "" if other.row else "; hãy nhập lại cả phiên bản đó, thêm ngày kết thúc"
            table.problem(at.row or 0, "valid_from", message + mend)
        for earlier, later in timelines.gaps(code):
            name, at = ("valid_from", later) if later.row else ("valid_to", earlier)
            from_day, to_day = screen_date(earlier.valid_to or FIRST_DAY), screen_date(later.valid_from)
            message = f"mã '{code}' bị đứt quãng từ {from_day} đến trước {to_day}; hãy nối liền, hoặc dùng mã khác"
            table.problem(at.row or 0, name, message)


def _check_parent_spans(table: Table, drafts: list[Draft], timelines: Timelines, known: Set[str]) -> None:
    for draft in drafts:
        if draft.parent and draft.parent in known and (gap := timelines.first_gap(draft.parent, draft.span)):
            message = f"đơn vị cấp trên '{draft.parent}' không tồn tại vào ngày {screen_date(gap)}"
            table.problem(draft.row, "parent", f"{message}, trong khi dòng này {draft.span.words()}")


def _check_children(
    table: Table, drafts: list[Draft], kept: list[Version], timelines: Timelines, doubtful: set[str]
) -> None:
    """Stored units that a corrected parent would leave behind."""
    last_row = {draft.code: draft.row for draft in drafts if draft.code not in doubtful}
    for child in kept:
        if child.parent in last_row and (gap := timelines.first_gap(child.parent, child.span)):
            message = f"đơn vị '{child.code}' trong hệ thống còn thuộc '{child.parent}' vào ngày {screen_date(gap)}"
            table.problem(last_row[child.parent], "valid_to", f"{message}; hãy nhập cả đơn vị đó")


def _check_ways_up(table: Table, drafts: list[Draft], timelines: Timelines) -> None:
    """Rings, and ladders too long to be true."""
    for ring in timelines.rings():
        rows = [span.row for span in ring if span.row]
        if rows:
            codes = " → ".join(span.code for span in [*ring, ring[0]])
            table.problem(min(rows), "parent", f"đơn vị thành cấp trên của chính mình: {codes}")
    for draft in drafts:
        path = timelines.way_up(draft.code, draft.valid_from)
        if len(path) > MAX_LEVELS and path[-1] not in path[:-1]:
            table.problem(draft.row, "parent", f"có quá {MAX_LEVELS} cấp trên chồng nhau; hãy xem lại mã cấp trên")


def _check_groups(table: Table, drafts: list[Draft], timelines: Timelines) -> None:
    """A group stands below a province and has one number."""
    first: dict[GroupName, Draft] = {}
    for draft in drafts:
        province = timelines.province_of(draft.code, draft.valid_from) if draft.group else None
        if province == draft.code or (draft.group and draft.level == Level.NATION):
            table.problem(draft.row, "group", "chỉ đơn vị dưới tỉnh mới đứng trong nhóm; hãy bỏ nhóm")
        if draft.numeral is None or province is None:
            continue
        numbered = first.setdefault(key_of(GroupName(province, draft.group)), draft)
        if numbered.numeral != draft.numeral:
            message = f"nhóm '{draft.group}' mang số {roman(draft.numeral)}, ở dòng {numbered.row} mang số khác"
            table.problem(draft.row, "group", message)


def _check_bearers(table: Table, drafts: list[Draft], kept: list[Version]) -> None:
    """An identifier is one unit's at a time."""
    for name in ("identifier", "old_identifier"):
        spans = [(getattr(v, name), v.span) for v in kept]
        spans += [(draft.described[name], draft.span) for draft in drafts]
        for value, span, other in borne_twice(spans):
            at, beside = (span, other) if (span.row or 0) >= (other.row or 0) else (other, span)
            table.problem(at.row or 0, name, f"mã '{value}' đang là của đơn vị '{beside.code}' ({beside.words()})")
