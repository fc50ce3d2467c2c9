"""Closed lists of the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageKind(models.TextChoices):
    """What a mail is. Who writes mails of a kind registers a check for it (services/checks.py)."""

    DIGEST = "digest", _("thư nhắc việc")
    REQUEST = "request", _("thư đôn đốc")
    BRIEF = "brief", _("tin tuần cho lãnh đạo")
    INVITATION = "invite", _("giấy mời")
    DIRECTION = "direction", _("ý kiến chỉ đạo")
    ACCOUNT = "account", _("thư mời dùng tài khoản")


# Mails of which one address may get several a day: each is about a matter of its own.
SINGLE = [MessageKind.INVITATION, MessageKind.DIRECTION, MessageKind.REQUEST, MessageKind.ACCOUNT]


class MessageState(models.TextChoices):
    QUEUED = "queued", _("chờ gửi")
    SENDING = "sending", _("đang gửi")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("không gửi được")
    SKIPPED = "skipped", _("bỏ qua")
    HELD = "held", _("tạm giữ")


class MessageEventKind(models.TextChoices):
    """What happened to a mail apart from the ordinary way (planned, handed over, sent), which the mail's own
    columns tell."""

    RETRY = "retry", _("máy chủ chưa nhận, sẽ gửi lại")
    UNCERTAIN = "unsure", _("chưa rõ máy chủ đã nhận hay chưa, sẽ gửi lại cùng mã thư")
    RECOVERED = "recover", _("tiến trình gửi dừng giữa chừng, đưa lại vào hàng đợi")
    FAILED = "failed", _("không gửi được")
    DROPPED = "dropped", _("bỏ bớt nội dung trước khi gửi")
    SKIPPED = "skipped", _("không gửi")
    HELD = "held", _("tạm giữ")
    RELEASED = "release", _("cho gửi")
    AGAIN = "again", _("yêu cầu gửi lại")
    BOUNCED = "bounced", _("thư bị trả lại")


class RunKind(models.TextChoices):
    PLAN = "plan", _("lập thư")
    SEND = "send", _("gửi thư")
    READ = "read", _("đọc báo cáo")
