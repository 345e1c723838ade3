"""Addresses of the narrative part (địa chỉ trang đề cương)."""

from django.urls import path

from dondoc.web.outline import below, deeds, sent, views

REPORT = "<str:regime>/<str:period>/<path:agency>/de-cuong/"

urlpatterns = [
    path("ban/<int:submission_id>/de-cuong/", sent.sent_outline, name="sent-outline"),
    path("ban/<int:submission_id>/de-cuong/tep/<int:place>/", sent.sent_outline_file, name="sent-outline-file"),
    path("<str:province>/<str:regime>/<str:period>/loi-van-cap-duoi/", below.outlines_below, name="outlines-below"),
    path(f"{REPORT}luu/", deeds.save_sections, name="outline-save"),
    path(f"{REPORT}dang-mo/", deeds.beat, name="outline-beat"),
    path(f"{REPORT}kem-tep/", deeds.attach, name="outline-attach"),
    path(f"{REPORT}bo-tep/", deeds.detach, name="outline-detach"),
    path(f"{REPORT}tep/<int:file_id>/", views.desk_file, name="outline-file"),
    path(REPORT, views.outline, name="outline"),
]
