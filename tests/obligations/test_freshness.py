"""A flag clears the moment its cause does; nothing rests on the signal or the broker."""

import datetime as dt
import logging

import pytest
from django.db import transaction

from core import clock
from core.errors import Refused
from core.signals import facts_changed
from delegations.models import DutySuccession, Province
from meetings.models import Meeting
from obligations.models import DayOff, Flag, Sweep, Touch
from obligations.queries import findings
from obligations.services import days_off, judging
from obligations.services.freshness import AT_ONCE
from tests import factories

TODAY = clock.today()


@pytest.fixture
def body(db):
    factories.ProvinceFactory()
    body = factories.BodyFactory(code="DD-HND")
    factories.BodyFactory(code="DD-KHAC")
    judging.sweep(on=TODAY, at=clock.now())
    return body


def rules_open(body) -> set[str]:
    return {row.rule for row in findings.of_body(body.pk, TODAY)}


def test_recording_a_meeting_clears_the_flag_after_commit(body, django_capture_on_commit_callbacks):
    assert "meeting-overdue" in rules_open(body)
    with django_capture_on_commit_callbacks(execute=True):
        factories.MeetingFactory(body=body, held_on=TODAY)
        facts_changed.send(sender=None, body_ids=[body.pk])
        assert "meeting-overdue" in rules_open(body)
    assert "meeting-overdue" not in rules_open(body)
    assert not Touch.objects.exists()
    # The heartbeat tells of sweeps only.
    assert Sweep.objects.count() == 1


def test_a_task_of_a_body_that_ended_is_judged_at_its_heir_at_once(body, django_capture_on_commit_callbacks):
    old = factories.BodyFactory(code="DD-CU", ended_on=TODAY - dt.timedelta(60))
    row = {"starts_on": TODAY - dt.timedelta(59), "duties": ["tasks"]}
    DutySuccession.objects.create(predecessor=old, successor=body, **row)
    with django_capture_on_commit_callbacks(execute=True):
        days = {"given_on": TODAY - dt.timedelta(90), "due_on": TODAY - dt.timedelta(70), "done_on": None}
        factories.TaskFactory(body=old, **days)
        facts_changed.send(sender=None, body_ids=[old.pk])
    assert "action-overdue" in rules_open(body)


def test_two_signals_judge_once(body, django_capture_on_commit_callbacks, django_assert_max_num_queries):
    with django_capture_on_commit_callbacks() as callbacks:
        factories.MeetingFactory(body=body, held_on=TODAY)
        facts_changed.send(sender=None, body_ids=[body.pk])
        facts_changed.send(sender=None, body_ids=[body.pk])
    callbacks[0]()
    with django_assert_max_num_queries(2):
        callbacks[1]()


def test_a_signal_of_all_bodies_judges_them_where_they_are_few(body, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Province.objects.update(tracking_from=TODAY)
        facts_changed.send(sender=None, body_ids=None)
    assert "meeting-overdue" not in rules_open(body)


def test_a_lost_signal_is_repaired_by_the_next_sweep(body):
    factories.MeetingFactory(body=body, held_on=TODAY)
    assert "meeting-overdue" in rules_open(body)
    done = judging.sweep(on=TODAY, at=clock.now())
    assert (done.scope, "meeting-overdue" in rules_open(body)) == ("touched", False)


def test_many_bodies_are_left_to_a_worker(body, settings, caplog, django_capture_on_commit_callbacks):
    from config.celery import app  # noqa: PLC0415 - the broker of this test only

    bodies = factories.BodyFactory.create_batch(AT_ONCE + 1)
    url, app.conf.broker_url = app.conf.broker_url, "redis://127.0.0.1:1/0"
    app.amqp.producer_pool.force_close_all() if hasattr(app.amqp, "producer_pool") else None
    try:
        with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
            facts_changed.send(sender=None, body_ids=[each.pk for each in bodies])
    finally:
        app.conf.broker_url = url
    assert "the broker does not answer" in caplog.text
    assert Touch.objects.filter(body_id__in=[each.pk for each in bodies]).count() >= AT_ONCE
    assert judging.sweep(on=TODAY, at=clock.now()).errors == []
    assert Flag.objects.filter(body=bodies[-1]).exists()


@pytest.mark.django_db(transaction=True)
def test_a_judging_that_fails_does_not_fail_the_request(caplog):
    factories.ProvinceFactory(profiles=["không có bộ này"])
    body = factories.BodyFactory()
    with caplog.at_level(logging.ERROR), transaction.atomic():
        meeting = factories.MeetingFactory(body=body)
        facts_changed.send(sender=None, body_ids=[body.pk])
    assert Meeting.objects.filter(pk=meeting.pk).exists()
    assert Touch.objects.filter(body_id=body.pk).exists()
    assert "không có bộ này" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_facts_that_are_rolled_back_are_not_judged():
    factories.ProvinceFactory()
    body = factories.BodyFactory()
    Touch.objects.all().delete()
    with transaction.atomic():
        factories.MeetingFactory(body=body)
        facts_changed.send(sender=None, body_ids=[body.pk])
        transaction.set_rollback(True)
    assert not Touch.objects.exists()
    assert not Flag.objects.exists()


def test_a_day_off_that_is_recorded_has_every_body_judged(staff, body, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        days_off.add(day=dt.date(2026, 5, 9), name="Làm bù", kind="worked", by=staff)
    assert len(callbacks) == 1


def test_a_day_off_that_cannot_be_is_refused_in_words(staff):
    with pytest.raises(Refused, match="thứ Bảy, Chủ nhật"):
        days_off.add(day=dt.date(2026, 9, 3), name="Làm bù", kind="worked", by=staff)
    DayOff.objects.get_or_create(day=dt.date(2026, 9, 2), defaults={"name": "Quốc khánh", "kind": "off"})
    with pytest.raises(Refused, match="đã có trong bảng"):
        days_off.add(day=dt.date(2026, 9, 2), name="Lễ", kind="off", by=staff)


@pytest.mark.django_db
@pytest.mark.parametrize("persona", ["leader", "secretary_of_a"])
def test_days_off_are_the_offices(persona, request):
    DayOff.objects.get_or_create(day=dt.date(2026, 1, 1), defaults={"name": "Tết Dương lịch", "kind": "off"})
    with pytest.raises(Exception, match=r"chuyên viên|văn phòng"):
        days_off.add(day=dt.date(2026, 5, 9), name="Lễ", kind="off", by=request.getfixturevalue(persona))
    assert DayOff.objects.filter(day__year=2026).exists()
