"""All addresses (địa chỉ), in Vietnamese words without marks."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("dondoc.api.urls")),
    path("", include("dondoc.web.frame.urls")),
    path("", include("dondoc.web.overview.urls")),
    path("bao-cao/", include("dondoc.web.totals.urls")),
    path("", include("dondoc.web.signatures.urls")),
    path("bao-cao/", include("dondoc.web.entry.urls")),
    path("bao-cao/", include("dondoc.web.outline.urls")),
    path("bao-cao/", include("dondoc.web.reporting.urls")),
    path("nhiem-vu/ra-soat/", include("dondoc.web.reviews.urls")),
    path("nhiem-vu/", include("dondoc.web.assignments.urls")),
    path("don-doc/", include("dondoc.web.urgings.urls")),
    path("don-vi/", include("dondoc.web.agencies.urls")),
    path("can-bo/", include("dondoc.web.people.urls")),
    path("che-do/", include("dondoc.web.regimes.urls")),
    path("bieu-mau/", include("dondoc.web.sheets.urls")),
    path("lich-lam-viec/", include("dondoc.web.workdays.urls")),
    path("lich/", include("dondoc.web.workdays.feed_urls")),
    path("van-ban/di/", include("dondoc.web.outgoing.urls")),
    path("van-ban/den/", include("dondoc.web.incoming.urls")),
    path("van-ban/so/", include("dondoc.web.registers.urls")),
    path("van-ban/tim/", include("dondoc.web.searching.urls")),
    path("van-ban/", include("dondoc.web.papers.urls")),
    path("trinh-ky/", include("dondoc.web.signbook.urls")),
    path("he-thong/", include("dondoc.web.systems.urls")),
    path("lien-thong/", include("dondoc.web.exchange.urls")),
]

handler403 = "dondoc.web.frame.errors.forbidden"
handler404 = "dondoc.web.frame.errors.not_found"
handler500 = "dondoc.web.frame.errors.broken"
