"""The office's own templates of papers: handed in, kept as a version, put into use from a day on."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_can_edit_facts
from core import files
from core.errors import Refused
from papers.documents import trying
from papers.enums import Kind
from papers.models import PaperTemplate, TemplateChoice


@transaction.atomic
def add(
    *, paper_kind: Kind, upload: "UploadedFile[bytes]", note: str, now: dt.datetime, by: User
) -> PaperTemplate:
    """Check a template and keep it as a new version; it is not in use before `choose`. Raises Refused, or
    templates.Unfit with every fault."""
    check_can_edit_facts(by)
    name, kind, content = files.inspect(upload)
    if kind != files.FileKind.DOCX:
        raise Refused(
            _("“%(name)s” không phải tệp Word. Mẫu văn bản phải là tệp .docx.") % {"name": name},
            field="upload",
        )
    trying.check(content, paper_kind)
    upload.seek(0)
    return PaperTemplate.objects.create(
        **files.store(upload), paper_kind=paper_kind, note=note, added_at=now, added_by=by
    )


@transaction.atomic
def add_and_choose(
    *,
    paper_kind: Kind,
    upload: "UploadedFile[bytes]",
    note: str,
    starts_on: dt.date | None,
    today: dt.date,
    now: dt.datetime,
    by: User,
) -> PaperTemplate:
    """Keep a new version and, where a day is given, use it from that day on. Raises what `add` and `choose`
    do."""
    if starts_on and starts_on < today:
        raise Refused(
            _("Mẫu chỉ áp dụng từ hôm nay trở đi. Muốn lưu mà chưa áp dụng, hãy để trống."), field="starts_on"
        )
    version = add(paper_kind=paper_kind, upload=upload, note=note, now=now, by=by)
    if starts_on:
        choose(
            paper_kind=paper_kind,
            template=version,
            starts_on=starts_on,
            note=note,
            today=today,
            now=now,
            by=by,
        )
    return version


@transaction.atomic
def choose(
    *,
    paper_kind: Kind,
    template: PaperTemplate | None,
    starts_on: dt.date,
    note: str,
    today: dt.date,
    now: dt.datetime,
    by: User,
) -> TemplateChoice:
    """Make papers of a kind, of a day and later, with this template, or with the built-in form; drafts that
    exist keep theirs. Raises Refused."""
    check_can_edit_facts(by)
    if starts_on < today:
        raise Refused(
            _("Mẫu chỉ đổi từ hôm nay trở đi: văn bản của các ngày trước giữ mẫu đã dùng."),
            field="starts_on",
        )
    if template is not None and template.paper_kind != paper_kind:
        raise Refused(_("Mẫu này là của loại văn bản khác; hãy chọn mẫu cùng loại."), field="template")
    values = {"template": template, "note": note, "chosen_at": now, "chosen_by": by}
    choice, _created = TemplateChoice.objects.update_or_create(
        paper_kind=paper_kind, starts_on=starts_on, defaults=values
    )
    return choice


@transaction.atomic
def withdraw(choice: TemplateChoice, *, today: dt.date, by: User) -> None:
    """Take back a change that has not come yet."""
    check_can_edit_facts(by)
    if choice.starts_on <= today:
        raise Refused(
            _("Mẫu này đã được áp dụng. Muốn thôi dùng, hãy chọn mẫu khác hoặc mẫu có sẵn từ hôm nay.")
        )
    choice.delete()
