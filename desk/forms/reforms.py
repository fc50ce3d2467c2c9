"""The steps of a reform day."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import day as day_text
from core.errors import Refused
from core.forms import Form, FormSet, ModelForm, ScreenFormMixin
from core.text import fold
from delegations.enums import Duty, SeatRole
from delegations.models import Body, BodyKind, Reform
from delegations.services.bodies import check_code, relation_of
from delegations.services.founding import LEFT_EMPTY, free_code, told_by_name
from desk.queries.reforms import Plan, Target, choosable_to_end

CODE = r"^[^\s/?#%]+$"
ROWS = 3
MOST = 200


class WhichForm(ModelForm):
    """Step 1: the day, the decision, and who ends."""

    ending = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Tổ chức kết thúc"),
        to_field_name="code",
        help_text=gettext_lazy(
            "Cơ quan của tổ chức đã chọn (ban thường vụ, thường trực) kết thúc cùng ngày, không cần chọn."
        ),
    )

    class Meta:
        model = Reform
        fields = ["name", "starts_on", "decision"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("Ví dụ: Sắp xếp các đảng uỷ xã theo Nghị quyết 60-NQ/TW.")
        self.fields["ending"].queryset = Body.objects.without_end().in_protocol_order()  # type: ignore[attr-defined]
        self.fields["ending"].initial = self.instance.plan.get("ending", [])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ending = values.get("starts_on"), values.get("ending")
        if starts_on and ending is not None:
            there = choosable_to_end(starts_on - dt.timedelta(days=1))
            late = [body for body in ending if not there.filter(pk=body.pk).exists()]
            if late:
                self.add_error(
                    "ending",
                    _("%(body)s thành lập ngày %(day)s, không kết thúc trước ngày %(first)s được.")
                    % {
                        "body": late[0].name,
                        "day": day_text(late[0].founded_on),
                        "first": day_text(starts_on),
                    },
                )
        return values

    def plan(self) -> dict[str, Any]:
        return {"ending": [body.code for body in self.cleaned_data["ending"]]}


# Step 2: who begins ----------------------------------------------------------------------------


class NewBodyForm(ScreenFormMixin, forms.Form):
    """A body to be founded on the day, as a body that is founded alone: its name tells kind, host and code
    where these are left empty. A row without code and name is none."""

    cursor_in_first = False

    name = forms.CharField(label=gettext_lazy("Tên tổ chức"), max_length=200, required=False)
    kind = forms.ModelChoiceField(BodyKind.objects.none(), label=gettext_lazy("Loại"), required=False)
    host = forms.CharField(label=gettext_lazy("Cơ quan chủ quản"), max_length=200, required=False)
    code = forms.RegexField(
        CODE,
        label=gettext_lazy("Mã tổ chức"),
        max_length=40,
        required=False,
        error_messages={"invalid": gettext_lazy("Mã viết liền, không có dấu cách và các dấu / ? # %%.")},
    )
    symbol = forms.CharField(label=gettext_lazy("Ký hiệu"), max_length=40, required=False)
    parent = forms.CharField(
        label=gettext_lazy("Thuộc (mã tổ chức)"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Mã của tổ chức đang có, hoặc của một tổ chức mới ở trang này; của ban thường vụ, thường trực: tổ"
            " chức mà nó là cơ quan."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = BodyKind.objects.order_by("position", "name")  # type: ignore[attr-defined]
        self.fields["parent"].widget.attrs["list"] = "cac-to-chuc"
        self.fields["kind"].empty_label = LEFT_EMPTY["kind"]  # type: ignore[attr-defined]
        for name in ("code", "host"):
            self.fields[name].help_text = LEFT_EMPTY[name]

    @property
    def is_empty(self) -> bool:
        return not (self.cleaned_data.get("code") or self.cleaned_data.get("name"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not (self.data.get(self.add_prefix("code")) or self.data.get(self.add_prefix("name"))):
            return values
        if not values.get("name") and "name" not in self.errors:
            self.add_error("name", _("Nhập tên tổ chức."))
        elif values.get("name") and not {"kind", "host"} & set(self.errors):
            try:
                told = told_by_name(values["name"], values.get("kind"), values.get("host"))
                values["kind"], values["host"] = told
            except Refused as refused:
                self.add_error(refused.field, refused.message)
        self._check_code(values.get("code", ""))
        if values.get("kind") and "parent" not in self.errors:
            try:
                values["relation"] = relation_of(values["kind"], has_parent=bool(values.get("parent")))
            except Refused as refused:
                self.add_error(refused.field, refused.message)
        return values

    def _check_code(self, code: str) -> None:
        try:
            check_code(code)
        except Refused as refused:
            self.add_error("code", refused.message)
        if code and Body.objects.filter(code=code).exists():
            self.add_error(
                "code", _("Đã có tổ chức mã này. Nếu chính tổ chức đó nhận, hãy chọn ở ô phía dưới.")
            )

    def plan(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        return values | {"kind": values["kind"].pk}


class NewBodies(FormSet):
    def clean(self) -> None:
        """Give each body without a code one that neither another row nor another body has."""
        codes: set[str] = set()
        for form in self.forms:
            code = fold(form.cleaned_data.get("code", "")) if hasattr(form, "cleaned_data") else ""
            if code and code in codes:
                form.add_error("code", _("Hai tổ chức mới có cùng mã này."))
            codes.add(code)
        for form in self.forms:
            if form.is_valid() and not form.is_empty and not form.cleaned_data["code"]:
                typed = form.cleaned_data
                typed["code"] = free_code(typed["kind"], typed["host"], but=codes)
                codes.add(typed["code"].lower())

    def plan(self) -> list[dict[str, Any]]:
        return [form.plan() for form in self.forms if not form.is_empty]


NewBodyFormSet = forms.formset_factory(
    NewBodyForm, formset=NewBodies, extra=ROWS, max_num=MOST, absolute_max=MOST
)


class ReceivingForm(Form):
    """The bodies that are there already and take over."""

    receiving = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Tổ chức đang hoạt động cùng nhận nghĩa vụ"),
        to_field_name="code",
        required=False,
        help_text=gettext_lazy("Để trống nếu chỉ các tổ chức mới nhận."),
    )
    cursor_in_first = False

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Body.objects.active_on(plan.reform.starts_on)
        rows = rows.exclude(pk__in=[body.pk for body in plan.ending])
        self.fields["receiving"].queryset = rows.in_protocol_order()  # type: ignore[attr-defined]
        self.fields["receiving"].initial = [body.code for body in plan.receiving]

    def plan(self) -> list[str]:
        return [body.code for body in self.cleaned_data["receiving"]]


# Steps 3 to 5: tables of choices ---------------------------------------------------------------


class Row(NamedTuple):
    """A row of a table of choices: the record that it is about, and its bound fields."""

    record: Any
    fields: list[Any]


def _to(targets: Iterable[Target], label: str, initial: str, nobody: str) -> forms.ChoiceField:
    choices = [("", nobody), *((one.code, one.name) for one in targets)]
    widget = forms.Select(attrs={"class": "form-select form-select-sm", "aria-label": label})
    return forms.ChoiceField(label=label, choices=choices, initial=initial, required=False, widget=widget)


def _tick(label: str, initial: bool) -> forms.BooleanField:
    widget = forms.CheckboxInput(attrs={"class": "form-check-input", "aria-label": label})
    return forms.BooleanField(label=label, initial=initial, required=False, widget=widget)


class ChoicesForm(Form):
    """A table whose rows are records of a plan, with fields of their own each."""

    cursor_in_first = False

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = plan
        self.fill()

    def fill(self) -> None:
        """Add the fields of the plan's rows."""
        raise NotImplementedError

    def value(self, name: str) -> Any:
        return self.cleaned_data[name]


