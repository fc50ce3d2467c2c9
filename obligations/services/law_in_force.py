"""Putting a draft of law in force: all its lines at once, by a second person, as it was simulated."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.errors import Refused
from core.signals import facts_changed
from delegations.enums import LawDraftState
from delegations.models import LawDraft, LawSimulation
from delegations.permissions import check_can_put_in_force
from delegations.queries import law
from delegations.services import kind_drafts, law_drafts
from obligations.services import drafted
from obligations.services.drafted import Drafted
from reports.services import regime_drafts


@transaction.atomic
def put_in_force(*, draft: LawDraft, by: User) -> None:
    """Make what the draft holds the law; every body is judged again. Raises PermissionDenied for who wrote
    it, unless the office has one person only, and Refused where it was not simulated as it is now, or a line
    can no longer be."""
    draft = law_drafts.lock_open(draft.pk, by=by)
    check_can_put_in_force(by, draft)
    lines = drafted.of_draft(draft)
    if lines.is_empty:
        raise Refused(_("Dự thảo chưa có dòng nào."))
    if not is_simulated(draft, lines):
        raise Refused(
            _("Dự thảo chưa được mô phỏng theo đúng nội dung và quy định hiện nay. Hãy mô phỏng rồi xem lại.")
        )
    law_drafts.bind_rows(draft)
    kind_drafts.bind(draft)
    regime_drafts.bind(draft, today=clock.today())
    law_drafts.settle(draft, LawDraftState.IN_FORCE, by=by)
    facts_changed.send(sender=None, body_ids=None)


def is_simulated(draft: LawDraft, lines: Drafted) -> bool:
    """Return whether the draft's simulation is over and was made from these lines and the law of now. Four
    queries."""
    found = LawSimulation.objects.filter(draft=draft).first()
    return is_fresh(found, lines)


def is_fresh(simulation: LawSimulation | None, lines: Drafted) -> bool:
    """Return whether a simulation is over and was made from these lines and the law of now. Three queries."""
    if simulation is None or simulation.finished_at is None or simulation.error:
        return False
    return simulation.mark == drafted.mark(lines, law.in_force())
