"""An agenda as it is typed: rows in an order, each with a theme that is guessed from its words."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ErrorTextsMixin, FormSet
from core.text import fold
from meetings.enums import Theme
from meetings.models import AgendaItem
from meetings.services.agenda import Item

# Keywords of the themes, the surest theme first. A guess only: the person who types decides.
_KEYWORDS_OF_THEME = {
    Theme.PERSONNEL: (
        "cán bộ, nhân sự, bổ nhiệm, quy hoạch, luân chuyển, điều động, miễn nhiệm, khen thưởng, kỷ luật, chỉ"
        " định, kiện toàn, xếp loại"
    ),
    Theme.INSPECTION: "kiểm tra, giám sát, tố cáo, khiếu nại, phòng chống tham nhũng, thanh tra, đơn thư",
    Theme.ORGANISATION: (
        "tổ chức bộ máy, biên chế, sắp xếp, quy chế làm việc, quy chế phối hợp, cơ cấu, sáp nhập, tinh gọn,"
        " vị trí việc làm"
    ),
    Theme.POLITICAL: (
        "nhiệm vụ, kế hoạch, nghị quyết, chỉ thị, phong trào, kinh tế, xã hội, chương trình, sơ kết, tổng"
        " kết, kết quả, triển khai, phát triển"
    ),
}
THEME_KEYWORDS = [
    (theme.value, [fold(word) for word in words.split(",")]) for theme, words in _KEYWORDS_OF_THEME.items()
]
THEME_KEYWORDS_JSON = json.dumps(THEME_KEYWORDS)
GUESS = [("", _("nhóm theo nội dung"))]


def guess_theme(title: str) -> str:
    """Return the first theme of which the title has a keyword, else "other"."""
    text = f" {fold(title)} "
    return next(
        (theme for theme, keywords in THEME_KEYWORDS if any(f" {word} " in text for word in keywords)),
        Theme.OTHER,
    )


class AgendaRow(ErrorTextsMixin, forms.Form):
    """One item; an empty title leaves the row out."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Nội dung"), max_length=500, required=False)
    theme = forms.ChoiceField(label=_("Nhóm"), choices=[*GUESS, *Theme.choices], required=False)
    presenter = forms.CharField(label=_("Người trình bày"), max_length=160, required=False)
    decides = forms.BooleanField(label=_("Thông qua"), required=False)

    def __init__(self, *args: Any, may_decide: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_decide:
            self.fields["decides"].widget.attrs["class"] = "form-check-input"
        else:
            del self.fields["decides"]
        for name, classes in (
            ("title", "form-control"),
            ("theme", "form-select"),
            ("presenter", "form-control"),
        ):
            label = str(self.fields[name].label)
            self.fields[name].widget.attrs.update(
                {"class": classes, "aria-label": label, "placeholder": label, f"data-agenda-{name}": ""}
            )
        self.fields["title"].widget.attrs["enterkeyhint"] = "next"
        self.fields["presenter"].widget.attrs["list"] = "nn-members"

    def item(self) -> Item | None:
        title = self.cleaned_data.get("title", "")
        if not title:
            return None
        theme = self.cleaned_data.get("theme") or guess_theme(title)
        return Item(
            title=title,
            theme=theme,
            presenter=self.cleaned_data.get("presenter", ""),
            pk=self.cleaned_data.get("pk"),
            decides=bool(self.cleaned_data.get("decides")),
        )


class AgendaRows(FormSet):
    """All rows; `ORDER` counts, so that keys and drag may move them."""

    def items(self) -> list[Item]:
        """Return the typed items in their order."""
        rows = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        rows.sort(
            key=lambda form: (form.cleaned_data.get("ORDER") is None, form.cleaned_data.get("ORDER") or 0)
        )
        return [item for form in rows if (item := form.item())]


def agenda_rows(
    data: Any = None,
    *,
    stored: list[AgendaItem] | None = None,
    spare: int = 4,
    may_decide: bool = False,
) -> AgendaRows:
    """Return the rows of an agenda: the stored ones and some to spare; where the meeting may have decided,
    each says whether it was adopted."""
    made: type[AgendaRows] = forms.formset_factory(  # type: ignore[assignment]
        AgendaRow,
        formset=AgendaRows,
        extra=spare,
        can_order=True,
        can_delete=True,
        max_num=100,
        absolute_max=120,
    )
    initial = [
        {"pk": item.pk, "title": item.title, "theme": item.theme, "presenter": item.presenter}
        for item in stored or []
    ]
    return made(data, initial=initial, form_kwargs={"may_decide": may_decide}, prefix="noi-dung")
