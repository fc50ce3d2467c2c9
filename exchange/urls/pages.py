"""Addresses under /nhap-xuat/."""

from django.urls import path, re_path

from exchange.views import downloads, open_data, runs

app_name = "exchange"
urlpatterns = [
    path("", runs.home, name="home"),
    path("xuat/", downloads.everything, name="export"),
    path("du-lieu-mo/", open_data.page, name="open-data"),
    path("mau/", downloads.form, name="form"),
    path("lan/<uuid:key>/", runs.detail, name="run"),
    path("lan/<uuid:key>/ghi/", runs.commit, name="commit"),
    path("lan/<uuid:key>/bo/", runs.discard, name="discard"),
    re_path(r"^lan/(?P<key>[0-9a-f-]{36})/loi\.(?P<ending>xlsx|csv)$", downloads.faults, name="faults"),
]
