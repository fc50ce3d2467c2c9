"""The law's cadence beside a body's own decision, as a page and as a fragment of the body's page."""

import datetime as dt

import pytest

from core.addresses import reverse
from delegations.models import CadenceDecision
from tests import factories


@pytest.mark.parametrize(
    ("months", "words", "laxer"),
    [
        (6, "3 tháng</b> một lần theo quy định", True),
        (3, "3 tháng</b> một lần theo quy định", False),
        (2, "2 tháng</b> một lần theo quyết định", False),
    ],
)
def test_a_laxer_decision_is_a_remark(as_user, secretary_of_a, body_a, months, words, laxer):
    factories.ProvinceFactory()
    CadenceDecision.objects.create(body=body_a, months=months, starts_on=dt.date(2025, 1, 1), basis="QC")
    address = reverse("obligations:cadence_remark", args=[body_a.code])
    text = (
        as_user(secretary_of_a)
        .get(address, {"ngay": "2025-01-01"}, headers={"HX-Request": "true"})
        .content.decode()
    )
    assert words in text
    assert ("thưa hơn quy định" in text) == laxer
    assert "<html" not in text
    before = as_user(secretary_of_a).get(address, {"ngay": "2024-12-31"}).content.decode()
    assert "thưa hơn" not in before
    assert "<html" in before


def test_a_stranger_is_told_nothing(as_user, secretary_of_b, body_a):
    assert (
        as_user(secretary_of_b).get(reverse("obligations:cadence_remark", args=[body_a.code])).status_code
        == 404
    )
