"""From a directive to its tasks: read, settled, assigned all at once, taken back while nothing has happened."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dondoc.assignments.actions import (
    CannotAssign,
    CannotReadSource,
    CannotSettleProposal,
    CannotUndoAssignment,
    accept_proposals,
    assign_tasks,
    choose_proposal,
    discard_draft,
    edit_proposal,
    fill_proposals,
    merge_proposals,
    read_directive,
    settle_source,
    undo_assignment,
    update_progress,
)
from dondoc.assignments.models import DirectiveDraft, Proposal, SourceDocument, Task
from dondoc.assignments.queries import CannotTellProvince, access_task, record_of, tasks_assigned
from dondoc.assignments.rules.buckets import is_in_cohort
from dondoc.assignments.rules.entry import SourceKind
from dondoc.assignments.rules.particulars import Particulars, kind_of_document
from dondoc.assignments.rules.proposals import Source
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.people.queries import rights_of
from tests.factories import NOW, World, vn

SEED = Path(__file__).parents[1] / "cases" / "seed-bacgiang-2023q3.txt"
ISSUED = date(2026, 11, 20)
LETTER = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: 1215/UBND-KT
Lạng Sơn, ngày 20 tháng 11 năm 2026
V/v đẩy mạnh chuyển đổi số

Kính gửi: Các sở, cơ quan thuộc UBND tỉnh.

Chủ tịch UBND tỉnh yêu cầu:

1. Giao Sở Thông tin và Truyền thông chủ trì, phối hợp với Văn phòng UBND tỉnh rà soát hạ tầng số, báo cáo \
UBND tỉnh trước ngày 05/12/2026.

2. Sở Thông tin và Truyền thông tổ chức tập huấn cho cán bộ cấp xã trong tháng 12 năm 2026.

3. Các cơ quan liên quan cung cấp số liệu theo đề nghị của Sở Thông tin và Truyền thông.

Nơi nhận:
- Như trên;
- Lưu: VT.
CHỦ TỊCH
Hồ Tiến Thiệu
"""


def directive(world: World, text: str = LETTER, who: str = "hoa") -> DirectiveDraft:
    """A letter of Lạng Sơn, read: two clear tasks, one for whoever is concerned."""
    return read_directive(actor_id=world.people[who], at=NOW, text=text)


def seed(world: World) -> DirectiveDraft:
    draft = directive(world, SEED.read_text("utf-8"))
    said = Source("5720/UBND-TTPVHCC", date(2023, 10, 9), draft.title, draft.issuer, draft.signer, "Phó Chủ tịch")
    return settle_source(actor_id=world.people["hoa"], at=NOW, draft_id=draft.pk, source=said)


def accept_all(world: World, draft: DirectiveDraft) -> tuple[int, int]:
    return accept_proposals(actor_id=world.people["hoa"], at=NOW, draft_id=draft.pk)


def choose(world: World, draft: DirectiveDraft, position: int, choice: str = "accepted", who: str = "hoa") -> Proposal:
    return choose_proposal(actor_id=world.people[who], at=NOW, draft_id=draft.pk, position=position, choice=choice)


def edit(world: World, draft: DirectiveDraft, position: int = 3, **more: object) -> Proposal:
    given = {"title": "Cung cấp số liệu", "leads": "Sở Nội vụ", "coordinating": "", "due_on": None, **more}
    return edit_proposal(actor_id=world.people["hoa"], at=NOW, draft_id=draft.pk, position=position, **given)  # type: ignore[arg-type]


def assign(world: World, draft: DirectiveDraft, who: str = "hoa", **more: bool) -> list[Task]:
    done = assign_tasks(actor_id=world.people[who], at=NOW, draft_id=draft.pk, **more)
    return list(done.tasks.select_related("lead").order_by("pk"))


def undo(world: World, draft: DirectiveDraft, who: str = "hoa") -> None:
    undo_assignment(actor_id=world.people[who], at=NOW, draft_id=draft.pk)


def reasons(refused: pytest.ExceptionInfo[CannotAssign]) -> str:
    return str(refused.value)


def codes(tasks: list[Task]) -> Iterator[str]:
    return (task.lead.code for task in tasks)


