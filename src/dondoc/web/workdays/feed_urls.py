"""Addresses of deadline feeds (địa chỉ lịch hạn gửi)."""

from django.urls import path

from dondoc.web.workdays import feeds

urlpatterns = [
    path("", feeds.own, name="feeds"),
    path("tao/", feeds.renew, name="renew-feed"),
    path("<str:token>.ics", feeds.calendar, name="feed"),
]
