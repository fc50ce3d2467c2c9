"""Addresses under /quan-tri/nguoi-dung/tep/: the list of accounts as a workbook."""

from django.urls import path

from exchange.views import accounts

app_name = "user_files"
urlpatterns = [
    path("", accounts.hand_in, name="hand-in"),
    path("tai/", accounts.everybody, name="everybody"),
]
