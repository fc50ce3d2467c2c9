"""Addresses under /nhac-viec/."""

from django.urls import path

from reminders.views import addresses, answers, briefs, ladders, letters, log, mailbox, preview, snoozes, status

app_name = "reminders"
urlpatterns = [
    path("", log.listing, name="log"),
    path("thu/<int:pk>/", log.message, name="message"),
    path("thu/<int:pk>/gui-lai/", log.send_again, name="send-again"),
    path("thu/<int:pk>/giu/", log.hold, name="hold"),
    path("thu/<int:pk>/cho-gui/", log.release, name="release"),
    path("xem-truoc/", preview.listing, name="preview"),
    path("xem-truoc/giu/", preview.hold, name="preview-hold"),
    path("tin-tuan/", briefs.choice, name="brief"),
    path("tin-tuan/thoi/<str:token>/", briefs.stop, name="brief-stop"),
    path("tra-loi/<str:token>/", answers.answer, name="answer"),
    path("de-nghi/", answers.listing, name="answers"),
    path("de-nghi/<int:pk>/nhan/", answers.accept, name="answer-accept"),
    path("de-nghi/<int:pk>/khong-nhan/", answers.refuse, name="answer-refuse"),
    path("de-nghi/<int:pk>/tep/", answers.file, name="answer-file"),
    path("cong-van/", letters.listing, name="letters"),
    path("cong-van/lap/", letters.draft, name="letter-draft"),
    path("cong-van/the-thuc/", letters.head, name="letter-head"),
    path("cong-van/nhiem-ky/them/", letters.term, name="term-create"),
    path("cong-van/nhiem-ky/<int:pk>/", letters.term, name="term"),
    path("cong-van/<int:pk>/", letters.letter, name="letter"),
    path("cong-van/<int:pk>/lay-so/", letters.number, name="letter-number"),
    path("cong-van/<int:pk>/<str:kind>/", letters.printed, name="letter-file"),
    path("dia-chi/", addresses.listing, name="addresses"),
    path("dia-chi/<int:pk>/mo-lai/", addresses.open_again, name="address-open"),
    path("tinh-trang/", status.page, name="status"),
    path("chi-so/", status.metrics, name="metrics"),
    path("thang/", ladders.listing, name="ladders"),
    path("thang/them/", ladders.edit, name="ladder-create"),
    path("thang/<int:pk>/", ladders.edit, name="ladder"),
    path("thang/<int:pk>/bo/", ladders.withdraw, name="ladder-withdraw"),
    path("cai-dat/", ladders.policy, name="policy"),
    path("tam-dung/", snoozes.listing, name="snoozes"),
    path("tam-dung/<int:pk>/bo/", snoozes.end, name="snooze-end"),
    path("tam-dung/them/<code:code>/", snoozes.start, name="snooze-body"),
    path("tam-dung/them/<code:code>/<int:flag_id>/", snoozes.start, name="snooze-finding"),
    path("hop-thu-thu/", mailbox.listing, name="mailbox"),
    path("hop-thu-thu/<str:key>/", mailbox.letter, name="mailbox-letter"),
    path("hop-thu-thu/<str:key>/html/", mailbox.html, name="mailbox-html"),
]