class DutiesForm(ChoicesForm):
    """Step 3: who takes each duty of each old body."""

    def fill(self) -> None:
        for old in self.about.ending:
            for duty in Duty:
                takers = self.about.takers(old, duty)
                if takers or duty != Duty.REPORTS:
                    label = _("%(duty)s của %(body)s") % {"duty": duty.label, "body": old.name}
                    self.fields[f"{duty.value}-{old.pk}"] = _to(
                        takers, label, self.about.duties[old.code][duty.value], _("Không giao cho ai")
                    )

    def rows(self) -> Iterator[Row]:
        for old in self.about.ending:
            names = [f"{duty.value}-{old.pk}" for duty in Duty]
            yield Row(old, [self[name] if name in self.fields else None for name in names])

    def plan(self) -> dict[str, Any]:
        return {
            old.code: {duty.value: self.cleaned_data.get(f"{duty.value}-{old.pk}", "") for duty in Duty}
            for old in self.about.ending
        }


class SeatsForm(ChoicesForm):
    """Step 4: where seats go, as what, and whether their holders go along."""

    def fill(self) -> None:
        for move in self.about.seats:
            seat = move.seat
            self.fields[f"to-{seat.pk}"] = _to(
                self.about.targets,
                _("Chuyển %(seat)s sang") % {"seat": seat.code},
                move.to,
                _("Không chuyển"),
            )
            self.fields[f"role-{seat.pk}"] = forms.ChoiceField(
                choices=SeatRole.choices,
                initial=move.role,
                widget=forms.Select(
                    attrs={
                        "class": "form-select form-select-sm",
                        "aria-label": _("Chức danh mới của %(seat)s") % {"seat": seat.code},
                    }
                ),
            )
            if move.holder is not None:
                label = _("Đồng chí %(person)s sang theo") % {"person": move.holder.person.full_name}
                self.fields[f"person-{seat.pk}"] = _tick(label, move.with_holder)

    def rows(self) -> Iterator[Row]:
        for move in self.about.seats:
            names = [f"{part}-{move.seat.pk}" for part in ("to", "role", "person")]
            yield Row(move, [self[name] if name in self.fields else None for name in names])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_secretaries(values)
        seated: dict[tuple[str, int], str] = {}
        for move in self.about.seats:
            to = values.get(f"to-{move.seat.pk}")
            if not to or move.holder is None or not values.get(f"person-{move.seat.pk}"):
                continue
            if first := seated.get((to, move.holder.person_id)):
                self.add_error(
                    f"to-{move.seat.pk}",
                    _(
                        "Đồng chí %(person)s đã sang tổ chức này từ vị trí %(seat)s. Mỗi người chỉ giữ một vị"
                        " trí trong một tổ chức."
                    )
                    % {"person": move.holder.person.full_name, "seat": first},
                )
            seated[to, move.holder.person_id] = move.seat.code
        return values

    def _check_secretaries(self, values: dict[str, Any]) -> None:
        """A body has one secretary."""
        led: dict[str, str] = {}
        for move in self.about.seats:
            to = values.get(f"to-{move.seat.pk}")
            if to and values.get(f"role-{move.seat.pk}") == SeatRole.SECRETARY:
                if first := led.get(to):
                    words = _("Tổ chức này đã nhận vị trí Bí thư từ %(seat)s. Hãy chọn chức danh khác.")
                    self.add_error(f"role-{move.seat.pk}", words % {"seat": first})
                led[to] = move.seat.code

    def plan(self) -> dict[str, Any]:
        return {
            move.seat.code: {
                "to": self.value(f"to-{move.seat.pk}"),
                "role": self.value(f"role-{move.seat.pk}"),
                "person": self.cleaned_data.get(f"person-{move.seat.pk}", True),
            }
            for move in self.about.seats
        }


