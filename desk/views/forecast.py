"""The next 90 days on screen and as Excel tables."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import UserRequest
from core.dates import day, period
from desk.queries import forecast as queries
from desk.views.leaders import file, page_query
from obligations.queries import sentences, subjects
from records import workbooks

# A province of thousands of bodies has more than a reader reads: the rest is in the Excel file.
SHOWN_A_DAY = 10
SHOWN_IN_A_LIST = 30


@require_safe
def page(request: UserRequest) -> HttpResponse:
    query = page_query(request, ahead=queries.DAYS)
    forecast = queries.forecast(
        query.user, on=query.on, filters=query.form.filters, sentences_a_day=SHOWN_A_DAY
    )
    return render(
        request,
        "desk/forecast.html",
        query.context
        | {
            "forecast": forecast,
            "subjects": subjects.of(forecast.waivers),
            "shown_a_day": SHOWN_A_DAY,
            "shown_in_a_list": SHOWN_IN_A_LIST,
        },
    )


@require_safe
def workbook(request: UserRequest) -> HttpResponse:
    query = page_query(request, ahead=queries.DAYS)
    forecast = queries.forecast(query.user, on=query.on, filters=query.form.filters)
    subtitle = _("Dự báo từ ngày %(first)s đến ngày %(last)s nếu không ghi nhận thêm") % {
        "first": day(query.on),
        "last": day(forecast.until),
    }
    return file(workbooks.workbook(subtitle, _sheets(forecast)), workbooks.MIME, "du-bao.xlsx", query.on)


def _sheets(forecast: queries.Forecast) -> list[workbooks.Sheet]:
    due = [
        (
            found.on,
            found.working_day,
            item.body_code,
            item.body_name,
            item.title or _("Kỳ họp định kỳ"),
            item.text if item.title else _of_period(item),
        )
        for found in forecast.days
        for item in found.items
    ]
    endings = [
        (e.ends_on, e.person, e.seat, e.body_code, e.body_name, _("đã có") if e.succeeded else _("chưa có"))
        for e in forecast.endings
    ]
    moves = [
        (_("Tổng số"), *(step.counts.total for step in forecast.steps)),
        (_("Trong đó mới so với hiện nay"), *(step.new for step in forecast.steps)),
        (_("Trong đó hết hạn miễn, hoãn"), *(step.resumed for step in forecast.steps)),
        (_("Không còn so với hiện nay"), *(step.gone for step in forecast.steps)),
        (_("Nặng thêm, chuyển sang quá hạn"), *(step.worse for step in forecast.steps)),
    ]
    rules = [(rule.title, *rule.numbers) for rule in forecast.rules]
    about = subjects.of(forecast.waivers)
    waivers = [
        (
            *(w.until, w.body_code, w.body_name, sentences.title(w.rule)),
            *(about.words(w.rule, w.subject), w.document),
        )
        for w in forecast.waivers
    ]
    return [
        workbooks.Sheet(
            _("Số phát hiện"), [_("Phát hiện"), *(day(step.on) for step in forecast.steps)], [*rules, *moves]
        ),
        workbooks.Sheet(
            _("Đến hạn"),
            [_("Hạn"), _("Ngày làm việc"), _("Mã tổ chức"), _("Tổ chức"), _("Việc"), _("Nội dung")],
            due,
        ),
        workbooks.Sheet(
            _("Hết thời hạn"),
            [_("Ngày cuối"), _("Họ và tên"), _("Vị trí"), _("Mã tổ chức"), _("Tổ chức"), _("Người kế tiếp")],
            endings,
        ),
        workbooks.Sheet(
            _("Hết miễn, hoãn"),
            [_("Ngày cuối"), _("Mã tổ chức"), _("Tổ chức"), _("Việc"), _("Đối tượng"), _("Văn bản")],
            waivers,
        ),
        workbooks.Sheet(
            _("Thiếu người"),
            [
                _("Từ ngày"),
                _("Mã tổ chức"),
                _("Tổ chức"),
                _("Số vị trí"),
                _("Còn thành viên"),
                _("Hiện nay"),
            ],
            [(s.on, s.body_code, s.body_name, s.seats, s.members, s.members_now) for s in forecast.strength],
        ),
    ]


def _of_period(item: queries.Item) -> str:
    return f"{period(item.text)}: {item.state}"
