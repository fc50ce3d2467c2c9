"""How the mails are doing, for people and for the office's monitoring."""

import secrets
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from accounts.models import UserRequest
from accounts.permissions import can_administer
from core import clock
from obligations.queries.host import host
from outbox.queries import status as status_queries
from reminders.permissions import check_can_see_mails


@require_safe
def page(request: UserRequest) -> HttpResponse:
    check_can_see_mails(request.user)
    context = {"status": status_queries.status(clock.now()), "reads_reports": bool(settings.BOUNCE_IMAP_URL)}
    return render(request, "reminders/status.html", context)


class Mails:
    """Collects the figures of the outbox when they are asked for."""

    def collect(self) -> Iterator[Metric]:
        now = status_queries.status(clock.now())
        states = GaugeMetricFamily(
            "nennep_mail_messages",
            "Mails in the outbox by state; queued and sending wait, failed need a person",
            labels=["state"],
        )
        for state, number in now.states.items():
            states.add_metric([state], number)
        yield states
        yield GaugeMetricFamily(
            "nennep_mail_oldest_unsent_seconds",
            "Age of the oldest mail that waits or is being sent, 0 without one",
            value=now.oldest_seconds,
        )
        yield GaugeMetricFamily(
            "nennep_mail_retrying", "Mails that wait for another attempt", value=now.retrying
        )
        yield GaugeMetricFamily(
            "nennep_mail_sent_today",
            "Mails that the mail server accepted since midnight",
            value=now.sent_today,
        )
        yield GaugeMetricFamily(
            "nennep_mail_stopped_addresses",
            "Addresses that get nothing because delivery reports said they are gone",
            value=now.stopped_addresses,
        )
        last = GaugeMetricFamily(
            "nennep_mail_last_run_timestamp_seconds",
            "End of the last planning, sending and reading of reports",
            labels=["kind"],
        )
        well = GaugeMetricFamily(
            "nennep_mail_last_run_success",
            "1 if the last planning, sending or reading met no fault as a whole, else 0",
            labels=["kind"],
        )
        for run in (now.plan, now.send, now.read):
            if run is not None and run.finished_at is not None:
                last.add_metric([run.kind], run.finished_at.timestamp())
                well.add_metric([run.kind], float(not run.error))
        yield last
        yield well
        reached = now.send is not None and not now.send.error
        yield GaugeMetricFamily(
            "nennep_mail_server_reachable",
            "0 if the last sending could not reach the mail server, or none was made yet",
            value=float(reached),
        )


class Machine:
    """Collects the room on the disk and what came of the last backup."""

    def collect(self) -> Iterator[Metric]:
        now = host(clock.now())
        yield GaugeMetricFamily(
            "nennep_disk_free_bytes", "Room on the disk of the uploaded files", value=now.room
        )
        yield GaugeMetricFamily(
            "nennep_disk_size_bytes", "Size of the disk of the uploaded files", value=now.size
        )
        finished = now.backup.finished_at
        yield GaugeMetricFamily(
            "nennep_backup_last_success_timestamp_seconds",
            "End of the last backup that was made, 0 without one",
            value=finished.timestamp() if finished else 0,
        )
        yield GaugeMetricFamily(
            "nennep_backup_last_size_bytes", "Size of the last backup that was made", value=now.backup.size
        )
        yield GaugeMetricFamily(
            "nennep_backup_last_attempt_failed",
            "1 if the last attempt at a backup failed, else 0",
            value=float(bool(now.backup.error)),
        )
        yield GaugeMetricFamily(
            "nennep_backup_damaged_files",
            "Attachments that the last backup found damaged or gone",
            value=len(now.backup.warnings),
        )


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to who shows METRICS_TOKEN as a bearer, or to an administrator; to nobody else does
    this page exist."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    known = bool(settings.METRICS_TOKEN) and secrets.compare_digest(
        shown.encode(), settings.METRICS_TOKEN.encode()
    )
    if not known and not can_administer(request.user):
        raise Http404(_("Không có trang này."))
    registry = CollectorRegistry()
    registry.register(Mails())
    registry.register(Machine())
    return HttpResponse(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")
