"""The form that takes a workbook."""

from django.utils.translation import gettext_lazy as _

from core.forms import FileField, Form


class UploadForm(Form):
    saves = False
    upload = FileField(
        label=_("Tệp Excel (.xlsx)"),
        allow_empty_file=True,  # the service says in words what an empty file is
        accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        error_messages={"required": _("Hãy chọn một tệp Excel (.xlsx).")},
    )
