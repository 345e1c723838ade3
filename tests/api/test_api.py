"""The API as other systems meet it: tokens, figures in, standings and totals out, refusals as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from dondoc.people.actions import disconnect_system
from dondoc.people.models import AnsweredRequest, ConnectedSystem
from dondoc.people.rules.rights import Right
from dondoc.reporting.models import FigureDraft, Submission
from tests.actions.test_connect_system import connected
from tests.factories import NOW, World, vn
from tests.factories.figures import RIGHT, enter

ASKED = "regime=KSTTHC&form=II.06a&period=2026-Q4&agency=BG-LN"
FIGURES = f"/api/v1/figures?{ASKED}"


@pytest.fixture
def one_stop(world: World) -> Client:
    """The one-stop system of Lan's district."""
    return Client(headers={"authorization": f"Bearer {connected(world).token}"})


@pytest.fixture
def office(world: World) -> Client:
    """A system that watches the province."""
    return Client(headers={"authorization": f"Bearer {connected(world, Right.MONITOR, agency='BG').token}"})


def put(client: Client, rows: Any = None, address: str = FIGURES, **headers: str) -> tuple[int, dict[str, Any]]:
    body = rows if isinstance(rows, bytes) else json.dumps({"rows": RIGHT if rows is None else rows}).encode()
    response = client.put(address, body, content_type="application/json", headers=headers)
    return response.status_code, response.json()


