"""Addresses of what is due or late."""

from django.urls import path

from obligations.views import (
    cadence,
    days_off,
    findings,
    follow_up,
    law,
    law_drafts,
    many,
    panels,
    rules,
    waivers,
    worklist,
)

app_name = "obligations"
urlpatterns = [
    path("can-xu-ly/", worklist.worklist, name="worklist"),
    path("can-xu-ly/xuat/", worklist.export, name="worklist-export"),
    path("can-xu-ly/mien-hoan/", many.waive, name="waive-many"),
    path("can-xu-ly/don-doc/", many.remind, name="remind-many"),
    path("can-xu-ly/don-doc-to-chuc/", many.remind_bodies, name="remind-bodies"),
    path("can-xu-ly/giao-theo-doi/", many.assign, name="assign-many"),
    path("can-xu-ly/cong-van/", many.letter, name="letter-many"),
    path("can-xu-ly/<int:pk>/theo-doi/", follow_up.assign, name="assign"),
    path("can-xu-ly/<int:pk>/ghi-chu/", follow_up.note, name="note"),
    path("can-xu-ly/ghi-chu/<int:pk>/go/", follow_up.remove_note, name="remove-note"),
    path("can-xu-ly/nhip/", panels.heartbeat, name="heartbeat"),
    path("can-xu-ly/thay-doi/", panels.changed, name="changed"),
    path("quy-dinh/", rules.catalogue, name="rules"),
    path("quy-dinh/loai/<int:pk>/", law.of_kind, name="law-kind"),
    path("quy-dinh/loai/<int:pk>/<slug:name>/", law.course, name="law-course"),
    path("quy-dinh/loai/<int:pk>/<slug:name>/thay-doi/", law_drafts.add, name="law-add"),
    path("quy-dinh/lich-su/", law.history, name="law-history"),
    path("quy-dinh/du-thao/", law_drafts.listing, name="law-drafts"),
    path("quy-dinh/du-thao/<int:pk>/", law_drafts.draft_page, name="law-draft"),
    path("quy-dinh/du-thao/<int:pk>/mo-phong/", law_drafts.simulate, name="law-simulate"),
    path("quy-dinh/du-thao/<int:pk>/ap-dung/", law_drafts.put_in_force, name="law-put-in-force"),
    path("quy-dinh/du-thao/<int:pk>/bo/", law_drafts.discard, name="law-discard"),
    path("quy-dinh/du-thao/<int:pk>/dong/<int:row>/sua/", law_drafts.change_row, name="law-row"),
    path("quy-dinh/du-thao/<int:pk>/dong/<int:row>/bo/", law_drafts.remove_row, name="law-row-remove"),
    path(
        "quy-dinh/du-thao/<int:pk>/dong/<int:row>/doi-chieu/", law_drafts.confirm_row, name="law-row-confirm"
    ),
    path("quy-dinh/bo-san/<slug:slug>/", law_drafts.from_set, name="law-set"),
    path("quy-dinh/<slug:code>/", rules.rule, name="rule"),
    path("tra-cuu/", rules.lookup, name="lookup"),
    path("to-chuc/<code:code>/dien-bien/", panels.lanes, name="lanes"),
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
