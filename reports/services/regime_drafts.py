"""Changes of report regimes in a draft of law: a new regime, also in the place of an old one, and the last
day of one. A regime in force keeps what it asks for; an amended one gets a new code."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import editing
from core.dates import day as day_text
from core.errors import Refused
from delegations.models import BodyKind, LawDraft
from delegations.services import law_drafts
from reports.models import DraftedRegime, DraftedRegimeEnd, DraftedRegimeKind, RegimeKind, ReportRegime
from reports.services.regimes import check_code

ONE_DAY = dt.timedelta(days=1)
TERMS = ("code", "name", "rhythm", "due_days", "notice_days", "starts_on", "ends_on", "reference")


# A new regime ---------------------------------------------------------------------------------------


@transaction.atomic
def add(
    *,
    draft: LawDraft | None,
    values: Mapping[str, Any],
    kinds: Sequence[BodyKind],
    replaces: ReportRegime | None,
    today: dt.date,
    by: User,
) -> DraftedRegime:
    """Draft a regime by its terms for the kinds (none: every kind), into a draft or a new one. Raises Refused
    for a code in use and for days that cannot be; one that replaces another begins after it, and not in a
    past that was judged."""
    draft = draft or law_drafts.begin(title=values["name"], by=by)
    draft = law_drafts.lock_open(draft.pk, by=by)
    made = DraftedRegime(draft=draft, replaces=replaces, **values)
    _check(made, today)
    editing.insert(made)
    _name_kinds(made, kinds)
    law_drafts.note_writing(draft, by=by)
    return made


@transaction.atomic
def edit(
    *, row: DraftedRegime, values: Mapping[str, Any], kinds: Sequence[BodyKind], today: dt.date, by: User
) -> None:
    """Write a drafted regime anew. Raises Refused as `add` does."""
    draft = law_drafts.lock_open(row.draft_id, by=by)
    _check(DraftedRegime(pk=row.pk, draft=draft, replaces=row.replaces, **values), today)
    editing.change(row, values)
    _name_kinds(row, kinds)
    law_drafts.note_writing(draft, by=by)


# The last day of a regime ---------------------------------------------------------------------------


@transaction.atomic
def add_end(
    *,
    draft: LawDraft | None,
    regime: ReportRegime,
    ends_on: dt.date,
    reference: str,
    today: dt.date,
    by: User,
) -> DraftedRegimeEnd:
    """Draft the last day of a regime, into a draft or a new one. Raises Refused for a day that would change
    what past days say."""
    draft = draft or law_drafts.begin(title=_("Ngày cuối của chế độ %(code)s") % {"code": regime.code}, by=by)
    draft = law_drafts.lock_open(draft.pk, by=by)
    check_end(regime, ends_on, today)
    _check_only_line(draft, regime)
    made = DraftedRegimeEnd(draft=draft, regime=regime, ends_on=ends_on, reference=reference)
    editing.insert(made)
    law_drafts.note_writing(draft, by=by)
    return made


@transaction.atomic
def edit_end(*, row: DraftedRegimeEnd, ends_on: dt.date, reference: str, today: dt.date, by: User) -> None:
    """Write a drafted last day anew. Raises Refused as `add_end` does."""
    draft = law_drafts.lock_open(row.draft_id, by=by)
    check_end(row.regime, ends_on, today)
    editing.change(row, {"ends_on": ends_on, "reference": reference})
    law_drafts.note_writing(draft, by=by)


@transaction.atomic
def remove(*, row: DraftedRegime | DraftedRegimeEnd, by: User) -> None:
    """Take a drafted regime or last day out of its draft."""
    draft = law_drafts.lock_open(row.draft_id, by=by)
    row.delete()
    law_drafts.note_writing(draft, by=by)


# In force -------------------------------------------------------------------------------------------


def bind(draft: LawDraft, *, today: dt.date) -> None:
    """Make the draft's regimes and last days those in force. Raises Refused where the days of now do not let
    it."""
    for end in draft.regime_ends.select_related("regime").order_by("pk"):
        check_end(end.regime, end.ends_on, today)
        editing.change(end.regime, {"ends_on": end.ends_on})
    for row in draft.regimes.select_related("replaces").prefetch_related("kinds").order_by("pk"):
        _check(row, today)
        if row.replaces and _ends_it(row):
            editing.change(row.replaces, {"ends_on": last_of_replaced(row)})
        made = ReportRegime(**{name: getattr(row, name) for name in TERMS})
        editing.insert(made)
        for kind in row.kinds.all():
            editing.insert(RegimeKind(regime=made, kind=kind))
        editing.change(row, {"regime": made})


def last_of_replaced(row: DraftedRegime) -> dt.date:
    """Return the last day of the regime that a drafted one replaces."""
    return row.starts_on - ONE_DAY


def check_end(regime: ReportRegime, ends_on: dt.date, today: dt.date) -> None:
    """Raise Refused for a last day before the first, and for one that would change what past days say."""
    if ends_on < regime.starts_on:
        raise Refused(
            _("Ngày cuối phải từ ngày đầu trở đi: chế độ bắt đầu ngày %(day)s.")
            % {"day": day_text(regime.starts_on)},
            field="ends_on",
        )
    before, earliest = regime.ends_on, today - ONE_DAY
    if ends_on != before and any(day and day < earliest for day in (before, ends_on)):
        raise Refused(
            _("Ngày cuối sớm nhất là hôm qua, để kết luận cũ giữ nguyên; ngày cuối đã qua thì không sửa."),
            field="ends_on",
        )


def _check(row: DraftedRegime, today: dt.date) -> None:
    check_code(row.code)
    if row.ends_on and row.ends_on < row.starts_on:
        raise Refused(_("Ngày cuối phải từ ngày đầu trở đi."), field="ends_on")
    if ReportRegime.objects.filter(code=row.code).exists():
        raise Refused(
            _("Mã này đã có ở một chế độ đang ghi. Chế độ mới, kể cả chế độ sửa đổi, lấy mã mới."),
            field="code",
        )
    if row.replaces is None:
        return
    if row.starts_on <= row.replaces.starts_on:
        raise Refused(
            _("Chế độ mới phải bắt đầu sau ngày %(day)s, ngày đầu của chế độ cũ.")
            % {"day": day_text(row.replaces.starts_on)},
            field="starts_on",
        )
    if _ends_it(row) and row.starts_on < today:
        raise Refused(
            _("Chế độ mới bắt đầu sớm nhất từ hôm nay, để kết luận cũ giữ nguyên."), field="starts_on"
        )
    _check_only_line(row.draft, row.replaces, but=row)


def _ends_it(row: DraftedRegime) -> bool:
    """Return whether the replaced regime would go on without this one."""
    old = row.replaces
    return old is not None and (old.ends_on is None or old.ends_on > last_of_replaced(row))


def _check_only_line(draft: LawDraft, regime: ReportRegime, *, but: DraftedRegime | None = None) -> None:
    """Raise Refused where another line of the draft sets the regime's last day."""
    others = draft.regimes.filter(replaces=regime)
    ends = draft.regime_ends.filter(regime=regime)
    if but is not None and but.pk:
        others = others.exclude(pk=but.pk)
    if others.exists() or ends.exists():
        raise Refused(
            _("Dự thảo này đã có một dòng đặt ngày cuối cho chế độ %(code)s.") % {"code": regime.code}
        )


def _name_kinds(row: DraftedRegime, kinds: Sequence[BodyKind]) -> None:
    wanted = {kind.pk for kind in kinds}
    row.named_kinds.exclude(kind__in=wanted).delete()
    had = set(row.named_kinds.values_list("kind", flat=True))
    for kind in kinds:
        if kind.pk not in had:
            editing.insert(DraftedRegimeKind(drafted=row, kind=kind))
