from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectionsConfig(AppConfig):
    name = "directions"
    verbose_name = _("Ý kiến chỉ đạo")
    keeps_facts = shows_facts = True  # core.known
