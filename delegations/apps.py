from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    name = "delegations"
    verbose_name = _("Tổ chức đảng")
    keeps_facts = shows_facts = True  # core.known
    history_begins_with = "Body"
