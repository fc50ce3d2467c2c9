from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectionsConfig(AppConfig):
    name = "directions"
    verbose_name = _("Ý kiến chỉ đạo")
    keeps_facts = shows_facts = True  # core.known

    def ready(self) -> None:
        from directions.services import notices
        from outbox.enums import MessageKind
        from outbox.services import checks

        checks.register([MessageKind.DIRECTION], notices.check_again)
