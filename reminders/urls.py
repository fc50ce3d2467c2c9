"""Addresses under /nhac-viec/."""

from django.urls import path

from reminders.views import log, mailbox

app_name = "reminders"
urlpatterns = [
    path("", log.listing, name="log"),
    path("thu/<int:pk>/", log.message, name="message"),
    path("thu/<int:pk>/gui-lai/", log.send_again, name="send-again"),
    path("thu/<int:pk>/giu/", log.hold, name="hold"),
    path("thu/<int:pk>/cho-gui/", log.release, name="release"),
    path("hop-thu-thu/", mailbox.listing, name="mailbox"),
    path("hop-thu-thu/<str:key>/", mailbox.letter, name="mailbox-letter"),
    path("hop-thu-thu/<str:key>/html/", mailbox.html, name="mailbox-html"),
]
