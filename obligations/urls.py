"""Addresses of what is due or late."""

from django.urls import path

from obligations.views import cadence, days_off, findings, panels, rules, waivers, worklist

app_name = "obligations"
urlpatterns = [
    path("can-xu-ly/", worklist.worklist, name="worklist"),
    path("can-xu-ly/xuat/", worklist.export, name="worklist-export"),
    path("can-xu-ly/nhip/", panels.heartbeat, name="heartbeat"),
    path("can-xu-ly/thay-doi/", panels.changed, name="changed"),
    path("quy-dinh/", rules.catalogue, name="rules"),
    path("quy-dinh/<slug:code>/", rules.rule, name="rule"),
    path("tra-cuu/", rules.lookup, name="lookup"),
    path("to-chuc/<code:code>/phat-hien/", panels.of_body, name="panel"),
    path("to-chuc/<code:code>/chu-ky-ap-dung/", cadence.remark, name="cadence_remark"),
    path("to-chuc/<code:code>/nhip-hop/", panels.strip, name="strip"),
    path("to-chuc/<code:code>/nhip-hop/<str:name>/", panels.period, name="period"),
    path(
        "to-chuc/<code:code>/phat-hien/<slug:rule>/<path:subject>/hoan/", waivers.grant, name="waiver-grant"
    ),
    path("to-chuc/<code:code>/phat-hien/<slug:rule>/<path:subject>/", findings.finding, name="finding"),
    path("quan-tri/ngay-nghi/", days_off.listing, name="days-off"),
    path("quan-tri/ngay-nghi/them/", days_off.edit, name="day-off-add"),
    path("quan-tri/ngay-nghi/<int:pk>/", days_off.edit, name="day-off"),
    path("quan-tri/ngay-nghi/<int:pk>/xoa/", days_off.remove, name="day-off-remove"),
    path("mien-hoan/", waivers.listing, name="waivers"),
    path("mien-hoan/<int:pk>/", waivers.change, name="waiver"),
    path("mien-hoan/<int:pk>/xoa/", waivers.withdraw, name="waiver-withdraw"),
]
