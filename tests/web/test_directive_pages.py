"""Pages of directives: the text with its marks beside the proposals, every deed without script."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dondoc.assignments.models import DirectiveDraft, Task
from dondoc.web.assignments.reader import PER_PAGE, segments
from tests.actions.test_assign_tasks import LETTER, directive
from tests.factories import World

As = Callable[[str], Client]


def page_of(client: Client, draft: DirectiveDraft, page: int = 1) -> str:
    return client.get(f"{reverse('directive', args=[draft.pk])}?trang={page}").content.decode()


def settle(client: Client, draft: DirectiveDraft, position: int, asked: str, **more: str) -> tuple[int, str]:
    response = client.post(reverse("settle-proposal", args=[draft.pk, position]), {"viec": asked, **more})
    return response.status_code, response.content.decode()


def test_a_pasted_text_becomes_marked_passages_beside_proposals(as_: As) -> None:
    response = as_("hoa").post(reverse("directives"), {"text": LETTER}, follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0].startswith("/nhiem-vu/giao-viec/")
    assert page.count('class="mark"') == 3
    assert "trước ngày 05/12/2026" in page and "<b>04/12/2026</b>" in page
    assert "chưa rõ đơn vị nào" in page


def test_a_secret_text_is_refused_on_the_page(as_: As) -> None:
    response = as_("hoa").post(reverse("directives"), {"text": f"MẬT\n{LETTER}"})
    assert response.status_code == 422
    assert "Nhiệm vụ mật không đưa vào hệ thống này" in response.content.decode()


def test_a_text_with_tags_in_it_is_shown_and_not_run(as_: As, world: World) -> None:
    page = page_of(as_("hoa"), directive(world, LETTER.replace("hạ tầng số", "<script>alert(1)</script>")))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_proposal_is_accepted_and_the_page_goes_on_to_the_next_that_waits(as_: As, world: World) -> None:
    draft = directive(world)
    response = as_("hoa").post(reverse("settle-proposal", args=[draft.pk, 1]), {"viec": "nhan", "trang": "1"})
    assert response["Location"].endswith("?trang=1#de-xuat-2")
    assert "Giao 1 nhiệm vụ đã nhận" in page_of(as_("hoa"), draft)


def test_an_edit_refused_shows_its_reasons_beside_the_fields_with_what_was_typed(as_: As, world: World) -> None:
    typed = {"p3-title": "Cung cấp", "p3-leads": "Sở Lạ", "p3-coordinating": "", "p3-due_on": "31/02/2026"}
    status, page = settle(as_("hoa"), directive(world), 3, "sua", **typed)
    assert status == 422
    assert 'value="Sở Lạ"' in page and 'id="id_p3-due_on_error"' in page
    status, page = settle(as_("hoa"), directive(world), 3, "sua", **{**typed, "p3-due_on": ""})
    assert status == 422 and 'id="id_p3-leads_error"' in page


def test_everything_clear_is_accepted_assigned_and_taken_back(as_: As, world: World) -> None:
    draft, hoa = directive(world), as_("hoa")
    told = hoa.post(reverse("accept-proposals", args=[draft.pk]), follow=True).content.decode()
    assert "Đã nhận 2 nhiệm vụ; 1 đề xuất còn điều cần sửa." in told
    told = hoa.post(reverse("assign-tasks", args=[draft.pk]), follow=True).content.decode()
    assert "Đã giao 2 nhiệm vụ theo 1215/UBND-KT." in told
    assert "1215/UBND-KT.2026-01" in told
    assert "hạ tầng số" in as_("nam").get(reverse("assignments")).content.decode()
    told = hoa.post(reverse("undo-assignment", args=[draft.pk]), follow=True).content.decode()
    assert "Đã huỷ lần giao này" in told
    assert "hạ tầng số" not in as_("nam").get(reverse("assignments")).content.decode()


def test_a_document_entered_before_is_told_on_the_page(as_: As, world: World) -> None:
    first, second = directive(world), directive(world)
    for draft in (first, second):
        as_("hoa").post(reverse("accept-proposals", args=[draft.pk]))
    as_("hoa").post(reverse("assign-tasks", args=[first.pk]))
    assert "Văn bản này đã nhập, có 2 nhiệm vụ" in page_of(as_("hoa"), second)
    as_("hoa").post(reverse("assign-tasks", args=[second.pk]), {"giao_them": "1"})
    assert Task.objects.filter(source__number="1215/UBND-KT").count() == 4


def test_many_proposals_are_paged_with_their_part_of_the_text_and_few_queries(
    as_: As, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    points = "\n\n".join(f"{n}. Giao Sở Nội vụ báo cáo việc số {n} trước ngày 05/12/2026." for n in range(1, 201))
    draft = directive(world, LETTER.replace("Nơi nhận:", f"{points}\n\nNơi nhận:"))
    assert draft.proposals.count() >= 200
    hoa = as_("hoa")
    with django_assert_max_num_queries(25):
        page = page_of(hoa, draft, 3)
    assert page.count("data-proposal") == PER_PAGE
    assert page.count('class="mark"') == PER_PAGE
    assert "việc số 150 " not in page


def test_passages_that_overlap_are_cut_where_either_begins_or_ends(world: World) -> None:
    draft = directive(world)
    first, second = draft.proposals.all()[:2]
    first.start, first.end, second.start, second.end = 2, 6, 4, 8
    cut = segments("0123456789", 0, 10, [first, second])
    assert [(one.text, one.numbers, one.begins) for one in cut] == [
        ("01", (), ()),
        ("23", (1,), (1,)),
        ("45", (1, 2), (2,)),
        ("67", (2,), ()),
        ("89", (), ()),
    ]


def test_what_is_said_of_all_proposals_stands_beside_each_and_a_wrong_number_beside_its_field(
    as_: As, world: World
) -> None:
    draft = directive(world)
    where = reverse("fill-proposals", args=[draft.pk])
    wrong = as_("hoa").post(where, {"chung-field": "Chuyển đổi số", "chung-update_days": "0"})
    assert wrong.status_code == 422 and 'id="id_chung-update_days_error"' in wrong.content.decode()
    as_("hoa").post(where, {"chung-field": "Chuyển đổi số", "chung-must_attach": "on"})
    assert page_of(as_("hoa"), draft).count("Chuyển đổi số; phải kèm văn bản kết quả") == 3
