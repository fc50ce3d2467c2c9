"""A user's own keys for programs, under /khoa-du-lieu/: not among the addresses that are open before a given
password is changed."""

from django.urls import path

from accounts.views import tokens

app_name = "tokens"
urlpatterns = [
    path("", tokens.mine, name="mine"),
    path("them/", tokens.make, name="make"),
    path("<int:pk>/thu-hoi/", tokens.revoke, name="revoke"),
]
