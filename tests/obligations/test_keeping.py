"""Kept judgements say the same as fresh ones, whatever is written, by whom, in whatever order transactions
end."""

import datetime as dt
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from django.db import connection, connections, transaction

from core import clock
from delegations.models import Body, Membership, Province, Seat
from meetings.models import Attendance, Meeting
from obligations.models import DayOff, KeptBody, KeptDay, KeptFinding, Touch, TouchesTaken, Waiver
from obligations.queries.findings import Filters
from obligations.services import judging, keeping, outlook, trends
from reports.models import Report
from tests import factories
from tests.worlds.provinces import store_random

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 11, 23, 9, 10, tzinfo=clock.ZONE)
PAST, AHEAD = dt.date(2025, 12, 31), dt.date(2027, 2, 21)


def told():
    """What every reading of the days says, for all bodies, for some, for a kind."""
    ids = sorted(Body.objects.values_list("pk", flat=True))
    kinds = Filters(kind_ids=list(Body.objects.values_list("kind", flat=True).order_by("kind")[:1]))
    said = []
    for day, body_ids, filters in (
        *((PAST, None, filters) for filters in (Filters(), kinds, Filters(severities=["serious"]))),
        *((PAST, ids[::2], filters) for filters in (Filters(), kinds)),
        (AHEAD, None, Filters()),
    ):
        said.append(outlook.listing(on=day, today=TODAY, filters=filters, body_ids=body_ids))
        said.append(outlook.counts(on=day, today=TODAY, filters=filters, body_ids=body_ids))
    said.append(sorted(outlook.judged(PAST), key=lambda row: row.key))
    said.append(
        [
            [tuple(period) for period in spans]
            for _key, spans in sorted(outlook.periods(on=AHEAD, body_ids=ids).items())
        ]
    )
    said.append(
        outlook.latest(days=(PAST, AHEAD), filters=Filters(statuses=["due", "overdue"], due=(PAST, AHEAD)))
    )
    return said


def check():
    kept = told()
    with transaction.atomic():
        fresh = told()
    assert kept == fresh
    return kept


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


# Ways to write past every service: each is given the source of chance.
def move_a_meeting(chance):
    meeting = chance.choice(list(Meeting.objects.order_by("pk")))
    sql(
        "UPDATE meetings_meeting SET held_on = held_on + %s, status = 'held' WHERE id = %s",
        chance.choice([-40, 40, 200]),
        meeting.pk,
    )


