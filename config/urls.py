"""The address table."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("delegations.urls")),
    path("", include("obligations.urls")),
    path("danh-gia/", include("reviews.urls")),
    path("", include("papers.urls")),
    path("", include("desk.urls")),
    path("", include("directions.urls")),
    path("tai-khoan/", include("accounts.urls.entrance")),
    path("quan-tri/nguoi-dung/tep/", include("exchange.urls.accounts")),
    path("quan-tri/", include("accounts.urls.administration")),
    path("khoa-du-lieu/", include("accounts.urls.tokens")),
    path("danh-sach/", include("accounts.urls.lists")),
    path("nhap-xuat/", include("exchange.urls.pages")),
    path("api/v1/", include("exchange.urls.api")),
    path("nhac-viec/", include("reminders.urls")),
    path("", include("meetings.urls")),
    path("", include("reports.urls")),
]

handler400 = "accounts.views.entrance.bad_request"
handler500 = "accounts.views.entrance.server_error"
