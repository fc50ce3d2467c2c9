"""Addresses of the annual reviews; the list of a year and the papers are the desk's."""

from django.urls import path

from reviews.views import confirming, corrections, pages

app_name = "reviews"
urlpatterns = [
    path("thang-diem/nam-<int:year>/", pages.scheme, name="scheme"),
    path("xac-nhan/", confirming.confirm_all, name="confirm-all"),
    path("<code:code>/<int:year>/", pages.of_body, name="page"),
    path("<code:code>/<int:year>/xac-nhan/", confirming.confirm, name="confirm"),
    path("<code:code>/<int:year>/huy-xac-nhan/", confirming.reopen, name="reopen"),
    path("<code:code>/<int:year>/sua/<slug:criterion>/", corrections.correct, name="correct"),
    path("<code:code>/<int:year>/bo-sua/<slug:criterion>/", corrections.withdraw, name="withdraw"),
]
