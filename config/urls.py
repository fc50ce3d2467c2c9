"""The address table."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("delegations.urls")),
    path("", include("obligations.urls")),
    path("danh-gia/", include("reviews.urls")),
    path("", include("desk.urls")),
    path("tai-khoan/", include("accounts.urls.entrance")),
    path("quan-tri/", include("accounts.urls.administration")),
    path("nhap-xuat/", include("exchange.urls")),
    path("nhac-viec/", include("reminders.urls")),
    path("", include("meetings.urls")),
    path("", include("reports.urls")),
]

handler400 = "accounts.views.entrance.bad_request"