def test_the_published_letter_gives_its_three_tasks_and_a_task_for_each_agency_of_a_group(world: World) -> None:
    draft = seed(world)
    assert accept_all(world, draft) == (3, 0)
    tasks = assign(world, draft)
    by_proposal = {start: [t for t in tasks if t.passage_start == start] for start in {t.passage_start for t in tasks}}
    assert sorted(map(len, by_proposal.values())) == [1, 1, 27]
    assert [*codes(tasks)][-2:] == ["BG-STTTT", "BG-VP"]
    assert len({task.code for task in tasks}) == 29


def test_a_task_keeps_the_words_and_the_place_that_it_came_from(world: World) -> None:
    draft = directive(world)
    choose(world, draft, 1)
    (task,) = assign(world, draft)
    assert task.source is not None and task.passage_start is not None
    assert (task.source.number, task.source.issued_on) == ("1215/UBND-KT", ISSUED)
    assert task.source.text[task.passage_start : task.passage_end] == task.passage
    assert task.passage.startswith("Giao Sở Thông tin và Truyền thông") or task.passage.startswith("1. Giao Sở")
    assert (task.due_on, task.deadline_wording) == (date(2026, 12, 4), "trước ngày 05/12/2026")
    assert (task.code, task.point, task.assigned_on) == ("1215/UBND-KT.2026-01", "1", ISSUED)
    assert [agency.code for agency in task.coordinating.all()] == ["LS-VP"]


def test_a_draft_without_number_and_day_assigns_nothing(world: World) -> None:
    draft = directive(world, SEED.read_text("utf-8"))
    accept_all(world, draft)
    with pytest.raises(CannotAssign) as refused:
        assign(world, draft)
    assert {r.where for r in refused.value.reasons} == {"Số, ký hiệu", "Ngày văn bản"}


def test_what_is_not_clear_cannot_be_accepted_and_says_why(world: World) -> None:
    draft = directive(world)
    with pytest.raises(CannotSettleProposal, match="chưa rõ đơn vị nào"):
        choose(world, draft, 3)
    assert accept_all(world, draft) == (2, 1)


def test_an_edited_proposal_is_accepted_and_assigned_as_edited(world: World) -> None:
    draft = directive(world)
    edit(world, draft, coordinating="Sở Tài chính; LS-VP", due_on=date(2026, 12, 31))
    (task,) = assign(world, draft)
    assert (task.title, task.lead.code, task.due_on) == ("Cung cấp số liệu", "LS-SNV", date(2026, 12, 31))
    assert {agency.code for agency in task.coordinating.all()} == {"LS-STC", "LS-VP"}


def test_an_edit_is_refused_with_everything_at_once(world: World) -> None:
    draft = directive(world)
    with pytest.raises(CannotSettleProposal) as refused:
        edit(world, draft, title=" ", leads="Sở Không Có", coordinating="Cục Nào Đó", due_on=date(2020, 1, 1))
    assert {r.where for r in refused.value.reasons} == {"Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"}


def test_a_lead_does_not_coordinate_its_own_task(world: World) -> None:
    with pytest.raises(CannotSettleProposal, match="không thể vừa phối hợp"):
        edit(world, directive(world), coordinating="Sở Nội vụ")


def test_two_proposals_merge_into_one_and_the_second_can_be_taken_back(world: World) -> None:
    draft = directive(world)
    merged = merge_proposals(actor_id=world.people["hoa"], at=NOW, draft_id=draft.pk, position=1)
    second = draft.proposals.get(position=2)
    assert "tập huấn" in merged.title and merged.end == second.end
    assert (merged.due_on, second.choice) == (date(2026, 12, 4), "merged")
    assert accept_all(world, draft) == (1, 1)
    choose(world, draft, 2, "")
    assert accept_all(world, draft) == (1, 1)


def test_the_last_proposal_has_nothing_to_merge_with(world: World) -> None:
    with pytest.raises(CannotSettleProposal, match="Không có đề xuất nào"):
        merge_proposals(actor_id=world.people["hoa"], at=NOW, draft_id=directive(world).pk, position=3)


