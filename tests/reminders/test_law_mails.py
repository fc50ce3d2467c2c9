"""Which mails a draft of law would cause is what is planned once it binds."""

import datetime as dt

import pytest

from core import clock
from core.addresses import reverse
from delegations.models import LawSimulation
from delegations.services import law_drafts
from delegations.services.law_drafts import NewRow
from obligations.models import Flag
from obligations.services import judging, law_in_force, simulating
from reminders.services import foreseen, planning
from tests import factories

pytestmark = pytest.mark.django_db
D = dt.date
LONG_AGO = D(2019, 1, 1)


@pytest.fixture
def bodies(today, body_a, body_b):
    """A met in each quarter that is over and has no regulation; B lacks all."""
    factories.ProvinceFactory(tracking_from=D(2025, 1, 1), one_person_office=True)
    for body in (body_a, body_b):
        factories.SeatFactory(body=body)
    for year in (2025, 2026):
        for month in (2, 5, 8, 11):
            if (year, month) != (2026, 11):
                factories.MeetingFactory(body=body_a, held_on=D(year, month, 3))
    judging.sweep(on=today, at=clock.now())
    return body_a, body_b


def drafted(by, *rows):
    draft = law_drafts.start(title="Thử", rows=rows, by=by)
    return draft, simulating.ask(draft=draft, by=by)


def line(rule="", parameter="", value="no", kind=None, starts_on=LONG_AGO):
    return NewRow(kind, rule, parameter, value, starts_on, None, "Thử")


def planned(day):
    subjects = dict(Flag.objects.values_list("pk", "subject"))
    return {
        (mail.address, entry.finding.body, entry.finding.rule, subjects[entry.finding.flag])
        for mail in planning.prepare(day).mails
        if mail.kind == "digest"
        for entry in mail.entries
    }


def test_the_mails_that_are_foreseen_are_those_that_are_planned(
    bodies, staff, today, django_capture_on_commit_callbacks
):
    draft, simulation = drafted(
        staff, line(parameter="meeting_cadence_months", value="1"), line("regulation-missing")
    )
    foresight = foreseen.mails_of(simulation, today=today)
    before = planned(foresight.day)
    with django_capture_on_commit_callbacks(execute=True):
        law_in_force.put_in_force(draft=draft, by=staff)
    after = planned(foresight.day)
    ids = {body.name: body.pk for body in bodies}

    def lines(kind):
        return {
            (mail.address, ids[one.body], one.rule, one.subject)
            for mail in foresight.mails
            for one in getattr(mail, kind)
        }

    assert before - after
    assert after - before
    assert lines("more") == after - before
    assert lines("fewer") == before - after


def test_a_change_to_come_is_asked_for_its_own_day(bodies, staff, today):
    _draft, simulation = drafted(staff, line("regulation-missing", starts_on=D(2027, 3, 1)))
    assert foreseen.mails_of(simulation, today=today).mails == []
    _draft, simulation = drafted(staff, line("annual-report-due", starts_on=D(2026, 12, 31)))
    assert foreseen.mails_of(simulation, today=today).day == D(2026, 12, 16)


def test_the_page_of_the_mails(bodies, as_user, staff, secretary_of_a):
    draft, _simulation = drafted(staff, line("regulation-missing"))
    address = reverse("reminders:law-mails", args=[draft.pk])
    client = as_user(staff)
    page = client.get(address)
    assert "Thư sẽ gửi" in page.content.decode()
    assert "Chưa có quy chế làm việc" in page.content.decode()
    assert b"<html" not in client.get(address, headers={"HX-Request": "true"}).content
    assert as_user(secretary_of_a).get(address).status_code == 404
    LawSimulation.objects.all().delete()
    assert client.get(address).status_code == 404
