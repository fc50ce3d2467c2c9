from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = _("Thư đi")

    def ready(self) -> None:
        from core.signals import account_invited
        from outbox.enums import MessageKind
        from outbox.services import checks, invitations

        checks.register([MessageKind.ACCOUNT], invitations.check_again)
        account_invited.connect(invitations.write, dispatch_uid="outbox.account_invited")
