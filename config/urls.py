"""The address table."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/", include("accounts.urls.entrance")),
    path("quan-tri/nguoi-dung/", include("accounts.urls.administration")),
]
