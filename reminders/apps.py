from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "reminders"
    verbose_name = _("Nhắc việc")

    def ready(self) -> None:
        from outbox.enums import MessageKind
        from outbox.services import checks
        from reminders.services import checking

        kinds = [MessageKind.DIGEST, MessageKind.REQUEST, MessageKind.BRIEF]
        checks.register(kinds, checking.check_again)