def test_what_was_dropped_is_not_assigned(world: World) -> None:
    draft = directive(world)
    accept_all(world, draft)
    choose(world, draft, 2, "dropped")
    assert [task.point for task in assign(world, draft)] == ["1"]


def test_nothing_is_assigned_while_nothing_is_accepted_nor_twice(world: World) -> None:
    draft = directive(world)
    with pytest.raises(CannotAssign, match="Chưa nhận nhiệm vụ nào"):
        assign(world, draft)
    accept_all(world, draft)
    assign(world, draft)
    with pytest.raises(CannotAssign, match="đã giao rồi"):
        assign(world, draft)
    with pytest.raises(CannotSettleProposal, match="đã giao"):
        choose(world, draft, 1, "dropped")


def test_a_document_entered_before_is_told_and_more_can_be_assigned_out_of_it_knowingly(world: World) -> None:
    first, second = directive(world), directive(world)
    choose(world, first, 1)
    choose(world, second, 2)
    assign(world, first)
    with pytest.raises(CannotAssign, match="1215/UBND-KT ngày 20/11/2026 đã nhập, có 1 nhiệm vụ"):
        assign(world, second)
    (more,) = assign(world, second, adds_to_entered=True)
    assert more.code == "1215/UBND-KT.2026-02"
    assert SourceDocument.objects.filter(number="1215/UBND-KT").count() == 1


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "Độ mật: Tuyệt mật", "[ MẬT ]"])
def test_a_secret_document_is_refused_and_not_kept(world: World, stamp: str) -> None:
    with pytest.raises(CannotReadSource, match="không đưa vào hệ thống"):
        directive(world, f"{stamp}\n{LETTER}")
    assert not DirectiveDraft.objects.exists()


def test_a_letter_about_secrets_is_not_a_secret_letter(world: World) -> None:
    assert directive(world, LETTER.replace("đẩy mạnh chuyển đổi số", "bảo vệ bí mật nhà nước")).pk


def test_nothing_given_is_refused(world: World) -> None:
    with pytest.raises(CannotReadSource, match="Dán toàn văn"):
        directive(world, "  ")


def test_a_pasted_text_is_bounded(world: World) -> None:
    with pytest.raises(CannotReadSource, match="dài quá"):
        directive(world, "1. " * 700_000)


def test_a_file_is_read_like_a_pasted_text(world: World) -> None:
    draft = read_directive(actor_id=world.people["hoa"], at=NOW, data=LETTER.encode(), file_name="cv.txt")
    assert (draft.file_name, draft.proposals.count()) == ("cv.txt", 3)


def test_of_several_provinces_the_issuers_is_meant_and_without_one_it_is_asked(world: World) -> None:
    assert directive(world).province_id == world.agencies["LS"]
    with pytest.raises(CannotTellProvince, match="Chọn tỉnh"):
        directive(world, "1. Sở Nội vụ báo cáo trước ngày 05/12/2026.")


