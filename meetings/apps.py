from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.signals import password_given


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Họp")
    keeps_facts = shows_facts = True  # core.known

    def ready(self) -> None:
        # By name: the receiver needs models, which are not loaded when this module is.
        password_given.connect(
            import_string("meetings.services.feeds.end_all"), dispatch_uid="meetings.feeds", weak=False
        )

        from meetings.services import invitations
        from outbox.enums import MessageKind
        from outbox.services import checks

        checks.register([MessageKind.INVITATION], invitations.check_again)
