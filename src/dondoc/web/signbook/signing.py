"""Signing on a page: the agent's way, hash by hash for the script; a key file or a remote service, at once."""

from __future__ import annotations

import base64
import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import same_name_key
from dondoc.people.models import User
from dondoc.signbook.actions import Issue, Outcome, finish_session, open_session, sign_now
from dondoc.signbook.queries import access_paper, papers_seen_by
from dondoc.signing.cannot import CannotSign
from dondoc.signing.rules.roles import Role
from dondoc.signing.rules.ways import Mechanism, Way
from dondoc.signing.ways.csc import Account, Credential, CscKey, CscService
from dondoc.signing.ways.p12 import P12Key
from dondoc.signing.ways.port import Certificates, Key
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.reporting.uploads import whole
from dondoc.web.signbook.forms import SignForm, checked, paper_ids
from dondoc.web.signbook.views import list_page

LARGEST_JSON = 64 * 1024
MOST_ABOVE = 10


def told(refused: Refused, status: int = 422) -> JsonResponse:
    """Every reason, for a script to show."""
    return JsonResponse({"errors": [str(reason) for reason in refused.reasons]}, status=status)


def given_json(request: OfficeRequest) -> dict[str, Any]:
    """Raises Refused on anything but a JSON object of bearable size."""
    try:
        is_json = request.content_type == "application/json"
        given = json.loads(request.body if is_json and len(request.body) <= LARGEST_JSON else b"")
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise Refused("Yêu cầu không đọc được; mở lại trang rồi ký lại.")
    return given


@deed
@require_POST
def open_for_agent(request: OfficeRequest, paper_id: int) -> HttpResponse:
    """Prepare one paper for a certificate that the agent named; the script gets the hash and a token."""
    access_paper(request.rights, paper_id, request.moment.as_of.on)
    try:
        given = given_json(request)
        certificates, mechanism, role, issue = _asked(given)
        opened = open_session(
            actor_id=request.actor_id,
            at=now(),
            paper_id=paper_id,
            role=role,
            way=Way.AGENT,
            certificates=certificates,
            mechanism=mechanism,
            issue=issue,
        )
    except NotFound:
        raise
    except Refused as refused:
        return told(refused)
    digest = base64.b64encode(opened.to_sign.hash).decode()
    return JsonResponse({"token": opened.token, "hash": digest, "title": opened.to_sign.title})


def _asked(given: dict[str, Any]) -> tuple[Certificates, Mechanism, Role, Issue]:
    """Raises Refused where something is missing or is not what it should be."""
    try:
        above = given.get("above", [])[:MOST_ABOVE]
        certificates = Certificates(
            base64.b64decode(given["certificate"], validate=True),
            tuple(base64.b64decode(one, validate=True) for one in above),
        )
        issue = Issue(*(str(given.get(name, ""))[:10] for name in ("number", "day", "month")))
        return certificates, Mechanism(given["mechanism"]), Role(given["role"]), issue
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("Yêu cầu ký thiếu chứng thư hoặc cơ chế ký; mở lại trang rồi ký lại.") from error


@deed
@require_POST
def finish(request: OfficeRequest) -> HttpResponse:
    """Take the signature that the agent made."""
    try:
        given = given_json(request)
        token, value = given.get("token"), given.get("signature")
        if not isinstance(token, str) or not isinstance(value, str):
            raise Refused("Yêu cầu ký thiếu mã phiên hoặc chữ ký.")
        try:
            answer = base64.b64decode(value, validate=True)
        except ValueError as error:
            raise Refused("Chữ ký nhận về không đọc được.") from error
        version = finish_session(actor_id=request.actor_id, at=now(), token=token, answer=answer)
    except NotFound:
        raise
    except Refused as refused:
        return told(refused)
    return JsonResponse({"signer": version.signer, "level": version.level, "notes": version.notes})


