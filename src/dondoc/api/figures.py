"""Figures of a report, in from other systems (nhận số liệu từ hệ thống khác)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from dondoc.api.once import Answer, KeyUsed, once
from dondoc.api.refusals import plain, told
from dondoc.api.shapes import Code, FiguresIn, FiguresOut, PeriodCode, RefusedOut
from dondoc.api.signing_in import system_of
from dondoc.base.clock import now
from dondoc.base.rules.wording import number, screen_moment
from dondoc.reporting.actions.draft_desk import FormPlace
from dondoc.reporting.actions.enter_figures import CannotEnterFigures, FiguresEntered
from dondoc.reporting.actions.take_in_figures import take_in_figures
from dondoc.sheets.rules.checks import Checked
from dondoc.sheets.rules.figures import MAX_FIGURES_BYTES

router = Router(tags=["Số liệu"])
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": FiguresIn.json_schema(),
                "example": {"rows": {"dat-dai": {"4": 70, "5": "1.234,5"}}},
            }
        },
    },
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
            "description": "Khóa của yêu cầu: gửi lại cùng khóa thì nhận lại câu trả lời cũ, không làm lần hai",
        }
    ],
}
# An answer by what came of it: as the exit codes of `dondoc import figures` (0, 3, 2).
TAKEN, BLOCKED, UNREADABLE, KEY_USED = 200, 422, 400, 409


@router.put(
    "/figures",
    response={
        TAKEN: FiguresOut,
        UNREADABLE: FiguresOut | RefusedOut,
        401: RefusedOut,
        404: RefusedOut,
        KEY_USED: RefusedOut,
        413: RefusedOut,
        429: RefusedOut,
        BLOCKED: FiguresOut | RefusedOut,
    },
    url_name="put-figures",
    openapi_extra=BODY,
    summary="Đưa số liệu một biểu của một đơn vị vào bản đang soạn",
)
def put_figures(
    request: HttpRequest,
    regime: Code,
    form: Code,
    period: PeriodCode,
    agency: Code,
    send: bool = False,
    dry_run: bool = False,
) -> Status[dict[str, Any]]:
    """The same rules, problems and answer as `dondoc import figures --json`. `send`: the whole report leaves."""
    size = request.headers.get("Content-Length", "0")
    if size.isdecimal() and int(size) > MAX_FIGURES_BYTES:
        return Status(413, told(f"Số liệu lớn quá {number(MAX_FIGURES_BYTES // 1_000_000)} MB."))
    system, at = system_of(request), now()
    place = FormPlace(regime, period, agency, form)

    def do() -> Answer:
        try:
            done = take_in_figures(
                actor_id=system.account_id,
                at=at,
                place=place,
                data=request.body,
                source=f"{system.account.full_name}, qua API lúc {screen_moment(at)}",
                is_sent=send,
                is_trial=dry_run,
            )
        except CannotEnterFigures as refused:
            return (UNREADABLE if refused.is_unreadable else BLOCKED), _answer(refused.figures)
        return TAKEN, _answer(done.figures, done)

    try:
        return Status(*(do() if dry_run else once(request, system, at, do)))
    except KeyUsed as used:
        return Status(KEY_USED, plain(used))


def _answer(figures: Checked, done: FiguresEntered | None = None) -> dict[str, Any]:
    return {
        "accepted": done is not None,
        "version": done.version if done is not None else None,
        "computed": figures.sheet.told(only_computed=True),
        "problems": [problem.told() for problem in figures.problems],
    }
