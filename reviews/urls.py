"""Addresses of the annual reviews; the list of a year and the papers are the desk's."""

from django.urls import path

from reviews.views import confirming, corrections, drafts, pages, papers

app_name = "reviews"
urlpatterns = [
    path("thang-diem/nam-<period:period>/", pages.scheme, name="scheme"),
    path("theo-du-thao/<int:pk>/", drafts.law_grades, name="law-grades"),
    path("xac-nhan/", confirming.confirm_all, name="confirm-all"),
    path("<code:code>/<period:period>/", pages.of_body, name="page"),
    path("<code:code>/<period:period>/phieu/", papers.begin, name="begin_sheet"),
    path("<code:code>/<period:period>/xac-nhan/", confirming.confirm, name="confirm"),
    path("<code:code>/<period:period>/huy-xac-nhan/", confirming.reopen, name="reopen"),
    path("<code:code>/<period:period>/sua/<slug:criterion>/", corrections.correct, name="correct"),
    path("<code:code>/<period:period>/bo-sua/<slug:criterion>/", corrections.withdraw, name="withdraw"),
]
