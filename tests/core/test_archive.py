"""What any archive of a stranger must keep to."""

import io
import zipfile

import pytest

from core.strangers import archive
from core.strangers.verdicts import Unfit


def code_of(*names: str, content: bytes = b"x", **bounds) -> str:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, content)
    wanted = {"parts": 3, "inflated": 100, "largest": lambda _name: 50} | bounds
    try:
        with zipfile.ZipFile(buffer) as package:
            archive.check(package, **wanted)
    except Unfit as unfit:
        return unfit.code
    return ""


@pytest.mark.parametrize(
    ("names", "bounds", "code"),
    [
        (["a", "b", "c"], {}, ""),
        (["a", "b", "c", "d"], {}, "archive-odd"),
        (["a", "A"], {}, "archive-odd"),
        (["a"], {"content": b"x" * 51}, "inflates"),
        (["a", "b", "c"], {"content": b"x" * 40}, "inflates"),
        (
            ["a"],
            {
                "content": bytes(21 * 1024 * 1024),
                "inflated": 10**9,
                "largest": lambda _name: 10**9,
                "ratio": 400,
            },
            "inflates",
        ),
        (["a"], {"content": bytes(21 * 1024 * 1024), "inflated": 10**9, "largest": lambda _name: 10**9}, ""),
        (["../a"], {}, "archive-outside"),
        (["/a"], {}, "archive-outside"),
        (["b/c:a"], {}, "archive-outside"),
    ],
)
def test_an_archive_keeps_to_its_bounds(names, bounds, code) -> None:
    assert code_of(*names, **bounds) == code