def end_memberships_in_bulk(chance):
    held = list(
        Membership.objects.filter(ends_on=None, starts_on__lte=PAST)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    Membership.objects.filter(pk__in=held[:: chance.randint(2, 4)]).update(ends_on=PAST)


def drop_attendance(chance):
    Attendance.objects.filter(meeting=chance.choice(list(Meeting.objects.order_by("pk")))).delete()


def add_seats_in_bulk(chance):
    bodies = chance.sample(list(Body.objects.order_by("pk")), 2)
    Seat.objects.bulk_create(
        Seat(body=body, code=f"M-{chance.random()}"[:20], role="member", starts_on=dt.date(2025, 1, 1))
        for body in bodies
    )


def forget_reports(chance):
    sql(
        "DELETE FROM reports_report WHERE id IN (SELECT id FROM reports_report ORDER BY id LIMIT %s)",
        chance.randint(1, 3),
    )


def submit_reports(chance):
    for body in chance.sample(list(Body.objects.order_by("pk")), 2):
        year = chance.choice([2024, 2025])
        Report.objects.filter(body=body, year=year).delete()
        Report.objects.create(body=body, year=year, submitted_on=dt.date(2026, 1, 5))


def grant_waivers(chance):
    body = chance.choice(list(Body.objects.order_by("pk")))
    values = {
        "granted_on": dt.date(2025, 3, chance.randint(1, 28)),
        "until": dt.date(2028, 1, 1),
        "reason": "Chờ",
    }
    Waiver.objects.get_or_create(
        body=body,
        rule="coordination-missing",
        subject="coordination",
        granted_on=values["granted_on"],
        defaults=values,
    )


def take_waivers_back(chance):
    Waiver.objects.all().delete()


def switch_profile(chance):
    Province.objects.update(profiles=chance.choice([[], ["146-QĐ/TW"]]))


def begin_elsewhere(chance):
    sql(
        "UPDATE delegations_province SET tracking_from = %s, shift_due_days = NOT shift_due_days",
        dt.date(2024, chance.choice([1, 4, 7]), 1),
    )


def change_days_off(chance):
    day = PAST + dt.timedelta(chance.randint(0, 20))
    if not DayOff.objects.filter(day=day).delete()[0]:
        DayOff.objects.create(day=day, name="Nghỉ bù", kind="off")


def rename_a_body(chance):
    body = chance.choice(list(Body.objects.order_by("pk")))
    sql("UPDATE delegations_body SET name = name || ' mới', position = position + 1 WHERE id = %s", body.pk)


def change_a_kind(chance):
    Body.objects.filter(pk=chance.choice(list(Body.objects.order_by("pk"))).pk).update(
        kind=factories.BodyKindFactory()
    )


def end_a_body(chance):
    Body.objects.filter(ended_on=None, founded_on__lt=dt.date(2026, 9, 1)).filter(
        pk__in=Body.objects.order_by("-pk")[:1].values("pk")
    ).update(ended_on=dt.date(2026, 9, 1))


def found_a_body(chance):
    body = factories.BodyFactory()
    if chance.random() < 0.5:
        sql("DELETE FROM delegations_body WHERE id = %s", body.pk)


def take_touches(chance):
    judging.sweep(on=TODAY, at=AT, everything=chance.random() < 0.3)


def throw_touches_away(chance):
    sql(chance.choice(["DELETE FROM obligations_touch", "DELETE FROM obligations_touch WHERE id %% 2 = 0"]))


def save_and_take_back(chance):
    with transaction.atomic():
        end_memberships_in_bulk(chance)
        assert not keeping.may_be_kept()
        outlook.counts(on=PAST, today=TODAY)
        transaction.set_rollback(True)


WRITES: list[Callable[[random.Random], None]] = [
    *(
        move_a_meeting,
        end_memberships_in_bulk,
        drop_attendance,
        add_seats_in_bulk,
        forget_reports,
        submit_reports,
        grant_waivers,
        take_waivers_back,
    ),
    *(
        switch_profile,
        begin_elsewhere,
        change_days_off,
        rename_a_body,
        change_a_kind,
        end_a_body,
        found_a_body,
    ),
    *(take_touches, throw_touches_away, save_and_take_back),
]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_written_kept_judgements_are_those_that_judging_gives(seed):
    store_random(seed, bodies=4, year=2025)
    chance = random.Random(seed)
    check()
    for write in chance.sample(WRITES, len(WRITES)):
        write(chance)
        if chance.random() < 0.5:
            check()
    assert check()[0].total > 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(2))
def test_in_whatever_order_transactions_begin_write_keep_and_end(seed):
    """Four connections take turns by chance: each opens a transaction, writes, sweeps, reads a past day,
    commits or takes back."""
    store_random(seed, bodies=6, year=2025)
    chance = random.Random(seed)
    keys = sorted(Body.objects.values_list("pk", flat=True))
    actors = [Actor([keys[number]]) for number in range(4)]
    try:
        for _turn in range(40):
            actor = chance.choice(actors)
            actor.do(lambda actor=actor: actor.turn(chance))
            if chance.random() < 0.3:
                check()
        for actor in actors:
            actor.do(actor.end)
        check()
    finally:
        for actor in actors:
            actor.close()