def got(client: Client, address: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


@pytest.mark.both
def test_figures_come_in_with_the_answer_of_the_command_and_are_shown_as_such(
    world: World, one_stop: Client, as_: Any
) -> None:
    status, answer = put(one_stop)
    assert (status, answer["accepted"], answer["version"]) == (200, True, 1)
    assert answer["computed"]["dat-dai"]["3"] == "1304" and answer["problems"] == []
    page = as_("lan").get("/bao-cao/KSTTHC/2026-Q4/BG-LN/so-lieu/II.06a/").content.decode()
    assert "Nguồn: Một cửa điện tử, qua API lúc 23/11/2026 09:00" in page
    assert 'class="taken' in page or " taken" in page
    assert ConnectedSystem.objects.get().last_used_at == NOW


def test_a_broken_check_is_told_with_place_rule_and_values(one_stop: Client) -> None:
    status, answer = put(one_stop, {"dat-dai": {"4": 70, "5": "1.234", "8": 1, "12": 4}})
    assert status == 422 and answer["accepted"] is False and answer["version"] is None
    own = next(p for p in answer["problems"] if p["row"] == "dat-dai")
    assert (own["column"], own["rule"], own["level"], own["values"]) == ("3", "3 = 7 + 11", "block", ["1304", "5"])
    assert own["message"] == "Cột 3 phải bằng cột 7 + 11: 1.304 ≠ 5"


def test_what_cannot_be_read_is_another_status(one_stop: Client) -> None:
    assert put(one_stop, {"dat-dai": {"4": "bảy mươi"}})[0] == 400
    for body in (b"", b"[", b"{}", b'{"rows": 1}', b"\xff\xfe", b"PK\x03\x04zip", b'{"rows": {"a\\u0000": {}}}'):
        status, answer = put(one_stop, body)
        assert status in (400, 422) and (answer.get("message") or answer["problems"][0]["message"]), body
    assert not FigureDraft.objects.exists()


def test_a_dry_run_writes_nothing_and_send_sends(world: World, one_stop: Client) -> None:
    assert put(one_stop, address=f"{FIGURES}&dry_run=true")[1] | {"computed": 0} == {
        "accepted": True, "version": None, "computed": 0, "problems": []
    }  # fmt: skip
    assert not FigureDraft.objects.exists()
    status, answer = put(one_stop, address=f"{FIGURES}&send=true")
    assert status == 422 and "Biểu II.07b: Chưa nhập số liệu." in answer["message"]
    units = FIGURES.replace("II.06a", "II.07b")
    assert put(one_stop, {"Phòng Tư pháp": {"4": 3, "6": 5}}, units)[0] == 200
    assert put(one_stop, address=f"{FIGURES}&send=true")[0] == 200
    assert Submission.objects.filter(obligation__period_code="2026-Q4").count() == 1


@pytest.mark.both
def test_a_request_under_its_own_key_is_done_once(one_stop: Client) -> None:
    first = put(one_stop, **{"idempotency-key": "k-1"})
    assert put(one_stop, **{"idempotency-key": "k-1"}) == first and AnsweredRequest.objects.count() == 1
    status, answer = put(one_stop, {"dat-dai": {"4": 1, "8": 1}}, **{"idempotency-key": "k-1"})
    assert status == 409 and "đã dùng cho một yêu cầu khác" in answer["message"]
    assert put(one_stop, **{"idempotency-key": "có dấu cách"})[0] == 422
    wrong = put(one_stop, {"dat-dai\x00": {"4": 1}}, **{"idempotency-key": "k-2"})
    assert wrong[0] == 400 and put(one_stop, {"dat-dai\x00": {"4": 1}}, **{"idempotency-key": "k-2"})[0] == 400


def test_who_asks_too_often_is_told_to_wait_and_nobody_else(
    world: World, one_stop: Client, office: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_REQUESTS_A_MINUTE = 2
    cache.clear()
    monkeypatch.setattr("dondoc.api.pace.now", lambda: vn("2026-11-23T09:00:45"))
    address = "/api/v1/obligations"
    assert [one_stop.get(address).status_code for _ in range(3)] == [200, 200, 429]
    refused = one_stop.get(address)
    assert refused["Retry-After"] == "15" and "Quá nhiều yêu cầu" in refused.json()["message"]
    assert office.get(address).status_code == 200
    monkeypatch.setattr("dondoc.api.pace.now", lambda: vn("2026-11-23T09:01:00"))
    assert one_stop.get(address).status_code == 200


def test_without_a_token_that_holds_nothing_is_told(world: World, as_: Any) -> None:
    done = connected(world)
    for header in ({}, {"authorization": "Bearer dd_x"}, {"authorization": f"Basic {done.token}"}):
        response = Client(headers=header).get("/api/v1/obligations")
        assert response.status_code == 401 and response["WWW-Authenticate"] == "Bearer"
        assert "Thiếu mã truy cập" in response.json()["message"]
    assert as_("lan").get("/api/v1/obligations").status_code == 401  # a session is no token
    client = Client(headers={"authorization": f"Bearer {done.token}"})
    assert client.get("/api/v1/obligations").status_code == 200
    disconnect_system(actor_id=None, at=NOW, system_id=done.system.pk)
    assert client.get("/api/v1/obligations").status_code == 401


def test_what_one_may_not_know_of_answers_like_nothing(one_stop: Client, office: Client) -> None:
    others = [
        "obligations?agency=BG-STC",
        "obligations?agency=KHONG-CO",
        "total?regime=KSTTHC&form=II.06a&period=2026-Q4&agency=BG",
        "form?regime=KHAC&form=II.06a&period=2026-Q4",
        "form?regime=KSTTHC&form=KHAC&period=2026-Q4",
    ]
    for address in others:
        response = one_stop.get(f"/api/v1/{address}")
        assert response.status_code == 404 and response.json()["reasons"], address
    assert put(one_stop, address=FIGURES.replace("BG-LN", "BG-STC"))[0] == 404
    assert put(office)[0] == 404  # it reads, it does not enter


def test_obligations_tell_standing_and_stage(one_stop: Client, office: Client) -> None:
    told = got(one_stop, "obligations?regime=KSTTHC&period=2026-Q4")
    assert told["total"] == 1
    (row,) = told["obligations"]
    assert (row["agency"], row["timeliness"], row["stage"], row["due_on"]) == (
        "BG-LN", "not_sent_open", "drafting", "2026-12-21",
    )  # fmt: skip
    every = got(office, "obligations?regime=KSTTHC&period=2026-Q4")
    assert every["total"] > 10 and got(office, "obligations?page=9999")["obligations"] == []


def test_a_total_comes_with_its_gaps_as_of_a_moment(world: World, office: Client) -> None:
    enter(world, is_sent=True)
    total = "total?regime=KSTTHC&form=II.06a&period=2026-Q4&agency=BG"
    told = got(office, total)
    assert told["included"] == ["BG-LN"] and len(told["missing"]) == told["expected"] - 1
    assert told["cells"]["dat-dai"]["3"] == "1304"
    assert got(office, f"{total}&as_of=22/11/2026")["included"] == []
    assert office.get(f"/api/v1/{total}&as_of=31/02/2026").status_code == 422


def test_a_form_is_told_as_it_is_imported(one_stop: Client) -> None:
    told = got(one_stop, "form?regime=KSTTHC&form=II.06a&period=2026-Q4")
    assert told["definition"]["code"] == "II.06a" and told["definition"]["columns"][0]["computed"] == "4+5+6"


def test_parameters_that_are_missing_or_too_long_are_named(one_stop: Client) -> None:
    response = one_stop.get("/api/v1/total?regime=A")
    assert response.status_code == 400 and "form, period, agency" in response.json()["message"]
    assert one_stop.get(f"/api/v1/obligations?agency={'A' * 41}").status_code == 400
    assert one_stop.get("/api/v1/obligations?page=0").status_code == 400
    assert one_stop.get("/api/v1/form?regime=KSTTHC&form=II.06a&period=2026-Q9").status_code == 422
    nul = one_stop.get("/api/v1/obligations?agency=%00")
    assert nul.status_code == 400 and nul["Content-Type"].startswith("application/json")


def test_a_body_over_the_limit_is_not_read(one_stop: Client) -> None:
    status, answer = put(one_stop, b"{" + b" " * 5_000_001)
    assert status == 413 and "lớn quá 5 MB" in answer["message"]


def test_what_the_api_can_do_is_told_without_any_page_from_elsewhere(client: Client, world: World) -> None:
    told = client.get("/api/v1/openapi.json").json()
    assert set(told["paths"]) == {f"/api/v1/{name}" for name in ("figures", "obligations", "total", "form")}
    assert client.get("/api/v1/docs").status_code in (302, 404)
