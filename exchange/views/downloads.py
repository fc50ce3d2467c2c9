"""Workbooks to take away: all records, the empty form, the list of faults."""

import csv
import io
import uuid
from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core import clock
from exchange.models import ImportRun
from exchange.permissions import check_can_exchange
from exchange.services import exports
from records.loading import look_up

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@never_cache
def everything(request: UserRequest) -> FileResponse:
    check_can_exchange(request.user)
    file = io.BytesIO()
    exports.export(to=file)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"nen-nep-{clock.today():%Y-%m-%d}.xlsx", content_type=XLSX
    )


@require_safe
def form(request: UserRequest) -> FileResponse:
    check_can_exchange(request.user)
    file = io.BytesIO()
    exports.empty_form(to=file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="mau-nhap-du-lieu.xlsx", content_type=XLSX)


@require_safe
def faults(request: UserRequest, key: uuid.UUID, ending: str) -> HttpResponseBase:
    check_can_exchange(request.user)
    run = look_up(ImportRun, key=key)
    rows = [
        [fault["sheet"], fault["row"], fault["column"], fault["value"], fault["message"]]
        for fault in run.preview.get("faults", [])
    ]
    if ending == "csv":
        return _csv(rows)
    file = io.BytesIO()
    exports.faults(rows, to=file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="danh-sach-loi.xlsx", content_type=XLSX)


def _csv(rows: list[list[Any]]) -> HttpResponse:
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="danh-sach-loi.csv"'},
    )
    response.write("\ufeff")  # Excel reads UTF-8 only when told so
    writer = csv.writer(response)
    writer.writerow(exports.FAULT_HEADINGS)
    writer.writerows([[exports.safe(value) for value in row] for row in rows])
    return response
