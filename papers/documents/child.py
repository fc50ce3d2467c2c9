"""The task of the child that tries a template: the product's words and fonts, none of its records."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import django
from django.conf import settings
from django.utils.translation import override


def check(
    file: BinaryIO, reply: Callable[[Any], None], here: Mapping[str, Any], language: str, kind: str
) -> None:
    """Tell the placeholders that the template on `file` does not use, or its faults as sentences in a
    language."""
    settings.configure(
        BASE_DIR=Path(here["BASE_DIR"]),
        LOCALE_PATHS=here["LOCALE_PATHS"],
        LANGUAGE_CODE=here["LANGUAGE_CODE"],
        USE_I18N=True,
        USE_TZ=True,
        INSTALLED_APPS=[],
    )
    django.setup()
    templates = import_module("papers.documents.templates")  # reads the settings above
    with override(language):
        try:
            reply({"unused": templates.check(file.read(), import_module("papers.enums").Kind(kind))})
        except templates.Unfit as unfit:
            reply({"faults": unfit.faults})
