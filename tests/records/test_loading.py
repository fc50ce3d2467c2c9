"""What an address names."""

import pytest
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from delegations.models import Body
from records.loading import load, look_up


@pytest.mark.parametrize(("method", "locks"), [("get", False), ("post", True)])
def test_a_post_in_a_transaction_locks_the_record_alone(body_a, secretary_of_a, method, locks) -> None:
    rows = Body.objects.visible_to(secretary_of_a).select_related("kind")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert load(getattr(RequestFactory(), method)("/"), rows, code=body_a.code) == body_a
    assert ['FOR UPDATE OF "delegations_body"' in query["sql"] for query in queries] == [locks]


@pytest.mark.django_db(transaction=True)
def test_a_post_outside_a_transaction_loads_without_a_lock() -> None:
    with pytest.raises(Http404), CaptureQueriesContext(connection) as queries:
        load(RequestFactory().post("/"), Body.objects.all(), code="DD-A")
    assert ["FOR UPDATE" in query["sql"] for query in queries] == [False]


def test_what_lies_outside_the_scope_is_not_there(body_b, secretary_of_a) -> None:
    rows = Body.objects.visible_to(secretary_of_a)
    with pytest.raises(Http404):
        look_up(rows, code=body_b.code)
    with pytest.raises(Http404):
        load(RequestFactory().post("/"), rows, code=body_b.code)
