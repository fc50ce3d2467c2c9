"""The figures of the parts for the office's monitoring, as Prometheus reads them."""

import datetime as dt
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric

from core import clock, replica
from desk.queries import system
from desk.queries.host import Archive, Drill, Host
from obligations.queries import findings
from outbox.queries.status import Status


class Metrics:
    """Collects the figures when they are asked for."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        found = system.system(self.now)
        yield from _mails(found.mails)
        yield from _host(found.host)
        yield from _archive(found.host.archive)
        yield from _drill(found.host.drill)
        yield from _parts(found)
        yield from _findings()


def _mails(mails: Status) -> Iterator[Metric]:
    states = GaugeMetricFamily(
        "nennep_mail_messages",
        "Mails in the outbox by state; queued and sending wait, failed need a person",
        labels=["state"],
    )
    for state, number in mails.states.items():
        states.add_metric([state], number)
    yield states
    yield GaugeMetricFamily(
        "nennep_mail_oldest_unsent_seconds",
        "Age of the oldest mail that waits or is being sent, 0 without one",
        value=mails.oldest_seconds,
    )
    yield GaugeMetricFamily(
        "nennep_mail_retrying", "Mails that wait for another attempt", value=mails.retrying
    )
    yield GaugeMetricFamily(
        "nennep_mail_sent_today",
        "Mails that the mail server accepted since midnight",
        value=mails.sent_today,
    )
    yield GaugeMetricFamily(
        "nennep_mail_stopped_addresses",
        "Addresses that get nothing because delivery reports said they are gone",
        value=mails.stopped_addresses,
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
    for run in (mails.plan, mails.send, mails.read):
        if run is not None and run.finished_at is not None:
            last.add_metric([run.kind], run.finished_at.timestamp())
            well.add_metric([run.kind], float(not run.error))
    yield last
    yield well
    reached = mails.send is not None and not mails.send.error
    yield GaugeMetricFamily(
        "nennep_mail_server_reachable",
        "0 if the last sending could not reach the mail server, or none was made yet",
        value=float(reached),
    )


def _host(host: Host) -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "nennep_disk_free_bytes", "Room on the disk of the uploaded files", value=host.room
    )
    yield GaugeMetricFamily(
        "nennep_disk_size_bytes", "Size of the disk of the uploaded files", value=host.size
    )
    if host.bucket is not None:
        yield GaugeMetricFamily(
            "nennep_files_up", "1 if the S3 storage of files answers, else 0", value=float(host.bucket)
        )
    finished = host.backup.finished_at
    yield GaugeMetricFamily(
        "nennep_backup_last_success_timestamp_seconds",
        "End of the last backup that was made, 0 without one",
        value=finished.timestamp() if finished else 0,
    )
    yield GaugeMetricFamily(
        "nennep_backup_last_size_bytes", "Size of the last backup that was made", value=host.backup.size
    )
    yield GaugeMetricFamily(
        "nennep_backup_last_attempt_failed",
        "1 if the last attempt at a backup failed, else 0",
        value=float(bool(host.backup.error)),
    )
    yield GaugeMetricFamily(
        "nennep_backup_damaged_files",
        "Attachments that the last backup found damaged or gone",
        value=len(host.backup.warnings),
    )


def _archive(archive: Archive) -> Iterator[Metric]:
    if not archive.wanted:
        return
    yield GaugeMetricFamily(
        "nennep_archive_through_timestamp_seconds",
        "Moment up to which the archive holds the database's journal, 0 without one",
        value=archive.through.timestamp() if archive.through else 0,
    )
    yield GaugeMetricFamily(
        "nennep_archive_base_timestamp_seconds",
        "End of the last base backup of the archive, 0 without one",
        value=archive.base_at.timestamp() if archive.base_at else 0,
    )
    yield GaugeMetricFamily(
        "nennep_archive_failing",
        "1 while the last attempt to store the journal failed, else 0",
        value=float(bool(archive.error)),
    )
    yield GaugeMetricFamily(
        "nennep_archive_size_bytes", "Size of the archive after its last base backup", value=archive.size
    )


def _drill(drill: Drill) -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "nennep_drill_last_success_timestamp_seconds",
        "End of the last drill in which all came back, 0 without one",
        value=drill.succeeded_at.timestamp() if drill.succeeded_at else 0,
    )
    yield GaugeMetricFamily(
        "nennep_drill_last_faults", "What the last drill found wrong", value=len(drill.faults)
    )
    yield GaugeMetricFamily("nennep_drill_last_seconds", "How long it took", value=drill.seconds)


def _parts(found: system.System) -> Iterator[Metric]:
    database, broker, beat = found.database, found.broker, found.judging
    yield GaugeMetricFamily(
        "nennep_database_size_bytes", "Size of the product's database", value=database.size
    )
    yield GaugeMetricFamily(
        "nennep_database_connections",
        "Connections of all programs to the database's server",
        value=database.connections,
    )
    yield GaugeMetricFamily(
        "nennep_database_connections_max", "Most connections that it takes", value=database.most_connections
    )
    oldest = database.oldest_transaction
    yield GaugeMetricFamily(
        "nennep_database_oldest_transaction_seconds",
        "Age of the oldest open transaction, 0 without one",
        value=oldest.total_seconds() if oldest else 0,
    )
    if replica.is_named():
        yield GaugeMetricFamily(
            "nennep_replica_lag_seconds",
            "How far the copy for reading may be behind; -1 where it is not read",
            value=-1 if found.copy_behind is None else found.copy_behind,
        )
    yield GaugeMetricFamily("nennep_broker_up", "1 if the broker answers, else 0", value=float(bool(broker)))
    yield GaugeMetricFamily(
        "nennep_jobs_waiting", "Jobs that wait in the broker", value=broker.jobs_waiting if broker else 0
    )
    yield GaugeMetricFamily(
        "nennep_judging_last_sweep_timestamp_seconds",
        "End of the last sweep over all bodies, 0 without one",
        value=beat.finished_at.timestamp() if beat else 0,
    )
    yield GaugeMetricFamily(
        "nennep_judging_last_sweep_seconds", "How long it took", value=beat.seconds if beat else 0
    )
    yield GaugeMetricFamily(
        "nennep_judging_bodies_failed",
        "Bodies that it could not judge",
        value=len(beat.errors) if beat else 0,
    )
    yield GaugeMetricFamily(
        "nennep_judging_bodies_waiting",
        "Bodies with a write that is not judged yet",
        value=found.bodies_waiting,
    )


def _findings() -> Iterator[Metric]:
    counts = findings.counts(clock.today())
    told = GaugeMetricFamily("nennep_findings", "Findings of today by state", labels=["state"])
    for state, number in {**counts.by_status, "waived": counts.waived}.items():
        told.add_metric([state], number)
    yield told
