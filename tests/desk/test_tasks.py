"""The days that pages for leaders ask for are judged before anybody waits for them."""

import pytest

from core import clock
from desk.queries.days import days_by_default
from desk.tasks import keep_days
from obligations.models import KeptBody, KeptDay
from tests.worlds.small import late_bodies

pytestmark = pytest.mark.django_db


def test_the_days_asked_for_are_kept_and_a_second_run_judges_nothing():
    late_bodies(2)
    keep_days()
    assert set(KeptDay.objects.values_list("judged_on", flat=True)) == {
        day.on for day in days_by_default(clock.today())
    }
    kept = set(KeptBody.objects.values_list("pk", flat=True))

    keep_days()

    assert set(KeptBody.objects.values_list("pk", flat=True)) == kept
