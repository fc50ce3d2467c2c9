"""What a finding's page offers to do about it: the forms of other apps, by address."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from core.addresses import reverse
from delegations.models import Seat
from rulebook.duties import RULES


class Action(NamedTuple):
    """A form to open: its address and the label of its button."""

    url: str
    label: str


ACTS = {rule.code: rule.act for rule in RULES if rule.act}
_NAMED = {"query": "to-chuc", "party": "ben"}


def of(rule: str, *, body_code: str, subject: str) -> list[Action]:
    """Return the forms that clear a finding of the rule. At most one query."""
    return list(of_many([(rule, body_code, subject)]).values())


def of_many(keys: Collection[tuple[str, str, str]]) -> dict[tuple[str, str, str], Action]:
    """Return the form that clears each of these findings (rule, body code, subject), of those that one
    clears. One query where a seat is vacant or ends, else none."""
    acts = {key: act for key in keys if (act := ACTS.get(key[0]))}
    seats = _seats([key for key, act in acts.items() if act.by == "seat"])
    found = {key: Action(_url(act.address, act.by, key, seats), _(act.label)) for key, act in acts.items()}
    return {key: action for key, action in found.items() if action.url}


def _seats(keys: Collection[tuple[str, str, str]]) -> dict[tuple[str, str], int]:
    if not keys:
        return {}
    named = {(body_code, subject) for _rule, body_code, subject in keys}
    found = Seat.objects.filter(
        code__in={seat for _body, seat in named}, body__code__in={b for b, _s in named}
    )
    return {(body, code): pk for body, code, pk in found.values_list("body__code", "code", "pk")}


def _url(name: str, by: str, key: tuple[str, str, str], seats: Mapping[tuple[str, str], int]) -> str:
    _rule, body_code, subject = key
    if by == "period":
        regime, _slash, period = subject.rpartition("/")
        return f"{reverse(name)}?{urlencode({'to-chuc': body_code, 'che_do': regime, 'ky': period})}"
    if by in _NAMED:
        return f"{reverse(name)}?{urlencode({_NAMED[by]: body_code})}"
    if by == "seat":
        seat = seats.get((body_code, subject))
        return reverse(name, args=[body_code, seat]) if seat else ""
    return reverse(name, args=[body_code if by == "body" else subject])
