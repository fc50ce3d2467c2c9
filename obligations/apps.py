from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.signals import facts_changed


class ObligationsConfig(AppConfig):
    name = "obligations"
    verbose_name = _("Nghĩa vụ")
    keeps_facts = shows_facts = True  # core.known

    def ready(self) -> None:
        # By name: the receiver needs models, which are not loaded when this module is.
        facts_changed.connect(
            import_string("obligations.services.freshness.judge_after_commit"),
            dispatch_uid="obligations.freshness",
            weak=False,
        )