@deed
@require_POST
def sign_here(request: OfficeRequest) -> HttpResponse:
    """Sign with a key file or with a remote service: one paper, or many with a result for each."""
    form = SignForm(request.POST, request.FILES)
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        checked(form)
        chosen = paper_ids(request.POST.getlist("paper"))
        key = _key(request, form)
        outcomes = sign_now(
            actor_id=request.actor_id,
            at=now(),
            paper_ids=chosen,
            key=key,
            role=form.chosen_role,
            issue=form.issue,
        )
    except NotFound:
        raise
    except Refused as refused:
        if wants_json:
            return told(refused)
        ticked = [int(value) for value in request.POST.getlist("paper") if value.isdecimal() and len(value) < 12]
        return list_page(request, 422, refused=refused, ticked=ticked, given=request.POST)
    if wants_json:
        return JsonResponse({"results": [_result(one) for one in outcomes]})
    return _after(request, outcomes)


def _result(one: Outcome) -> dict[str, object]:
    if one.version is None:
        return {"paper": one.paper_id, "errors": [str(reason) for reason in one.reasons]}
    return {"paper": one.paper_id, "signer": one.version.signer, "level": one.version.level, "notes": one.version.notes}


def _after(request: OfficeRequest, outcomes: list[Outcome]) -> HttpResponse:
    """One paper: back to it. Many: the list with a result for each."""
    n_signed = sum(one.version is not None for one in outcomes)
    if len(outcomes) == 1 and outcomes[0].version is not None:
        messages.success(request, f"Đã ký, chứng thư của {outcomes[0].version.signer}; chữ ký hợp lệ.")
        return redirect("paper", paper_id=outcomes[0].paper_id)
    seen = papers_seen_by(request.rights, request.moment.as_of.at)  # of others not even the title is told
    titles = dict(seen.filter(pk__in=[one.paper_id for one in outcomes]).values_list("pk", "title"))
    results = [(titles.get(one.paper_id, ""), one) for one in outcomes]
    status = 200 if n_signed else 422
    return list_page(request, status, results=results, n_signed=n_signed, n_refused=len(outcomes) - n_signed)


def _key(request: OfficeRequest, form: SignForm) -> Key:
    """The key that the form names. Raises CannotSign, NotFound for a way that the office does not allow."""
    given = form.cleaned_data
    way = request.POST.get("way", "")
    if way == Way.P12 and settings.SIGNING_P12:
        if given["p12"] is None:
            raise CannotSign([Reason("Chọn tệp khóa (.p12, .pfx).", "Tệp khóa")])
        return P12Key(whole(given["p12"], "Tệp khóa"), given["password"].encode())
    if way == Way.REMOTE and settings.SIGNING_REMOTE:
        return _remote(request, given["user"], given["pin"], given["otp"], form.chosen_role)
    raise NotFound("Không có cách ký này.")


def _remote(request: OfficeRequest, user: str, pin: str, otp: str, role: Role) -> Key:
    """The first key of the user's account that bears the signer's name; for the seal, the first there is."""
    service = CscService(Account(settings.SIGNING_REMOTE, settings.SIGNING_REMOTE_SECRET))
    listed = service.credentials_of(user)
    own = same_name_key(User.objects.values_list("full_name", flat=True).get(pk=request.actor_id))
    fitting = [one for one in listed if role is Role.AGENCY or same_name_key(one.name) == own] or listed
    if not fitting:
        raise CannotSign([Reason("Tài khoản ký từ xa này chưa có chứng thư nào đang dùng được.", "Tài khoản ký từ xa")])
    missing = list(_missing(fitting[0], pin, otp))
    if missing:
        raise CannotSign(missing)
    return CscKey(service, fitting[0], pin, otp)


def _missing(credential: Credential, pin: str, otp: str) -> list[Reason]:
    asked = ((credential.needs_pin, pin, "mã PIN"), (credential.needs_otp, otp, "mã OTP"))
    return [Reason(f"Dịch vụ ký từ xa cần {name}.", "Ký từ xa") for needs, given, name in asked if needs and not given]
