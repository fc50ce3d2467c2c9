"""How the office's mails leave, and which addresses get none."""

from outbox.models import AddressState, MailPolicy


def policy() -> MailPolicy:
    """Return the office's settings, or the defaults. One query."""
    return MailPolicy.objects.filter(pk=1).first() or MailPolicy(pk=1)


def stopped_addresses() -> set[str]:
    """Return the addresses that bounces have stopped, in lower case. One query."""
    return {
        address.lower()
        for address in AddressState.objects.filter(stopped_at__isnull=False).values_list("address", flat=True)
    }
