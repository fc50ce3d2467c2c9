"""Filters that live in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, ErrorTextsMixin
from outbox.enums import MessageKind, MessageState


class LogFilter(ErrorTextsMixin, forms.Form):
    """What the log of mails is narrowed to."""

    q = forms.CharField(label=_("Địa chỉ, người nhận, tổ chức"), required=False)
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả")), *MessageState.choices]
    )
    loai = forms.ChoiceField(
        label=_("Loại thư"), required=False, choices=[("", _("Tất cả")), *MessageKind.choices]
    )
    tu = DateField(label=_("Từ ngày"), required=False)
    den = DateField(label=_("Đến ngày"), required=False)

    @property
    def changed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def wanted(self) -> dict[str, Any]:
        """Return the valid fields; a field with a fault narrows nothing."""
        self.is_valid()
        return self.cleaned_data


class MailboxFilter(ErrorTextsMixin, forms.Form):
    q = forms.CharField(label=_("Người nhận, tiêu đề"), required=False)

    @property
    def changed(self) -> bool:
        return bool(self.data.get("q"))


class PreviewFilter(MailboxFilter):
    q = forms.CharField(label=_("Địa chỉ, người nhận, tổ chức"), required=False)


class HoldForm(ErrorTextsMixin, forms.Form):
    """Which mail is held or let go."""

    address = forms.EmailField()
    kind = forms.ChoiceField(choices=MessageKind.choices)
    day = DateField()
    held = forms.BooleanField(required=False)


class BriefForm(ErrorTextsMixin, forms.Form):
    """A leader's choice about the weekly brief."""

    wanted = forms.BooleanField(label=_("Nhận tin tuần qua thư điện tử"), required=False)
    all_clear = forms.BooleanField(label=_("Nhận cả khi không có việc chậm kéo dài"), required=False)
