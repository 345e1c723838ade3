"""Views of lists of agencies as files: the form to fill in, a file taken in."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from dondoc.agencies.actions import import_agencies
from dondoc.agencies.queries import provinces_of_import
from dondoc.agencies.rules.import_rows import FIELDS, SAMPLES
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.tables import MAX_BYTES, write_template
from dondoc.base.rules.wording import number
from dondoc.reporting.queries.passing import check_may_reorganise
from dondoc.web.agencies.access import is_administrator
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.reporting.views import XLSX


class FileForm(forms.Form):
    file = forms.FileField(label="Tệp danh sách (.xlsx hoặc .csv)", error_messages={"required": "Chọn tệp cần nhập."})


@deed
@require_http_methods(["GET", "POST"])
def take_in(request: OfficeRequest) -> HttpResponse:
    """Take a list of agencies in (nhập danh sách đơn vị): wholly, or not at all with every row to mend."""
    if not is_administrator(request.rights):
        raise NotFound("Không tìm thấy trang này.")
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "fields": FIELDS}
    if request.method == "GET" or not form.is_valid():
        return render(request, "agencies/import.html", context, status=200 if request.method == "GET" else 422)
    upload = form.cleaned_data["file"]
    data, name, at = upload.read(MAX_BYTES + 1), upload.name or "tệp", now()
    try:
        check_may_reorganise(request.actor_id, at, provinces_of_import(data, name))
        done = import_agencies(actor_id=request.actor_id, at=at, data=data, name=name)
    except Refused as refused:
        return render(request, "agencies/import.html", {**context, "refused": refused}, status=422)
    if done.changed_anything:
        told = f"Đã nhập {number(done.n_agencies)} đơn vị mới, {number(done.n_versions)} phiên bản mới, "
        told += f"sửa {number(done.n_corrected)} phiên bản; {number(done.n_unchanged)} dòng giữ nguyên."
    else:
        told = f"Không có gì thay đổi: {number(done.n_unchanged)} dòng đã có sẵn."
    messages.success(request, told)
    return redirect("agencies")


@require_GET
def template(request: OfficeRequest) -> HttpResponse:
    """The Excel form to fill in (biểu mẫu nhập)."""
    response = HttpResponse(write_template(FIELDS, "Đơn vị", SAMPLES), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="bieu-mau-don-vi.xlsx"'
    return response
