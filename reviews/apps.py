from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("Đánh giá quý, năm")
    keeps_facts = shows_facts = True  # core.known

    def ready(self) -> None:
        """Make `<period:…>` known to every table of addresses."""
        from reviews.queries.periods import PeriodConverter

        register_converter(PeriodConverter, "period")
