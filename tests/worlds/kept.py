"""The office of which a version's data are kept, and what is seen of it: `.ci/keep-dump` keeps them,
`tests/runtime/test_upgrades.py` upgrades them."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import time_machine
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from core import clock
from delegations.models import Province
from obligations.queries import findings
from obligations.services import judging
from reminders.services import planning
from tests import factories
from tests.worlds import provinces
from tests.worlds.furnished import furnish_province

KEPT = Path(__file__).parent.parent / "data" / "upgrades"
NOW = dt.datetime(2026, 11, 23, 5, tzinfo=dt.UTC)  # Monday noon at the office
PAGES = ("/", "/tong-quan/", "/can-xu-ly/", "/to-chuc/", "/to-chuc/DD-A/", "/hop/", "/quan-tri/tinh-trang/")


def fill() -> None:
    """Make the office: two bodies with a record of every kind, and six of a random province."""
    with time_machine.travel(NOW, tick=False):
        provinces.store_random(7, bodies=6, year=2026)
        Province.objects.all().delete()  # the one to come is the office's
        factories.UserFactory(username="quantri", role=Role.ADMINISTRATOR)
        bodies = [
            factories.BodyFactory(code=code, name=name)
            for code, name in (("DD-A", "Đảng đoàn Hội A"), ("DD-B", "Đảng đoàn Hội B"))
        ]
        furnish_province(*bodies)
        planning.plan(day=clock.today(), now=clock.now())  # mails that wait, and what was sent of them


def look() -> None:
    """Judge everything anew; print what is found on the day, and what the pages answer."""
    with time_machine.travel(NOW, tick=False):
        judging.sweep(on=clock.today(), at=clock.now(), everything=True)
        rows = findings.on_day(clock.today()).values_list("rule", "body__code", "subject", "status", "due_on")
        client = Client(headers={"host": "localhost"})
        client.force_login(
            User.objects.get(username="quantri"), backend="django.contrib.auth.backends.ModelBackend"
        )
        seen: dict[str, Any] = {
            "findings": sorted([str(value) for value in row] for row in rows),
            "pages": {page: client.get(page, follow=True).status_code for page in PAGES},
        }
        print(json.dumps(seen))