class OpenForm(ChoicesForm):
    """Step 5: what is still open with the old bodies."""

    def fill(self) -> None:
        plan = self.about
        self.fields["cancel_meetings"] = _tick(_("Huỷ các cuộc họp đã lên lịch"), plan.cancel_meetings)
        for lapse in plan.lapses:
            label = _("%(number)s hết hiệu lực") % {"number": lapse.regulation.number}
            self.fields[f"lapses-{lapse.regulation.pk}"] = _tick(label, lapse.lapses)
        for direction, to in plan.directions:
            label = _("Giao lại ý kiến %(code)s cho") % {"code": direction.code}
            takers = plan.targets if plan.gives_directions else []
            self.fields[f"direction-{direction.pk}"] = _to(takers, label, to, _("Không giao lại"))
        for child, to in plan.children:
            takers = [one for one in plan.targets if not one.is_organ]
            label = _("%(body)s chuyển về") % {"body": child.name}
            self.fields[f"child-{child.pk}"] = _to(takers, label, to, _("Giữ nguyên"))

    def lapse_rows(self) -> list[Row]:
        return [Row(one, [self[f"lapses-{one.regulation.pk}"]]) for one in self.about.lapses]

    def direction_rows(self) -> list[Row]:
        return [Row(one, [self[f"direction-{one.pk}"]]) for one, _to in self.about.directions]

    def child_rows(self) -> list[Row]:
        return [Row(one, [self[f"child-{one.pk}"]]) for one, _to in self.about.children]

    def plan(self) -> dict[str, Any]:
        about = self.about
        given = {one.code: self.value(f"direction-{one.pk}") for one, _to in about.directions}
        return {
            "cancel_meetings": self.value("cancel_meetings"),
            "lapsing": [
                one.regulation.pk for one in about.lapses if self.value(f"lapses-{one.regulation.pk}")
            ],
            # While none can be given, what was chosen before stays.
            "directions": given if about.gives_directions else about.typed_directions,
            "children": {one.code: self.value(f"child-{one.pk}") for one, _to in about.children},
        }


class ApplyForm(Form):
    """The last look."""

    accepts_gaps = forms.BooleanField(
        label=gettext_lazy("Tôi xác nhận các nghĩa vụ ghi “không ai giữ” ở trên không giao cho tổ chức nào."),
        required=False,
    )
    cursor_in_first = False
