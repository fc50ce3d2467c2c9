"""Words of the rules and of the law for templates."""

from django.template import Library
from django.utils.translation import gettext as _

from core.dates import day
from obligations.enums import FlagStatus, Severity
from obligations.queries import law_words, sentences

register = Library()
register.filter(law_words.parameter_title)
register.filter(law_words.line_title)
register.simple_tag(law_words.line_value)
register.simple_tag(law_words.law_value)


@register.filter
def rule_title(rule: str) -> str:
    """Return the title of a rule, by its code."""
    return sentences.title(rule)


@register.filter
def state_words(state: tuple[str, str, str | None]) -> str:
    """Return how a finding would stand, as a simulation stores it: quá hạn, nghiêm trọng, hạn 30/06/2026."""
    status, severity, due_on = state
    words = f"{FlagStatus(status).label}, {Severity(severity).label}"
    return f"{words}, {_('hạn')} {day(due_on)}" if due_on else words
