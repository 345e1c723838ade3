"""Addresses of entering figures (địa chỉ trang nhập số liệu)."""

from django.urls import path

from dondoc.web.entry import deeds, files, views

FORM = "<str:regime>/<str:period>/<path:agency>/so-lieu/<path:form>/"  # codes such as 07b/VPCP

urlpatterns = [
    path(f"{FORM}luu/", deeds.autosave, name="entry-save"),
    path(f"{FORM}dang-mo/", deeds.beat, name="entry-beat"),
    path(f"{FORM}ghi/", deeds.save_form, name="entry-save-form"),
    path(f"{FORM}ghi-chu/", deeds.note, name="entry-note"),
    path(f"{FORM}giai-trinh/", deeds.explain, name="entry-explain"),
    path(f"{FORM}lay-san/", deeds.prefill, name="entry-prefill"),
    path(f"{FORM}them-dong/", deeds.add, name="entry-add-rows"),
    path(f"{FORM}doi-ten-dong/", deeds.rename, name="entry-rename-row"),
    path(f"{FORM}xoa-dong/", deeds.remove, name="entry-remove-row"),
    path(f"{FORM}tai-len/", files.upload, name="entry-upload"),
    path(f"{FORM}bieu.xlsx", files.workbook, name="entry-xlsx"),
    path(FORM, views.entry, name="entry"),  # last, because a form's code may have strokes
]
