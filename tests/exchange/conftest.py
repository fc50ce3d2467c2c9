"""What every import needs in the database, also after a test that emptied it."""

import pytest

from delegations.models import BodyKind


@pytest.fixture(autouse=True)
def kinds(request):
    """Make the kinds of body that migrations seed; tests with real transactions flush them away."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None:
        return
    request.getfixturevalue("transactional_db" if marker.kwargs.get("transaction") else "db")
    for place, name in enumerate(("Đảng đoàn", "Ban cán sự đảng", "Đảng uỷ"), start=1):
        BodyKind.objects.get_or_create(name=name, defaults={"position": place})