class Actor:
    """Somebody with a connection, and sometimes an open transaction, who writes to bodies of their own, so
    that nobody waits for anybody."""

    def __init__(self, keys: list[int]) -> None:
        self.keys = keys
        self.thread = ThreadPoolExecutor(1)
        self.open: ExitStack | None = None

    def do(self, job: Callable[[], object]) -> None:
        self.thread.submit(job).result(timeout=60)

    def turn(self, chance: random.Random) -> None:
        what = chance.random()
        if self.open is None and what < 0.5:
            self.open = ExitStack()
            self.open.enter_context(transaction.atomic())
        elif self.open is not None and what < 0.3:
            self.end(take_back=chance.random() < 0.3)
        elif what < 0.7:
            days = chance.choice([-400, -90, 30, 90])
            sql("UPDATE meetings_meeting SET held_on = held_on + %s WHERE body_id = ANY(%s)", days, self.keys)
            factories.SeatFactory(body_id=self.keys[0], starts_on=dt.date(2025, 1, chance.randint(1, 28)))
        elif self.open is None:
            # Takes the touches of everybody who has committed; within a transaction others would wait for its
            # end.
            judging.sweep(on=TODAY, at=AT, everything=chance.random() < 0.5)
        else:
            # Within a transaction that wrote: judged in memory, as nobody else may see it.
            outlook.counts(on=dt.date(2026, 1, 1), today=TODAY, body_ids=self.keys)

    def end(self, take_back: bool = False) -> None:
        if self.open is not None:
            if take_back:
                transaction.set_rollback(True)
            self.open.close()
            self.open = None

    def close(self) -> None:
        self.do(connections.close_all)
        self.thread.shutdown()


@pytest.fixture
def bodies():
    factories.ProvinceFactory(tracking_from=dt.date(2025, 1, 1))
    made = factories.BodyFactory.create_batch(5)
    for body in made:
        factories.SeatFactory(body=body)
    return made


def beside(*jobs):
    """Run jobs on connections of their own, at the same time."""

    def run(job):
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def findings_on(day):
    return outlook.counts(on=day, today=TODAY).total


@pytest.mark.django_db(transaction=True)
def test_a_write_that_is_under_way_while_a_day_is_kept_is_seen_once_it_is_committed(bodies):
    with transaction.atomic():
        factories.SeatFactory(body=bodies[0])
        before = beside(lambda: findings_on(PAST))[0]
    assert findings_on(PAST) == before + 1
    with transaction.atomic():
        factories.SeatFactory(body=bodies[0])
        # The touch is not to be seen yet, those of others are taken: neither makes the later commit pass
        # unseen.
        beside(lambda: judging.sweep(on=TODAY, at=AT), lambda: findings_on(PAST))
    assert findings_on(PAST) == before + 2


@pytest.mark.django_db(transaction=True)
def test_touches_that_are_taken_change_nothing(bodies):
    findings_on(PAST)
    kept = set(KeptBody.objects.values_list("pk", flat=True))
    judging.sweep(on=TODAY, at=AT)
    assert not Touch.objects.exists()
    findings_on(PAST)
    assert set(KeptBody.objects.values_list("pk", flat=True)) == kept


def test_only_the_bodies_written_to_are_judged_again(bodies):
    findings_on(PAST)
    kept = dict(KeptBody.objects.values_list("body_id", "pk"))
    factories.SeatFactory(body=bodies[2])
    findings_on(PAST)
    now = dict(KeptBody.objects.values_list("body_id", "pk"))
    assert {key for key in kept if kept[key] != now[key]} == {bodies[2].pk}


def test_a_day_that_is_kept_costs_two_queries_beside_those_of_today(bodies, django_assert_num_queries):
    ids = [body.pk for body in bodies]
    for body_ids in (None, ids):
        outlook.listing(on=PAST, today=TODAY, body_ids=body_ids)
    # Two more for the savepoint that stands for the transaction here.
    with django_assert_num_queries(2 + 2 + 2):
        outlook.listing(on=PAST, today=TODAY, limit=2)
    with django_assert_num_queries(2 + 2 + 1):
        outlook.counts(on=PAST, today=TODAY)
    with django_assert_num_queries(2 + 2 + 3):
        outlook.counts(on=PAST, today=TODAY, body_ids=ids)
    trends.course(on=TODAY, today=TODAY)
    with django_assert_num_queries(3 + 2 + 2 + 1):
        trends.course(on=TODAY, today=TODAY)


