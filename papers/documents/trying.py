"""An office's template is tried in a child with limits: it is a program that somebody else wrote, inside a
file that somebody handed in."""

import tempfile

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.errors import Refused
from core.strangers.limits import MEGABYTE, Limits
from core.strangers.parent import ChildFailed, answer_from_child
from papers.documents.templates import Unfit
from papers.enums import Kind

LIMITS = Limits(seconds=30, memory=3072 * MEGABYTE, output=256 * 1024)


def check(content: bytes, kind: Kind) -> tuple[str, ...]:
    """Return the optional placeholders that a template does not use. Raises templates.Unfit, as its check
    does. About two seconds."""
    here = {
        "BASE_DIR": str(settings.BASE_DIR),
        "LOCALE_PATHS": [str(path) for path in settings.LOCALE_PATHS],
        "LANGUAGE_CODE": settings.LANGUAGE_CODE,
    }
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            answer = answer_from_child(
                "papers.documents.child:check", file, here, get_language(), str(kind), limits=LIMITS
            )
        except ChildFailed as failure:
            if failure.why == "busy":
                raise Refused(
                    _("Máy chủ đang kiểm tra nhiều tệp khác; hãy gửi lại mẫu sau ít phút."), field="upload"
                ) from failure
            raise Unfit(
                [
                    _(
                        "Kiểm tra mẫu này cần quá nhiều thời gian hoặc bộ nhớ. Hãy tạo lại mẫu từ tệp bắt đầu"
                        " tải ở trang này."
                    )
                ]
            ) from failure
    if "faults" in answer:
        raise Unfit([str(fault) for fault in answer["faults"]])
    return tuple(answer["unused"])
