"""User administration."""

from django.urls import path

from accounts.views import audit, tokens, users

app_name = "accounts"
urlpatterns = [
    path("nguoi-dung/", users.listing, name="users"),
    path("nhat-ky/", audit.log, name="audit"),
    path("nhat-ky/xuat/", audit.export, name="audit-export"),
    path("nhat-ky/xuat/verify_audit.py", audit.checker, name="audit-checker"),
    path("nguoi-dung/them/", users.create, name="user-create"),
    path("nguoi-dung/them-nhieu/", users.create_many, name="users-create"),
    path("nguoi-dung/ngung/", users.deactivate_many, name="users-deactivate"),
    path("nguoi-dung/<int:pk>/", users.change, name="user"),
    path("nguoi-dung/<int:pk>/ngung/", users.deactivate, name="user-deactivate"),
    path("nguoi-dung/<int:pk>/dung-lai/", users.reactivate, name="user-reactivate"),
    path("nguoi-dung/<int:pk>/cap-mat-khau/", users.reset_password, name="user-password"),
    path("nguoi-dung/<int:pk>/moi/", users.invite, name="user-invite"),
    path("nguoi-dung/<int:pk>/go-hai-lop/", users.request_factor_removal, name="factor-ask"),
    path("go-hai-lop/<int:pk>/", users.decide_factor_removal, name="factor-decide"),
    path("khoa-du-lieu/", tokens.everybodys, name="tokens"),
    path("khoa-du-lieu/<int:pk>/thu-hoi/", tokens.revoke_any, name="token-revoke"),
]
