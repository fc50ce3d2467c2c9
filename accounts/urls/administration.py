"""User administration."""

from django.urls import path

from accounts.views import users

app_name = "accounts"
urlpatterns = [
    path("", users.listing, name="users"),
    path("them/", users.create, name="user-create"),
    path("<int:pk>/", users.change, name="user"),
    path("<int:pk>/ngung/", users.deactivate, name="user-deactivate"),
    path("<int:pk>/dung-lai/", users.reactivate, name="user-reactivate"),
    path("<int:pk>/cap-mat-khau/", users.reset_password, name="user-password"),
]
