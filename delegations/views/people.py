"""The directory, a person's card, and the people in it as vCards and as a table."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from accounts.queries.lists import listed, shown
from core.addresses import reverse
from core.dates import requested_day
from core.editing import attempt
from core.history import initial_from_history
from core.htmx import confirmed, download, form_page, page, saved, see_other, writing
from core.lists import Act, narrowed, ordering, paged
from delegations.documents import vcards
from delegations.forms.people import PersonFilter, PersonForm
from delegations.models import Membership, Person, Province
from delegations.permissions import (
    can_edit_person,
    can_edit_registers,
    check_can_edit_person,
    check_can_edit_registers,
)
from delegations.queries import people as queries
from delegations.queries.bodies import choosable
from delegations.services import people
from delegations.views.loading import saved_message
from papers.services import annexes
from records.loading import load
from records.tables import Cell, Table

PEOPLE = Table(
    "delegations:directory",
    {
        "ten": _lazy("Họ và tên"),
        "vi_tri": _lazy("Vị trí"),
        "thu": _lazy("Thư điện tử"),
        "dien_thoai": _lazy("Điện thoại"),
        "ma": _lazy("Mã"),
    },
    always={"ten"},
)


def _filter(request: UserRequest) -> PersonFilter:
    return PersonFilter(request.GET, bodies=choosable(request.user))


def _filtered(request: UserRequest, form: PersonFilter) -> QuerySet[Person]:
    """Return the people of the list as its address says: filters, day and order."""
    day = requested_day(request)
    rows = queries.directory(request.user, day)
    sitting = Membership.objects.active_on(day).visible_to(request.user)
    if form.value("to_chuc"):
        sitting = sitting.filter(seat__body=form.value("to_chuc"))
    if form.value("chuc_danh"):
        sitting = sitting.filter(seat__role=form.value("chuc_danh"))
    if form.value("dang_giu") == "khong":
        rows = rows.exclude(pk__in=sitting.values("person"))
    elif form.value("dang_giu") != "tat-ca" or form.value("to_chuc") or form.value("chuc_danh"):
        rows = rows.filter(pk__in=sitting.values("person"))
    if form.value("q"):
        rows = rows.matching(form.value("q"))  # type: ignore[attr-defined]
    return rows.order_by(*ordering(request, queries.ORDERS, default="ten"))


@require_safe
@listed(PEOPLE)
def directory(request: UserRequest) -> HttpResponse:
    form = _filter(request)
    context = {
        "page": paged(request, _filtered(request, form)),
        "filter_form": form,
        "export_url": reverse("delegations:export_people"),
        "acts": [
            Act(reverse("delegations:export_people"), _("Xuất Excel"), "file-export"),
            Act(reverse("delegations:export_vcards"), "vCard", "address-book"),
            Act(reverse("delegations:print_directory"), _("In"), "printer"),
        ],
        "may_add": can_edit_registers(request.user),
    }
    return page(request, "delegations/directory.html", context)


@require_safe
def print_directory(request: UserRequest) -> HttpResponse:
    """Show the whole filtered directory on one page made for paper."""
    return page(
        request,
        "delegations/directory_print.html",
        {"people": narrowed(request, _filtered(request, _filter(request))), "day": requested_day(request)},
    )


def _offices(person: Person) -> list[str]:
    return [f"{row.seat.get_role_display()} {row.seat.body.name}" for row in person.sitting]  # type: ignore[attr-defined]


@require_safe
@listed(PEOPLE)
def export_people(request: UserRequest) -> HttpResponse:
    cells = [
        Cell("ma", _("Mã cán bộ"), lambda person: person.code, is_code=True),
        Cell("ten", _("Họ và tên"), lambda person: person.full_name),
        Cell("vi_tri", _("Chức vụ"), _titles),
        Cell("vi_tri", _("Vị trí"), lambda person: "; ".join(_offices(person))),
        Cell("thu", _("Thư điện tử"), lambda person: person.email),
        Cell("dien_thoai", _("Điện thoại"), lambda person: person.phone),
    ]
    found, on = narrowed(request, _filtered(request, _filter(request))), requested_day(request)
    return annexes.answer(request, _("Danh bạ"), cells, found, shown=shown(request), on=on)


def _titles(person: Person) -> str:
    return "; ".join(row.title for row in person.sitting if row.title)  # type: ignore[attr-defined]


def _organisation() -> str:
    province = Province.objects.first()
    return province.name if province else ""


@require_safe
def export_vcards(request: UserRequest) -> HttpResponse:
    chosen = narrowed(request, _filtered(request, _filter(request)))
    found = ((person, _offices(person)) for person in chosen)
    return download(vcards.cards(found, organisation=_organisation()), vcards.MIME, "danh-ba.vcf")


@require_safe
def person_vcard(request: UserRequest, code: str) -> HttpResponse:
    person = load(request, queries.directory(request.user, requested_day(request)), code=code)
    return download(
        vcards.cards([(person, _offices(person))], organisation=_organisation()),
        vcards.MIME,
        f"{person.full_name}.vcf",
    )


@require_safe
def suggest_people(request: UserRequest) -> HttpResponse:
    """Answer what is being typed with up to ten people, as options of a list box."""
    text = str(next((value for name, value in request.GET.items() if name != "ngay"), "")).partition("(")[0]
    rows = (
        queries.directory(request.user, requested_day(request)).matching(text)  # type: ignore[attr-defined]
        if text.strip()
        else Person.objects.none()
    )
    return render(
        request, "delegations/widgets/suggestions.html", {"people": rows.order_by("sort_key", "code")[:10]}
    )


@require_safe
def person_card(request: UserRequest, code: str) -> HttpResponse:
    person = load(request, Person.objects.visible_to(request.user), code=code)
    day = requested_day(request)
    memberships = queries.memberships_of(person, request.user)
    context = {
        "person": person,
        "now": [
            row for row in memberships if row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)
        ],
        "coming": [row for row in memberships if row.starts_on > day],
        "past": [row for row in memberships if row.ends_on is not None and row.ends_on < day],
        "clashes": queries.clashes(memberships),
        "may_edit": can_edit_person(request.user, person),
        "may_delete": can_edit_registers(request.user),
    }
    return page(request, "delegations/person_card.html", context)


@writing
def register_person(request: UserRequest) -> HttpResponse:
    check_can_edit_registers(request.user)
    form = PersonForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, people.register, by=request.user, **form.changes())
    ):
        saved(
            request,
            _("Đã thêm đồng chí %(person)s vào danh bạ.") % {"person": form.cleaned_data["full_name"]},
        )
        return see_other(request, "delegations:directory")
    context = {"form": form, "heading": _("Thêm cán bộ"), "leave_url": reverse("delegations:directory")}
    return form_page(request, "delegations/plain_form.html", context)


@writing
def edit_person(request: UserRequest, code: str) -> HttpResponse:
    person = load(request, Person.objects.visible_to(request.user), code=code)
    check_can_edit_person(request.user, person)
    form = PersonForm(request.POST or None, instance=person, initial=initial_from_history(request, person))
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, people.edit, person=person, changes=form.changes(), by=request.user)
    ):
        saved(request, saved_message(_("Đã lưu."), form))
        return see_other(request, "delegations:person", person.code)
    context = {"form": form, "heading": _("Sửa hồ sơ đồng chí %(person)s") % {"person": person.full_name}}
    return form_page(
        request,
        "delegations/plain_form.html",
        context | {"leave_url": reverse("delegations:person", args=[code])},
    )


@writing
def delete_person(request: UserRequest, code: str) -> HttpResponse:
    person = load(request, Person.objects.visible_to(request.user), code=code)
    check_can_edit_registers(request.user)
    return confirmed(
        request,
        lambda: people.delete(person=person, by=request.user),
        question=_("Xoá đồng chí %(person)s khỏi danh bạ?") % {"person": person.full_name},
        details=_("Chỉ xoá được hồ sơ nhập nhầm, chưa gắn với vị trí, cuộc họp nào."),
        confirm_label=_("Xoá"),
        danger=True,
        done=_("Đã xoá hồ sơ."),
        to=reverse("delegations:directory"),
        leave_url=reverse("delegations:person", args=[code]),
    )
