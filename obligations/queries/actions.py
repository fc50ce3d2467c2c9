"""What a finding's page offers to do about it: the forms of other apps, by address."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.models import Seat
from rulebook.duties import RULES


class Action(NamedTuple):
    """A form to open: its address and the label of its button."""

    url: str
    label: str


ACTS = {rule.code: rule.act for rule in RULES if rule.act}


def of(rule: str, *, body_code: str, subject: str) -> list[Action]:
    """Return the forms that clear a finding of the rule. At most one query."""
    act = ACTS.get(rule)
    url = _url(act.address, act.by, body_code, subject) if act else ""
    return [Action(url, _(act.label))] if act and url else []


def _url(name: str, by: str, body_code: str, subject: str) -> str:
    if by == "query":
        return f"{reverse(name)}?{urlencode({'to-chuc': body_code})}"
    if by == "seat":
        seat = Seat.objects.filter(code=subject, body__code=body_code).values_list("pk", flat=True).first()
        return reverse(name, args=[body_code, seat]) if seat else ""
    return reverse(name, args=[body_code if by == "body" else subject])
