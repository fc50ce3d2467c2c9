"""The office's own template of letters: handed in, kept as a version, put into use from a day on."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import files
from core.errors import Refused
from reminders.documents import trying
from reminders.models import LetterTemplate, TemplateChoice
from reminders.permissions import check_can_steer_mails


@transaction.atomic
def add(*, upload: "UploadedFile[bytes]", note: str, now: dt.datetime, by: User) -> LetterTemplate:
    """Check a template and keep it as a new version; it is not in use before `choose`. Raises Refused, or
    templates.Unfit with every fault."""
    check_can_steer_mails(by)
    name, kind, content = files.inspect(upload)
    if kind != files.FileKind.DOCX:
        raise Refused(
            _("“%(name)s” không phải tệp Word. Mẫu công văn phải là tệp .docx.") % {"name": name},
            field="upload",
        )
    trying.check(content)
    upload.seek(0)
    return LetterTemplate.objects.create(**files.store(upload), note=note, added_at=now, added_by=by)


@transaction.atomic
def add_and_choose(
    *,
    upload: "UploadedFile[bytes]",
    note: str,
    starts_on: dt.date | None,
    today: dt.date,
    now: dt.datetime,
    by: User,
) -> LetterTemplate:
    """Keep a new version and, where a day is given, use it from that day on. Raises what `add` and `choose`
    do."""
    if starts_on and starts_on < today:
        raise Refused(
            _("Mẫu chỉ áp dụng từ hôm nay trở đi. Muốn lưu mà chưa áp dụng, hãy để trống."), field="starts_on"
        )
    version = add(upload=upload, note=note, now=now, by=by)
    if starts_on:
        choose(template=version, starts_on=starts_on, note=note, today=today, now=now, by=by)
    return version


@transaction.atomic
def choose(
    *,
    template: LetterTemplate | None,
    starts_on: dt.date,
    note: str,
    today: dt.date,
    now: dt.datetime,
    by: User,
) -> TemplateChoice:
    """Make letters of a day and later with this template, or with the built-in form; drafts that exist keep
    theirs."""
    check_can_steer_mails(by)
    if starts_on < today:
        raise Refused(
            _("Mẫu chỉ đổi từ hôm nay trở đi: công văn của các ngày trước giữ mẫu đã dùng."),
            field="starts_on",
        )
    values = {"template": template, "note": note, "chosen_at": now, "chosen_by": by}
    choice, _created = TemplateChoice.objects.update_or_create(starts_on=starts_on, defaults=values)
    return choice


@transaction.atomic
def withdraw(choice: TemplateChoice, *, today: dt.date, by: User) -> None:
    """Take back a change that has not come yet."""
    check_can_steer_mails(by)
    if choice.starts_on <= today:
        raise Refused(
            _("Mẫu này đã được áp dụng. Muốn thôi dùng, hãy chọn mẫu khác hoặc mẫu có sẵn từ hôm nay.")
        )
    choice.delete()


def content(template: LetterTemplate) -> bytes:
    """Return the bytes of a version."""
    with files.vault().open(files.path_in_vault(template.key)) as stored:
        return bytes(stored.read())
