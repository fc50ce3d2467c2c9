"""What migrations put into every installation, and a test that commits empties with all tables."""

from django.apps import apps

from delegations.models import BodyKind
from reminders.migrations import _by_hand
from reminders.models import Ladder


def restore_seeds() -> None:
    """Make the kinds of body and the office's first ladder where they are missing. Costs two queries else."""
    if BodyKind.objects.count() < 3:
        for place, name in enumerate(("Đảng đoàn", "Ban cán sự đảng", "Đảng uỷ"), start=1):
            BodyKind.objects.get_or_create(name=name, defaults={"position": place})
    if not Ladder.objects.exists():
        _by_hand.seed_ladder(apps, None)
        _by_hand.seed_ladders_ahead(apps, None)