@pytest.mark.parametrize("who", ["nam", "lan", "minh", "dung"])
def test_only_a_monitor_reads_and_assigns(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        directive(world, who=who)
    draft = directive(world)
    for do in (assign, undo):
        with pytest.raises(NotFound):
            do(world, draft, who)
    with pytest.raises(NotFound):
        choose(world, draft, 1, who=who)


def test_a_monitor_of_another_province_knows_nothing_of_the_draft(world: World) -> None:
    with pytest.raises(NotFound):
        assign(world, seed(world), "tuan")


def test_an_assignment_taken_back_is_as_if_never_made(world: World) -> None:
    draft = directive(world)
    accept_all(world, draft)
    tasks = assign(world, draft)
    undo(world, draft)
    with pytest.raises(NotFound):
        access_task(rights_of(world.people["hoa"], ISSUED), task_id=tasks[0].pk)
    cohort = tasks_assigned([world.agencies["LS"]], ISSUED, ISSUED)
    assert not [r for r in cohort if is_in_cohort(r.facts, ISSUED, ISSUED, AsOf(NOW))]
    assert [task.code for task in assign(world, draft)] == ["1215/UBND-KT.2026-03", "1215/UBND-KT.2026-04"]


def test_what_was_known_before_the_undoing_still_shows_the_tasks(world: World) -> None:
    draft = directive(world)
    accept_all(world, draft)
    (task, *_) = assign(world, draft)
    undo_assignment(actor_id=world.people["hoa"], at=vn("2026-11-24T09:00"), draft_id=draft.pk)
    facts, later = record_of(task.pk).facts, vn("2026-11-25T09:00")
    assert is_in_cohort(facts, ISSUED, ISSUED, AsOf(later, known_at=NOW))
    assert not is_in_cohort(facts, ISSUED, ISSUED, AsOf(later, known_at=later))


def test_once_something_has_happened_an_assignment_stays(world: World) -> None:
    draft = directive(world)
    accept_all(world, draft)
    (task, *_) = assign(world, draft)
    update_progress(actor_id=world.people["nam"], at=NOW, task_id=task.pk, percent=5, text="")
    with pytest.raises(CannotUndoAssignment, match="1 nhiệm vụ đã có cập nhật"):
        undo(world, draft)


def test_there_is_nothing_to_take_back_before(world: World) -> None:
    with pytest.raises(CannotUndoAssignment, match="chưa giao"):
        undo(world, directive(world))


def test_a_reading_can_be_thrown_away(world: World) -> None:
    draft = directive(world)
    discard_draft(actor_id=world.people["hoa"], at=NOW, draft_id=draft.pk)
    assert not Proposal.objects.exists()


def test_every_deed_leaves_a_trail(world: World) -> None:
    draft = directive(world)
    accept_all(world, draft)
    assign(world, draft)
    undo(world, draft)
    deeds = AuditEntry.objects.filter(subject=f"directive:{draft.pk}").order_by("id").values_list("deed", flat=True)
    assert list(deeds) == ["read_directive", "accept_proposals", "assign_tasks", "undo_assignment"]


def test_what_is_said_of_all_proposals_is_said_of_their_tasks_and_one_may_differ(world: World) -> None:
    draft = directive(world)
    told = Particulars(field="Chuyển đổi số", deliverable="Báo cáo", update_days=5, must_attach=True)
    assert fill_proposals(actor_id=world.people["hoa"], at=NOW, draft_id=draft.pk, particulars=told) == 3
    choose(world, draft, 1)
    edit(world, draft, particulars=Particulars(field=" Nội vụ ", is_starred=True))
    first, other = assign(world, draft)
    assert (first.field, first.deliverable, first.update_days, first.must_attach, first.is_starred) == (
        *("Chuyển đổi số", "Báo cáo", 5, True),
        False,
    )
    assert (other.field, other.deliverable, other.update_days, other.is_starred) == ("Nội vụ", "", None, True)


def test_nothing_or_a_frequency_that_cannot_be_is_not_said_of_all(world: World) -> None:
    draft = directive(world)
    for told in (Particulars(field=" "), Particulars(update_days=91)):
        with pytest.raises(CannotSettleProposal):
            fill_proposals(actor_id=world.people["hoa"], at=NOW, draft_id=draft.pk, particulars=told)


@pytest.mark.parametrize(
    ("number", "title", "kind"),
    [
        ("1215/UBND-KT", "V/v đẩy mạnh chuyển đổi số", SourceKind.DIRECTIVE),
        ("231/TB-UBND", "Kết luận tại phiên họp thường kỳ", SourceKind.CONCLUSION),
        ("12/KL-UBND", "", SourceKind.CONCLUSION),
        ("3/CTr-UBND", "Công tác năm 2026", SourceKind.PROGRAMME),
    ],
)
def test_the_symbol_and_title_tell_what_kind_of_source_a_document_is(number: str, title: str, kind: SourceKind) -> None:
    assert kind_of_document(number, title) == kind


def test_the_official_settles_what_kind_of_source_it_is_and_the_tasks_keep_it(world: World) -> None:
    draft = directive(world)
    said = Source("12/TB-UBND", ISSUED, draft.title, draft.issuer, draft.signer, "", SourceKind.CONCLUSION)
    settle_source(actor_id=world.people["hoa"], at=NOW, draft_id=draft.pk, source=said)
    choose(world, draft, 1)
    assert [task.source_kind for task in assign(world, draft)] == ["conclusion"]
