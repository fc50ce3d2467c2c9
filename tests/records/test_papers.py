"""Files on records: hung on, handed out by scope, taken off."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from core import clock
from delegations.models import BodyFile
from delegations.services import coordination, papers
from meetings.models import MeetingFile
from records.papers import record_of, stored
from reports.models import ReportFile
from tests import factories
from tests.core.test_files import PDF


@pytest.fixture(autouse=True)
def vault(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def coordination_of(body):
    return coordination.issue(
        number="7-QC/TU",
        kind="agency",
        effective_on=dt.date(2026, 1, 1),
        parties=[body, "Thủ trưởng cơ quan"],
        by=factories.UserFactory(),
    )


@pytest.fixture(
    params=[
        (MeetingFile, lambda body: factories.MeetingFactory(body=body)),
        (MeetingFile, lambda body: factories.TaskFactory(body=body)),
        (MeetingFile, lambda body: factories.DecisionFactory(body=body)),
        (ReportFile, lambda body: factories.ReportFactory(body=body)),
        (BodyFile, lambda body: factories.WorkingRegulationFactory(body=body)),
        (BodyFile, lambda body: factories.MembershipFactory(seat__body=body)),
        (BodyFile, lambda body: factories.EventFactory().touched.create(body=body)),
        (BodyFile, coordination_of),
    ],
    ids=["meeting", "task", "decision", "report", "regulation", "membership", "review", "coordination"],
)
def record(request, body_a):
    model, factory = request.param
    return model, factory(body_a)


def test_a_file_is_seen_by_whoever_sees_its_record_until_it_is_taken_off(
    record, secretary_of_a, secretary_of_b, leader
) -> None:
    model, owner = record
    with pytest.raises(PermissionDenied):
        papers.add(to=owner, upload=SimpleUploadedFile("a.pdf", PDF), now=clock.now(), by=leader)
    paper = papers.add(to=owner, upload=SimpleUploadedFile("a.pdf", PDF), now=clock.now(), by=secretary_of_a)
    assert record_of(paper) == owner
    assert stored(model, paper.key, user=leader) == paper
    with pytest.raises(Http404):
        stored(model, paper.key, user=secretary_of_b)
    with pytest.raises((Http404, PermissionDenied)):
        papers.take_off(paper, now=clock.now(), by=secretary_of_b)
    papers.take_off(paper, now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), by=secretary_of_a)
    with pytest.raises(Http404):
        stored(model, paper.key, user=leader)
