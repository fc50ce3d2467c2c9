"""Addresses of the desk."""

from django.urls import path

from desk.views.search import find

app_name = "desk"

urlpatterns = [
    path("tim/", find, name="search"),
]
