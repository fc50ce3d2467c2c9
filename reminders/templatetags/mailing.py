"""Words of mail for templates."""

from django.template import Library

from core import mail

register = Library()


@register.simple_tag
def mail_reach() -> str:
    """Return how far this copy's mail goes: "here", "listed", or "" in real use."""
    return mail.reach()
