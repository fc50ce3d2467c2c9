"""Filters of lists of findings, kept in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import can_see_all
from accounts.queries import officer_choices
from core.forms import ErrorTextsMixin
from delegations.queries import kinds
from obligations.enums import MAIN_RULES, FlagStatus, Rule, Severity
from obligations.queries.findings import Filters

ME, NOBODY = "toi", "chua"
_ALL = [("", _("Tất cả"))]
# What is to be done: everything but what is waived.
OPEN = (FlagStatus.OVERDUE.value, FlagStatus.DUE.value)
OTHER_RULES = [rule.value for rule in Rule if rule not in MAIN_RULES]


class FindingFilter(ErrorTextsMixin, forms.Form):
    """What a list of findings is narrowed to: left alone, to what is to be done."""

    q = forms.CharField(label=_("Tìm"), required=False)
    quy_tac = forms.ChoiceField(
        label=_("Quy tắc"),
        required=False,
        choices=[*_ALL, *Rule.choices, ("khac", _("Ngoài họp định kỳ, báo cáo năm, khuyết vị trí"))],
    )
    muc_do = forms.ChoiceField(label=_("Mức độ"), required=False, choices=[*_ALL, *Severity.choices])
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ("", _("Phải làm (không kể miễn, hoãn)")),
            *FlagStatus.choices,
            ("tat-ca", _("Tất cả, kể cả miễn, hoãn")),
        ],
    )
    ghi_nhan = forms.ChoiceField(
        label=_("Ghi nhận"),
        required=False,
        choices=[*_ALL, ("chua", _("Quá hạn, chưa ghi nhận")), ("co", _("Quá hạn, hồ sơ có cập nhật"))],
    )
    loai = forms.ChoiceField(label=_("Loại tổ chức"), required=False)

    theo_doi = forms.ChoiceField(label=_("Theo dõi"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self._offer_owners()
        loai = self.fields["loai"]
        assert isinstance(loai, forms.ChoiceField)
        self.kinds = kinds.choices()
        loai.choices = self.kinds.options(_("Tất cả"))

    def _offer_owners(self) -> None:
        """Let the office narrow to whose work a finding is; others do not see that. One query."""
        if not can_see_all(self.user):
            del self.fields["theo_doi"]
            return
        chooser = self.fields["theo_doi"]
        assert isinstance(chooser, forms.ChoiceField)
        others = ((str(one.pk), str(one)) for one in officer_choices())
        chooser.choices = [*_ALL, (ME, _("Của tôi")), (NOBODY, _("Chưa giao")), *others]

    @property
    def changed(self) -> bool:
        """Whether the list is narrowed at all."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def recorded(self) -> bool | None:
        """Whether only overdue findings on bodies with fresh records are wanted, or only on those with stale
        ones; None: both."""
        return {"co": True, "chua": False}.get(str(self.data.get("ghi_nhan", "")))

    def filters(self, stale_ids: frozenset[int] = frozenset()) -> Filters:
        """Return the filters; what is not valid narrows nothing. `stale_ids` are the bodies with stale
        records, where `recorded` needs them."""
        self.is_valid()
        wanted = self.cleaned_data
        rule, status = wanted.get("quy_tac"), wanted.get("tinh_trang")
        return Filters(
            rules=OTHER_RULES if rule == "khac" else [rule] if rule else (),
            severities=[wanted["muc_do"]] if wanted.get("muc_do") else (),
            statuses=() if status == "tat-ca" else [status] if status else OPEN,
            kind_ids=self.kinds.ids_of(wanted.get("loai")),
            text=wanted.get("q", ""),
            owner_ids=self._owner_ids(),
            is_owned=False if wanted.get("theo_doi") == NOBODY else None,
            recorded=self.recorded,
            stale_ids=stale_ids,
        )

    def _owner_ids(self) -> list[int]:
        wanted = str(self.cleaned_data.get("theo_doi") or "")
        return [self.user.pk] if wanted == ME else [int(wanted)] if wanted.isdecimal() else []
