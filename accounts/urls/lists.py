"""How a user has a list, under /danh-sach/."""

from django.urls import path

from accounts.views import lists

app_name = "lists"
urlpatterns = [
    path("cot/", lists.columns, name="columns"),
    path("bo-loc/luu/", lists.save, name="save-view"),
    path("bo-loc/<int:pk>/xoa/", lists.remove, name="remove-view"),
    path("bo-loc/<int:pk>/mac-dinh/", lists.open_with, name="open-with"),
]
