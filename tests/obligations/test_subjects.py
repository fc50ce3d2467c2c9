"""What findings are about, in the words of the records that they name."""

import datetime as dt

import pytest

from obligations.enums import Rule
from obligations.queries import sentences, subjects
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 12)


def test_every_rule_names_its_record_in_words_and_never_by_its_bare_code(django_assert_num_queries):
    body = factories.BodyFactory()
    seat = factories.SeatFactory(body=body, role="deputy", code="DU-02")
    head = factories.SeatFactory(body=body, role="secretary", code="DU-01")
    meeting = factories.MeetingFactory(body=body, held_on=DAY)
    decision = factories.DecisionFactory(body=body, meeting=meeting, title="Phân bổ vốn")
    factories.ReportRegimeFactory(code="BC-QUY", name="Báo cáo quý")
    task = factories.TaskFactory(body=body, title="Rà soát quy chế")
    submission = factories.SubmissionFactory(body=body, subject="Thành lập ban")
    consultation = factories.WrittenConsultationFactory(body=body, subject="Chọn nhà thầu")
    direction = factories.DirectionFactory(body=body, text="Họp ngay")
    wanted = {
        "meeting-overdue": {"2026-Q1": "quý I/2026"},
        "meeting-due": {"2026-Q1": "quý I/2026"},
        "annual-report-missing": {"2025": "năm 2025"},
        "annual-report-due": {"2025": "năm 2025"},
        "report-missing": {"BC-QUY/2026-Q1": "Báo cáo quý, quý I/2026"},
        "report-due": {"BC-QUY/2026-Q1": "Báo cáo quý, quý I/2026"},
        "understaffed": {seat.code: "Phó Bí thư DU-02", head.code: "Bí thư"},
        "member-inactive": {seat.code: "Phó Bí thư DU-02"},
        "term-ending": {seat.code: "Phó Bí thư DU-02"},
        "restaff-due": {"2026-03-12": "12/03/2026"},
        "regulation-missing": {"regulation": ""},
        "regulation-stale": {"2026-03-12": "12/03/2026"},
        "coordination-missing": {"coordination": ""},
        "agenda-narrow": {"agenda": ""},
        "minutes-missing": {meeting.code: "cuộc họp ngày 12/03/2026"},
        "quorum-failed": {meeting.code: "cuộc họp ngày 12/03/2026"},
        "majority-failed": {decision.code: "Phân bổ vốn"},
        "competence-exceeded": {decision.code: "Phân bổ vốn"},
        "committee-opinion-missing": {decision.code: "Phân bổ vốn"},
        "secret-personnel-round": {decision.code: "Phân bổ vốn"},
        "action-overdue": {task.code: "Rà soát quy chế"},
        "submission-overdue": {submission.code: "Thành lập ban"},
        "consultation-open": {consultation.code: "Chọn nhà thầu"},
        "direction-overdue": {direction.code: "Họp ngay"},
    }
    assert wanted.keys() == set(Rule.values)
    duties = [{"rule": rule, "subject": subject} for rule, named in wanted.items() for subject in named]
    with django_assert_num_queries(8):
        found = subjects.of(duties)
    assert {
        rule: {subject: found.words(rule, subject) for subject in named} for rule, named in wanted.items()
    } == wanted
    assert subjects.of([]).words("understaffed", "DU-09") == sentences.subject("DU-09") == "DU-09"
