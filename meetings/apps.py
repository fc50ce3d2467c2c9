from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.signals import body_days_change, password_given


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Họp")
    keeps_facts = shows_facts = True  # core.known

    def ready(self) -> None:
        # By name: the receivers need models, which are not loaded when this module is.
        password_given.connect(import_string("meetings.services.feeds.end_all"), dispatch_uid="meetings.feeds", weak=False)
        body_days_change.connect(import_string("meetings.services.meetings.check_body_days"), dispatch_uid="meetings.body_days", weak=False)
