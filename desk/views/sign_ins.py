"""Nhật ký đăng nhập: who came in, who was refused, who left; for administrators."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.forms.audit import SignInFilter
from accounts.models import UserRequest
from accounts.permissions import check_can_administer
from accounts.queries import sign_ins
from core import clock
from core.addresses import reverse
from core.dates import day
from core.htmx import download
from core.lists import paged
from records import workbooks

MOST = 50_000


@require_safe
def page(request: UserRequest) -> HttpResponse:
    check_can_administer(request.user)
    form = SignInFilter(request.GET or None)
    context = {"filter_form": form, "export_url": reverse("desk:sign-ins-tables")}
    return render(
        request, "desk/sign_ins.html", context | {"page": paged(request, sign_ins.listing(**form.criteria()))}
    )


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    """The lines of the list that is shown, at most 50.000, the latest first."""
    check_can_administer(request.user)
    headings = [
        _("Lúc"),
        _("Tên đăng nhập"),
        _("Họ và tên"),
        _("Kết quả"),
        _("Bằng"),
        _("Địa chỉ máy"),
        _("Trình duyệt"),
    ]
    lines = sign_ins.listing(**SignInFilter(request.GET or None).criteria())[:MOST]
    rows = [
        (
            *(
                f"{day(line.at)} {line.at.astimezone(clock.ZONE):%H:%M:%S}",
                line.user.username if line.user else "",
                str(line.user or ""),
            ),
            *(line.get_outcome_display(), line.get_way_display(), line.address or "", line.device),
        )
        for line in lines
    ]
    today = clock.today()
    book = workbooks.workbook(
        _("Lập ngày %(day)s") % {"day": day(today)}, [workbooks.Sheet(_("Nhật ký đăng nhập"), headings, rows)]
    )
    return download(book, workbooks.MIME, f"nhat-ky-dang-nhap-{today:%Y%m%d}.xlsx")
