"""Addresses of the desk."""

from django.urls import path

from desk.views import (
    brief,
    calendar,
    centralism,
    changes,
    directions,
    endings,
    forecast,
    meetings,
    records,
    reviews,
    rhythm,
    sign_ins,
)
from desk.views.administration import settings
from desk.views.overview import overview
from desk.views.search import find

app_name = "desk"

urlpatterns = [
    path("", overview, name="overview"),
    path("quan-tri/", settings, name="settings"),
    path("quan-tri/dang-nhap/", sign_ins.page, name="sign-ins"),
    path("quan-tri/dang-nhap/bang/", sign_ins.workbook, name="sign-ins-tables"),
    path("tim/", find, name="search"),
    path("lich/", calendar.month, name="month"),
    path("lich/tuan/", calendar.week, name="week"),
    path("lich/ngay-nghi/", calendar.days_off, name="days-off"),
    path("tong-quan/tom-tat/", brief.page, name="brief"),
    path("tong-quan/tom-tat/pdf/", brief.pdf, name="brief-pdf"),
    path("tong-quan/tom-tat/bang/", brief.workbook, name="brief-tables"),
    path("tong-quan/bao-cao/", brief.report, name="report"),
    path("tong-quan/ky-hop/", rhythm.page, name="periods"),
    path("tong-quan/du-bao/", forecast.page, name="forecast"),
    path("tong-quan/du-bao/bang/", forecast.workbook, name="forecast-tables"),
    path("tong-quan/noi-dung/", meetings.themes_page, name="themes"),
    path("tong-quan/noi-dung/bang/", meetings.themes_tables, name="themes-tables"),
    path("tong-quan/tham-gia/", meetings.participation_page, name="participation"),
    path("tong-quan/tham-gia/bang/", meetings.participation_tables, name="participation-tables"),
    path("tong-quan/tham-quyen/", centralism.page, name="centralism"),
    path("tong-quan/tham-quyen/bang/", centralism.workbook, name="centralism-tables"),
    path("tong-quan/cap-nhat/", records.page, name="records"),
    path("tong-quan/cap-nhat/bang/", records.workbook, name="records-tables"),
    path("chi-dao/", directions.listing, name="directions"),
    path("chi-dao/xuat/", directions.workbook, name="directions-tables"),
    path("danh-gia/", reviews.page, name="reviews"),
    path("danh-gia/bang/", reviews.workbook, name="reviews-tables"),
    path("danh-gia/pdf/", reviews.pdf, name="reviews-pdf"),
    path("danh-gia/<code:code>/<int:year>/pdf/", reviews.sheet, name="review-sheet"),
    path("tong-quan/thay-doi/", changes.page, name="changes"),
    path("tong-quan/xu-huong/", changes.glance, name="glance"),
    path("tong-quan/thay-doi/bang/", changes.workbook, name="changes-tables"),
    path("to-chuc/<code:code>/ket-thuc/", endings.end, name="end_body"),
    path("to-chuc/<code:code>/mo-lai/", endings.reopen, name="reopen_body"),
]
