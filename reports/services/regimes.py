"""Regimes of periodic reports: what one may be called. What it asks for is drafted and never changes; an
amended one gets a new code (`regime_drafts`)."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.errors import Refused
from core.text import fold
from delegations.permissions import check_can_edit_registers
from reports.models import ReportRegime

ANNUAL_WORD = "Năm"


def check_code(code: str) -> None:
    """Raise Refused for the word that stands for the annual report where a regime's code may stand."""
    if fold(code) == fold(ANNUAL_WORD):
        raise Refused(
            _("“%(code)s” chỉ báo cáo năm, không dùng làm mã chế độ báo cáo được. Hãy chọn mã khác.")
            % {"code": code},
            field="code",
        )


@transaction.atomic
def rename(*, regime: ReportRegime, name: str, reference: str, by: User) -> list[str]:
    """Correct what a regime is called and where it is written; return the names of the columns that changed.
    No judgement hangs on either."""
    check_can_edit_registers(by)
    return editing.change(regime, {"name": name, "reference": reference})
