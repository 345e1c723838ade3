"""The VGCA program on the user's machine: what the page hands it, the file it fetches, the file it posts.

It has no cookie of ours; the token in the address is good for one paper, once, for an hour. Its word is never believed.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.signbook.actions import finish_with_file, open_upload
from dondoc.signbook.queries import access_paper, bytes_of, file_of_upload, opened_upload
from dondoc.signing.rules.roles import Role
from dondoc.signing.rules.ways import Way
from dondoc.signing.ways.vgca import Request, function_for, upload_answer
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.middleware import open_to_all
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.reporting.uploads import whole
from dondoc.web.signbook.signing import given_json, told


@deed
@require_POST
def open_for_program(request: OfficeRequest, paper_id: int) -> HttpResponse:
    """What the page's script is to send to the program."""
    found = access_paper(request.rights, paper_id, request.moment.as_of.on)
    if not settings.SIGNING_VGCA:
        raise NotFound("Không có cách ký này.")
    try:
        given = given_json(request)
        role = Role.AGENCY if given.get("role") == Role.AGENCY.value else Role.PERSON
        opened = open_upload(actor_id=request.actor_id, at=now(), paper_id=paper_id, role=role, way=Way.VGCA)
    except NotFound:
        raise
    except Refused as refused:
        return told(refused)
    function = function_for(role, is_annex=found.is_annex)
    asked = Request(
        function,
        file=request.build_absolute_uri(reverse("program-file", args=[opened.token])),
        upload=request.build_absolute_uri(reverse("program-upload", args=[opened.token])),
        token=opened.token,
        number=str(given.get("number", ""))[:10],
        issued_on=str(given.get("issued_on", ""))[:10],
        title=found.title,
    )
    return JsonResponse({"address": function.address, "message": asked.message()})


@open_to_all
@require_GET
def program_file(request: HttpRequest, token: str) -> HttpResponse:
    """The file that the program is to sign."""
    return HttpResponse(bytes_of(file_of_upload(token, now())), content_type="application/pdf")


@csrf_exempt
@open_to_all
@require_POST
def program_upload(request: HttpRequest, token: str) -> HttpResponse:
    """The file that the program signed; the answer is in its own words."""
    opened_upload(token, now())
    files = list(request.FILES.values())
    try:
        if len(files) != 1 or isinstance(files[0], list):
            raise Refused("Cần đúng một tệp đã ký.")
        name = (files[0].name or "da-ky.pdf")[:200]
        data = whole(files[0], "Tệp đã ký")
        signed = finish_with_file(actor_id=None, at=now(), token=token, data=data, name=name)
    except NotFound:
        raise
    except Refused as refused:
        message = "; ".join(str(reason) for reason in refused.reasons)
        return JsonResponse(upload_answer(is_taken=False, message=message), status=422)
    return JsonResponse(upload_answer(is_taken=True, message="", file=signed.file.name))
