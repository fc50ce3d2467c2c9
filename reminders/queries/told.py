"""What was told or answered of the findings of bodies."""

from collections.abc import Collection

from core.acts import Since
from reminders.models import Answer, Letter, Reminder


def told_of(body_ids: Collection[int]) -> list[Since]:
    """Return the mails, answers and letters about findings of these bodies: three queries."""
    mails = Reminder.objects.filter(flag__body__in=body_ids, skipped=False)
    answers = Answer.objects.filter(flag__body__in=body_ids)
    letters = Letter.objects.filter(flags__body__in=body_ids).select_related("paper__created_by").distinct()
    return [
        *(Since(_kind(Reminder), mail.address, "", mail.created_at) for mail in mails),
        *(Since(_kind(Answer), one.address, one.given_by, one.given_at) for one in answers),
        *(
            Since(_kind(Letter), one.paper.title, str(one.paper.created_by or ""), one.paper.created_at)
            for one in letters
        ),
    ]


def _kind(model: type) -> str:
    return str(model._meta.verbose_name)  # type: ignore[attr-defined]
