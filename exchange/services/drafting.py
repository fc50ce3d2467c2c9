"""Writing what a workbook says of the law as a draft."""

import datetime as dt

from accounts.models import User
from delegations.models import BodyKind, LawDraft
from delegations.services import kind_drafts, law_drafts
from delegations.services.kind_drafts import KindChange
from delegations.services.law_drafts import NewRow
from exchange.importers.drafting import ToDraft
from reports.models import ReportRegime
from reports.services import regime_drafts


def write(lines: ToDraft, *, title: str, today: dt.date, by: User) -> LawDraft:
    """Begin a draft with these lines, whose kinds and regimes there are. Raises Refused for a line that its
    screen would refuse. Wants a transaction."""
    kinds = {kind.name: kind for kind in BodyKind.objects.all()}
    rows = [NewRow(**values | {"kind": kinds.get(values["kind"])}) for values in lines.rows]
    draft = law_drafts.start(title=title, rows=rows, by=by)
    for values in lines.kinds:
        needed = values["coordination_kinds"]
        change = values | {"kind": kinds[values["kind"]], "coordination_kinds": needed and list(needed)}
        kind_drafts.add(draft=draft, change=KindChange(**change), by=by)
    for values, named in lines.regimes:
        terms = {name: values[name] for name in regime_drafts.TERMS}
        of_kinds = [kinds[name] for name in named]
        regime_drafts.add(draft=draft, values=terms, kinds=of_kinds, replaces=None, today=today, by=by)
    regimes = ReportRegime.objects.in_bulk([code for code, *_rest in lines.ends], field_name="code")
    for code, day, reference in lines.ends:
        regime_drafts.add_end(
            draft=draft, regime=regimes[code], ends_on=day, reference=reference, today=today, by=by
        )
    return draft
