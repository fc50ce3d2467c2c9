"""Forms of saved views and of a list's columns."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from core.forms import ErrorTextsMixin, Form


def check_path(path: str) -> None:
    """Raise ValidationError where this is not the path of a page of ours."""
    try:
        resolve(path)
    except Resolver404 as error:
        raise forms.ValidationError(_("Không có danh sách này.")) from error


class ViewForm(Form):
    """The name of a list's filters, and who has it; which list and filters come along hidden."""

    path = forms.CharField(max_length=100, widget=forms.HiddenInput, validators=[check_path])
    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Tên bộ lọc"), max_length=60)
    is_shared = forms.BooleanField(label=_("Dùng chung cho văn phòng"), required=False)
    opens = forms.BooleanField(label=_("Mở danh sách này bằng bộ lọc đó"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]


class ColumnsForm(ErrorTextsMixin, forms.Form):
    """Which columns of a list are wanted, and where one was."""

    path = forms.CharField(max_length=100, validators=[check_path])
    query = forms.CharField(max_length=1000, required=False)
    columns = forms.TypedMultipleChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = cast(QueryDict, self.data).getlist("columns")
        self.fields["columns"].choices = [(key, key) for key in wanted if len(key) <= 30]  # type: ignore[attr-defined]

    def back(self) -> str:
        """Return the address of the list as it was left."""
        typed = self.cleaned_data
        return f"{typed['path']}?{typed['query']}" if typed.get("query") else str(typed["path"])
