"""Who sees to a finding, and a note about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import officers
from core.forms import Form


class OwnerForm(Form):
    owner = forms.ModelChoiceField(
        label=_("Người theo dõi"), queryset=User.objects.none(), required=False, empty_label=_("Chưa giao")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["owner"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = officers()


class OwnerBesideForm(OwnerForm):
    """The same on the page of the finding, which is there to be read: the cursor stays out of it."""

    cursor_in_first = False


class NoteForm(Form):
    text = forms.CharField(
        label=_("Ghi chú"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đã trao đổi với ai, hẹn gì. Chỉ văn phòng thấy; tổ chức không thấy."),
    )


class NoteBesideForm(NoteForm):
    """The same on the page of the finding, which is there to be read: the cursor stays out of it."""

    cursor_in_first = False
