"""Filters of the list of a year's or quarter's reviews, kept in the address; nonsense narrows nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import fold
from desk.forms.kinds import KindFilter
from obligations.services.appraisals import ReviewPeriod
from reviews.enums import Grade, Quarter
from reviews.queries.years import Line

STATES = (
    ("de-xuat", _("Chưa xác nhận")),
    ("da-sua", _("Văn phòng đã sửa")),
    ("da-xac-nhan", _("Đã xác nhận")),
    ("thay-doi", _("Hồ sơ đổi sau xác nhận")),
    ("chua-du", _("Chưa đủ dữ liệu")),
)


class ReviewFilter(KindFilter):
    """The year or quarter, the kind of body, the grade, how far the review is, words in the body's name."""

    xep_loai = forms.ChoiceField(
        label=_("Xếp loại"), required=False, choices=[("", _("Mọi xếp loại")), *Grade.choices]
    )
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[("", _("Mọi tình trạng")), *STATES]
    )
    q = forms.CharField(label=_("Tìm tổ chức"), required=False, max_length=200)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        self.years = years
        super().__init__(*args, **kwargs)

    @property
    def year(self) -> int:
        wanted = self.data.get("nam", "")
        return next((year for year in self.years if str(year) == wanted), self.years[0])

    @property
    def period(self) -> ReviewPeriod:
        quarter = self.data.get("quy", "")
        return ReviewPeriod(self.year, int(quarter) if quarter in Quarter.values else 0)

    @property
    def changed(self) -> bool:
        return any(self.value(name) for name in ("loai", "xep_loai", "tinh_trang", "q"))

    @property
    def summary(self) -> str:
        """The filters in one line, for papers."""
        grade, state = self.value("xep_loai"), dict(STATES).get(self.value("tinh_trang"), "")
        shown = [
            self.kind_name if self.kind_ids else "",
            Grade(grade).label if grade else "",
            state,
            self.value("q"),
        ]
        return "; ".join(str(word) for word in shown if word)

    def value(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def accepts(self, line: Line) -> bool:
        """Return whether a line passes every filter but the grade's."""
        state = self.value("tinh_trang")
        return (
            (not self.kind_ids or line.body.kind_id in self.kind_ids)
            and all(word in line.body.search_text for word in fold(self.value("q")).split())
            and (state != "de-xuat" or line.review is None)
            and (state != "da-sua" or bool(line.corrections))
            and (state != "da-xac-nhan" or line.review is not None)
            and (state != "thay-doi" or line.changed)
            and (state != "chua-du" or line.grade == Grade.UNSETTLED)
        )
