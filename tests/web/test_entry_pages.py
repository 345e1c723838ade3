"""The page of a form: typed into by the agency's officer, read by the others; it works without script too."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dondoc.reporting.models import FigureDraft
from dondoc.reporting.rules.life import StepKind
from tests.actions.test_load_workbook import filled
from tests.factories import World
from tests.factories.drafts import bring_form, colleague, step, type_cells
from tests.factories.figures import OPEN, OVERDUE, enter
from tests.factories.forms import case_bytes
from tests.web.conftest import As

REPORT = f"/bao-cao/KSTTHC/{OPEN}/BG-LN/"
FORM, UNITS = f"{REPORT}so-lieu/II.06a/", f"{REPORT}so-lieu/II.07b/"
LIMIT_PAGE, LIMIT_SAVE = 30, 20  # queries


def text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def send_json(client: Client, where: str, **body: Any) -> Any:
    answer = client.post(
        f"{FORM}{where}/", json.dumps(body), "application/json", headers={"Accept": "application/json"}
    )
    return answer.status_code, answer.json()


def save(client: Client, *changes: list[str], revision: int = 0) -> Any:
    return send_json(client, "luu", revision=revision, changes=list(changes))


def test_the_page_shows_the_form_as_printed_with_last_periods_figures(world: World, as_: As) -> None:
    enter(world, {"dat-dai": {"4": 1863, "8": 1863}}, period_code=OVERDUE, is_sent=True)
    page = as_("lan").get(FORM).content.decode()
    assert '<th colspan="4" scope="colgroup">Số hồ sơ tiếp nhận</th>' in page and "(3)=(4)+(5)+(6)" in page
    assert '<span class="ghost" title="Kỳ trước">1.863</span>' in page
    assert 'aria-label="Đất đai, cột 4"' in page and 'aria-label="Đất đai, cột 3"' not in page


def test_a_saving_answers_with_what_follows_from_it(world: World, as_: As) -> None:
    status, told = save(as_("lan"), ["dat-dai", "4", "", "120"], ["dat-dai", "8", "", "118"])
    assert status == 200 and told["revision"] == 1 and told["conflicts"] == []
    assert ["dat-dai", "3", "120"] in told["computed"] and ["tong", "7", "118"] in told["computed"]
    (problem,) = told["problems"]
    assert problem["text"] == "Cột 3 phải bằng cột 7 + 11: 120 ≠ 118" and problem["level"] == "fail"
    assert {"7", "11", "4", "8"} <= set(problem["parts"]) and "1 lỗi phải sửa" in told["foot"]


def test_a_cell_changed_elsewhere_is_told_by_name(world: World, as_: As) -> None:
    type_cells(world, ("dat-dai", "4", "", "118"), ("y-te", "4", "", "3"), actor_id=colleague(world))
    _, told = save(as_("lan"), ["dat-dai", "4", "", "120"])
    assert [(c["yours"], c["theirs"], c["who"]) for c in told["conflicts"]] == [
        ("120", "118", "Nguyễn Thị Huệ sửa lúc 09:00")
    ]
    assert ["y-te", "4", "3"] in told["changed"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"revision": 0},
        {"revision": "0", "changes": []},
        {"revision": 0, "changes": [["a"]]},
        {"revision": -1, "changes": []},
    ],
)
def test_what_no_script_of_ours_sends_is_refused(world: World, as_: As, body: dict[str, Any]) -> None:
    status, told = send_json(as_("lan"), "luu", **body)
    assert status == 422 and told["refused"]


def test_the_beat_names_the_others_and_brings_what_they_changed(world: World, as_: As) -> None:
    hue = colleague(world)
    from dondoc.people.models import User

    User.objects.filter(pk=hue).update(full_name="Trần Thị Lan")
    other = as_("hue")
    send_json(other, "dang-mo", revision=0)
    type_cells(world, ("dat-dai", "4", "", "7"), actor_id=hue)
    _, told = send_json(as_("lan"), "dang-mo", revision=0)
    assert told["others"] == "Trần Thị Lan đang mở biểu này, sửa lúc 09:00"
    assert told["changed"] == [["dat-dai", "4", "7"]] and told["revision"] == 1
    assert set(send_json(as_("lan"), "dang-mo", revision=1)[1]) == {"others"}


def test_without_script_the_whole_page_is_saved(world: World, as_: As) -> None:
    lan = as_("lan")
    done = lan.post(f"{FORM}ghi/", {"revision": "0", "o|dat-dai|4": "1.200", "o|dat-dai|8": "1200", "o|y-te|4": ""})
    assert done.status_code == 302
    assert FigureDraft.objects.get().cells == {"dat-dai": {"4": "1.200", "8": "1200"}}
    assert "Đã lưu 2 ô" in text(lan.get(FORM).content)
    type_cells(world, ("dat-dai", "4", "1.200", "9"), actor_id=colleague(world))
    page = lan.post(f"{FORM}ghi/", {"revision": "1", "o|dat-dai|4": "8", "o|dat-dai|8": "1200"})
    told = text(page.content)
    assert "1 ô có người khác sửa trước" in told and "Nguyễn Thị Huệ sửa lúc 09:00" in told
    assert FigureDraft.objects.get().cells["dat-dai"]["4"] == "9"


def test_what_is_typed_is_text_not_markup(world: World, as_: As) -> None:
    lan, evil = as_("lan"), '"><script>alert(1)</script>'
    save(lan, ["dat-dai", "4", "", evil])
    lan.post(f"{UNITS}them-dong/", {"names": evil})
    lan.post(f"{FORM}ghi-chu/", {"row": "y-te", "column": "4", "note": evil})
    for page in (FORM, UNITS):
        shown = lan.get(page).content.decode()
        assert "<script>alert" not in shown and "&lt;script&gt;" in shown


def test_rows_are_added_and_removed_by_plain_forms(world: World, as_: As) -> None:
    lan = as_("lan")
    assert "Biểu này không in sẵn dòng" in text(lan.get(UNITS).content)
    lan.post(f"{UNITS}them-dong/", {"names": "Xã A\nXã B"})
    page = lan.get(UNITS).content.decode()
    assert 'aria-label="Xã B, cột 4"' in page and 'form="f-xoa-dong"' in page
    lan.post(f"{UNITS}xoa-dong/", {"row": "Xã A"})
    assert FigureDraft.objects.get().rows == ["Xã B"]


def test_notes_and_explanations_work_as_forms_and_for_the_script(world: World, as_: As) -> None:
    enter(world, {"dat-dai": {"4": 5, "12": 5}}, period_code=OVERDUE, is_sent=True)
    lan = as_("lan")
    save(lan, ["dat-dai", "6", "", "3"], ["dat-dai", "8", "", "3"])
    words = {"row": "dat-dai", "rule": "6 = previous.11", "words": "02 hồ sơ rút"}
    told = lan.post(f"{FORM}giai-trinh/", words, headers={"Accept": "application/json"}).json()
    assert "Không lỗi" in told["foot"] and "revision" not in told
    done = lan.post(f"{FORM}ghi-chu/", {"row": "y-te", "column": "4", "note": "sổ giấy"})
    assert done.status_code == 302 and "sổ giấy" in text(lan.get(FORM).content)


def test_what_is_known_is_taken_over_and_marked(world: World, as_: As) -> None:
    enter(world, {"dat-dai": {"4": 5, "12": 5}}, period_code=OVERDUE, is_sent=True)
    lan = as_("lan")
    assert "Lấy số có sẵn" in text(lan.get(FORM).content)
    lan.post(f"{FORM}lay-san/")
    page = lan.get(FORM).content.decode()
    assert re.search(r'class="[^"]*taken', page) and 'value="5"' in page
    assert "Không có số nào để lấy" in text(lan.post(f"{FORM}lay-san/").content)


def test_a_file_goes_in_or_comes_back_marked(world: World, as_: As) -> None:
    lan = as_("lan")

    def upload(data: bytes) -> Any:
        return lan.post(f"{FORM}tai-len/", {"file": SimpleUploadedFile("bieu.xlsx", data)})

    assert upload(filled({("dat-dai", "4"): 70, ("dat-dai", "8"): 70})).status_code == 302
    assert "Đã nạp tệp bieu.xlsx: đổi 2 ô" in text(lan.get(FORM).content)
    back = upload(filled({("dat-dai", "4"): "abc"}))
    assert back.status_code == 422 and "data:application/vnd.openxml" in back.content.decode()
    assert "Tệp này là của kỳ 2026-Q3" in text(upload(filled({}, period_code=OVERDUE)).content)
    assert "Chọn tệp Excel" in text(lan.post(f"{FORM}tai-len/").content)


def test_the_office_sees_what_was_sent_never_the_draft(world: World, as_: As) -> None:
    type_cells(world, ("dat-dai", "4", "", "777"))
    page = text(as_("hoa").get(FORM).content)
    assert "chưa gửi số liệu biểu này" in page and "777" not in page
    assert as_("hoa").get(f"{FORM}bieu.xlsx").status_code == 404
    enter(world, is_sent=True)
    page = as_("hoa").get(FORM).content.decode()
    assert "1.304" in page and "<input name=" not in page and "data-save" not in page


def test_the_chairman_reads_the_draft(world: World, as_: As) -> None:
    type_cells(world, ("dat-dai", "4", "", "777"))
    page = as_("minh").get(FORM).content.decode()
    assert "777" in page and "data-save" not in page


def test_a_report_in_other_hands_is_read_only_and_says_why(world: World, as_: As) -> None:
    type_cells(world, ("dat-dai", "4", "", "777"))
    step(StepKind.HAND_UP)
    page = as_("lan").get(FORM).content
    assert "đang chờ duyệt. Rút lại bản trình rồi sửa" in text(page) and b"data-save" not in page
    status, told = save(as_("lan"), ["dat-dai", "4", "777", "1"])
    assert status == 422 and "chờ duyệt" in told["refused"][0]


def test_in_the_past_nothing_is_typed(world: World, as_: As) -> None:
    type_cells(world, ("dat-dai", "4", "", "777"))
    lan = as_("lan")
    lan.get("/bao-cao/?tinh_den=01/11/2026")
    page = text(lan.get(FORM).content)
    assert "chưa gửi số liệu biểu này tính đến hết ngày 01/11/2026" in page
    assert lan.post(f"{FORM}luu/", "{}", "application/json").status_code == 409


def test_the_report_lists_its_forms_with_how_far_each_is(world: World, as_: As) -> None:
    lan = as_("lan")
    assert text(lan.get(REPORT).content).count("Chưa nhập") == 2
    type_cells(world, ("dat-dai", "4", "", "7"))
    assert "Đang nhập, 1 lỗi phải sửa" in text(lan.get(REPORT).content)
    type_cells(world, ("dat-dai", "8", "", "7"))
    assert "Không lỗi, còn" in text(lan.get(REPORT).content)
    assert "Chưa gửi số liệu" in text(as_("hoa").get(REPORT).content)


def test_a_form_that_is_not_the_regimes_is_not_found(as_: As) -> None:
    assert as_("lan").get(f"{REPORT}so-lieu/KHO/").status_code == 404


def test_a_page_and_a_saving_ask_little_of_the_database(
    world: World, as_: As, django_assert_max_num_queries: Any
) -> None:
    enter(world, {"dat-dai": {"4": 5, "12": 5}}, period_code=OVERDUE, is_sent=True)
    type_cells(world, *((row, "4", "", "7") for row in ("dat-dai", "y-te", "dau-tu", "ho-tich")))
    lan = as_("lan")
    with django_assert_max_num_queries(LIMIT_PAGE):
        lan.get(FORM)
    with django_assert_max_num_queries(LIMIT_SAVE):
        assert save(lan, ["dat-dai", "4", "7", "8"], revision=1)[0] == 200


def test_every_kind_of_cell_has_its_field(world: World, as_: As) -> None:
    kinds = {
        "code": "KIEU",
        "name": "Biểu đủ kiểu ô",
        "valid_from": "2024-01-01",
        "columns": [
            {"no": "1", "title": "Số", "type": "decimal", "scale": 2},
            {"no": "2", "title": "Tỷ lệ", "type": "percent", "scale": 1},
            {"no": "3", "title": "Ngày", "type": "date"},
            {"no": "4", "title": "Xếp loại", "type": "choice", "choices": ["Tốt", "Khá"]},
            {"no": "5", "title": "Lý do", "type": "text"},
        ],
        "rows": {"kind": "fixed", "items": [{"code": "a", "title": "Dòng a"}]},
    }
    place = bring_form("KIEU", json.dumps(kinds).encode())
    typed = {"1": "1.234,5", "2": "8,5", "3": "31/02/2026", "4": "Tốt", "5": "do mưa\tlũ"}
    done = type_cells(world, *(("a", no, "", text) for no, text in typed.items()), place=place)
    (problem,) = done.draft.checked.problems
    assert problem.column == "3" and "31/02/2026 không có" in problem.message
    page = as_("lan").get(f"{REPORT}so-lieu/KIEU/").content.decode()
    assert '<option value="Tốt" selected>' in page and 'placeholder="dd/mm/yyyy"' in page
    assert 'value="1.234,5"' in page and 'value="31/02/2026"' in page
    assert as_("lan").get(f"{REPORT}so-lieu/KIEU/bieu.xlsx").status_code == 200


def test_a_form_with_strokes_in_its_code_and_many_columns_has_its_page(world: World, as_: As) -> None:
    columns = [{"no": str(n), "title": f"Cột {n}", "type": "integer"} for n in range(1, 15)]
    told = {**json.loads(case_bytes("B02")), "code": "07b/VPCP", "columns": columns, "checks": []}
    bring_form("07b/VPCP", json.dumps(told).encode())
    lan, address = as_("lan"), f"{REPORT}so-lieu/07b/VPCP/"
    assert address in lan.get(REPORT).content.decode()
    assert 'class="grid-wrap wide many"' in lan.get(address).content.decode()
    assert 'class="grid-wrap wide"' in lan.get(FORM).content.decode()
    body = {"revision": 0, "changes": [["nam", "14", "", "5"]]}
    answer = lan.post(f"{address}luu/", json.dumps(body), "application/json", headers={"Accept": "application/json"})
    assert ["tong", "14", "5"] in answer.json()["computed"]
    assert lan.get(f"{address}bieu.xlsx").status_code == 200
