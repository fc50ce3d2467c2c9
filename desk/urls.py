"""Addresses of the desk."""

from django.urls import path

from desk.views.administration import settings
from desk.views.overview import overview
from desk.views.search import find

app_name = "desk"

urlpatterns = [
    path("", overview, name="overview"),
    path("quan-tri/", settings, name="settings"),
    path("tim/", find, name="search"),
]