def test_a_body_that_cannot_be_judged_hides_none_of_the_others(bodies):
    before = findings_on(PAST)
    own = outlook.counts(on=PAST, today=TODAY, body_ids=[bodies[0].pk]).total
    factories.MembershipFactory(seat__body=bodies[0])
    sql("UPDATE delegations_membership SET starts_on = '-infinity'")
    assert findings_on(PAST) == before - own
    assert outlook.periods(on=PAST, body_ids=[bodies[0].pk]) == {bodies[0].pk: []}
    kept = KeptBody.objects.get(body=bodies[0]).pk
    findings_on(PAST)
    assert KeptBody.objects.get(body=bodies[0]).pk == kept  # not tried anew at every page
    sql("UPDATE delegations_membership SET starts_on = '2021-01-01'")
    check()


def test_what_cannot_be_kept_is_judged_in_memory(bodies, caplog):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("ALTER TABLE obligations_keptfinding ALTER COLUMN rule TYPE varchar(3)")
    check()
    assert not KeptBody.objects.exists()
    assert "Judgements cannot be kept" in caplog.text


def test_a_province_too_large_to_keep_is_judged_in_memory(bodies, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_BODIES", 4)
    findings_on(PAST)
    assert not KeptBody.objects.exists()
    check()


def test_within_a_transaction_nothing_is_kept_and_nothing_kept_is_used(bodies):
    with transaction.atomic():
        assert not keeping.may_be_kept()
        before = findings_on(PAST)
        assert not KeptDay.objects.exists()
    findings_on(PAST)
    KeptFinding.objects.all().delete()
    KeptDay.objects.update(counts={})
    assert findings_on(PAST) == 0
    with transaction.atomic():
        assert findings_on(PAST) == before


def test_another_version_of_the_law_uses_nothing_kept_before(bodies):
    before = findings_on(PAST)
    KeptFinding.objects.all().delete()
    KeptDay.objects.update(version="một bản khác", counts={})
    assert findings_on(PAST) == before
    assert KeptDay.objects.filter(judged_on=PAST).count() == 2


def test_the_days_not_used_longest_make_room(bodies, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_DAYS", 3)
    days = [PAST + dt.timedelta(number) for number in range(5)]
    for number, day in enumerate(days):
        findings_on(day)
        KeptDay.objects.filter(judged_on=day).update(used_at=AT + dt.timedelta(number))
    assert set(KeptDay.objects.values_list("judged_on", flat=True)) == set(days[2:])
    assert set(KeptBody.objects.values_list("day", flat=True)) == set(
        KeptDay.objects.values_list("pk", flat=True)
    )
    assert set(KeptFinding.objects.values_list("day", flat=True)) == set(
        KeptDay.objects.values_list("pk", flat=True)
    )
    monkeypatch.setattr(keeping, "MOST_FINDINGS", 1)
    findings_on(AHEAD)
    assert list(KeptDay.objects.values_list("judged_on", flat=True)) == [AHEAD]
    check()


@pytest.mark.django_db(transaction=True)
def test_a_day_that_somebody_reads_is_not_thrown_away(bodies, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_DAYS", 1)
    total = findings_on(PAST)
    with keeping.kept([PAST]) as found:
        beside(lambda: findings_on(AHEAD))
        assert found.count() == total
    beside(lambda: findings_on(AHEAD - dt.timedelta(1)))
    assert not KeptDay.objects.filter(judged_on=PAST).exists()
    check()


@pytest.mark.django_db(transaction=True)
def test_two_who_want_the_same_day_judge_it_once(bodies):
    totals = beside(*[lambda: findings_on(PAST)] * 4)
    assert len(set(totals)) == 1
    assert KeptBody.objects.count() == 5
    check()


@pytest.mark.django_db(transaction=True)
def test_emptying_the_touches_makes_no_old_judgement_new(bodies):
    judging.sweep(on=TODAY, at=AT)
    before = findings_on(PAST)
    factories.SeatFactory(body=bodies[0])
    findings_on(PAST)
    sql("TRUNCATE obligations_touch")
    factories.SeatFactory(body=bodies[0])
    assert findings_on(PAST) == before + 2
    assert TouchesTaken.objects.filter(body_id=0).exists()
