"""Template tags of every screen: days and numbers in the Vietnamese way, signs. Registered as builtins."""

import datetime as dt
import functools
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from django import template
from django.apps import apps
from django.core.exceptions import BadRequest
from django.core.paginator import Page
from django.forms import BoundField, Select
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core import addresses, clock, dates, known, lists

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return an icon of the sprite (static/vendor/tabler-icons-…/sprite.svg); decoration unless it has a
    label."""
    if not label:
        return _decoration(name)
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', label, _sprite(), name
    )


# A page has up to two hundred icons; the address of a static file does not change while a process lives.
@functools.cache
def _sprite() -> str:
    return static("vendor/tabler-icons-3.51.0/sprite.svg")


@functools.lru_cache(maxsize=512)
def _decoration(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        _sprite(),
        name,
    )


register.filter(addresses.as_address)


# Days, periods, numbers


@register.filter
def day(value: Any) -> str:
    """23/11/2026, of a day, an instant or ISO text; nothing for nothing."""
    return dates.day(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """09:10 23/11/2026, in the office's zone."""
    return dates.moment(value)


@register.filter
def unbroken(value: Any) -> SafeString | str:
    """A document's number, which no line ends inside: 513-QĐ/TU. Longer words than numbers have are left to
    break."""
    text = str(value) if value else ""
    return format_html('<span class="nowrap">{}</span>', text) if text and len(text) <= 32 else text


@register.filter
def hour(value: dt.datetime | dt.time | None) -> str:
    """09:10, in the office's zone."""
    if isinstance(value, dt.datetime) and value.tzinfo:
        value = value.astimezone(clock.ZONE)
    return f"{value:%H:%M}" if value else ""


WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


@register.filter
def weekday(value: dt.date | None) -> str:
    return str(WEEKDAYS[value.weekday()]) if value else ""


@register.filter
def period(name: Any) -> str:
    """quý III/2026, of a period's stored name such as 2026-Q3."""
    return dates.period(str(name)) if name else ""


@register.simple_tag(takes_context=True)
def sent_from(context: Mapping[str, Any]) -> str:
    """The address of the page whose form was sent, for a page that refused it."""
    return addresses.sent_from(context["request"]) if "request" in context else ""


@register.simple_tag
def words_of_scripts() -> dict[str, str]:
    """The words that static/nennep/nennep.js says itself, by its own keys."""
    return {
        "away": _(
            "Không kết nối được với máy chủ. Chưa gửi gì; chữ đang gõ còn nguyên ở trang này."
            " Đừng đóng trang: nối lại được thì dòng này tự mất, khi ấy bấm lại."
        ),
        "back_again": _("Đã nối lại với máy chủ, làm tiếp được."),
        "being_sent": _("Đang lưu, xin chờ trả lời. Không cần bấm lần nữa."),
        "choose": _("Chọn"),
        "choose_several": _("Chọn một hoặc nhiều"),
        "copied": _("Đã sao chép"),
        "day_off": _("ngày nghỉ"),
        "laid_back": _(
            "Lần gửi vừa rồi chưa ghi gì. Nội dung đã nhập được đặt lại dưới đây; tệp đính kèm phải chọn lại."
            " Kiểm tra rồi lưu."
        ),
        "chosen": _("Đã chọn %s"),
        "failed": _(
            "Máy chủ chưa thực hiện được việc này. Nội dung ở trang này còn nguyên; thử lại sau ít phút,"
            " vẫn không được thì báo quản trị của văn phòng."
        ),
        "leave": _("Rời, không lưu"),
        "more_acts": _("Khác"),
        "no": _("Thôi"),
        "no_answer": _("Việc vừa rồi không nhận được trả lời của máy chủ. Hãy kiểm tra rồi làm lại."),
        "not_this": _("Bỏ chọn"),
        "not_chosen": _("“%s” chưa chọn được: hãy chọn một dòng trong danh sách."),
        "nothing_found": _("Không tìm thấy."),
        "promise": _("Hãy đánh dấu xác nhận tệp không mật rồi lưu; tệp đã chọn vẫn còn."),
        "refused": _("Máy chủ không thực hiện được yêu cầu. Tải lại trang rồi làm lại."),
        "stay": _("Ở lại"),
        "too_large": _("Tệp nặng quá mức %s MB nên không gửi được; hãy nén ảnh hoặc tách tệp."),
        "too_large_in_all": _(
            "Các tệp đã chọn nặng quá %s MB một lần gửi; hãy bớt tệp, gửi làm nhiều lần. Chưa gửi tệp nào."
        ),
        "unanswered": _(
            "Lần gửi trước không nhận được trả lời của máy chủ. Nội dung đã nhập được đặt lại dưới đây;"
            " tệp đính kèm phải chọn lại. Xem việc ấy đã được ghi chưa rồi hãy lưu."
        ),
        "unsaved": _("Nội dung vừa nhập chưa được lưu. Rời khỏi trang này?"),
        "yes": _("Đồng ý"),
    }


@register.filter
def vi(value: Any, places: int | None = None) -> str:
    """1.234,5: a number in the Vietnamese way, 1,234.5 in English, with so many decimals (default: as many as
    it has)."""
    if value is None or value == "":
        return ""
    if isinstance(value, Decimal) and places is None:  # points: 25, 18,75
        value = int(value) if value == value.to_integral_value() else value.normalize()
    try:
        text = f"{value:,}" if places is None else f"{float(value):,.{places}f}"
    except (TypeError, ValueError):
        return str(value)
    return text if get_language() == "en" else text.replace(",", " ").replace(".", ",").replace(" ", ".")


@register.filter
def percent(value: float | None) -> str:
    """66,7 %: a share of one."""
    if value is None:
        return ""
    return f"{value * 100:.1f}".replace(".", ",").removesuffix(",0") + " %"


@register.filter
def days_after(later: dt.date | None, earlier: dt.date | None) -> int | None:
    """The number of days from `earlier` to `later`."""
    return (later - earlier).days if later and earlier else None


# Forms


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a filter, in the look of its kind."""
    look = "form-select" if isinstance(field.field.widget, Select) else "form-control"
    own, wrong = field.field.widget.attrs.get("class", ""), "is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": " ".join(filter(None, (own, look, wrong)))})


@register.filter
def choice(record: Any, name: str) -> str:
    """The word of a record's column of choices. `get_…_display` makes the table of all its words each time,
    which is too slow for every row of a list."""
    value = getattr(record, name)
    return str(_words(record._meta.label, name).get(value, value))


@functools.cache
def _words(model: str, name: str) -> dict[Any, Any]:
    field: Any = apps.get_model(model)._meta.get_field(name)
    return dict(field.flatchoices)


# Signs: colour, sign and word together


@register.simple_tag
def state(kind: str, words: Any, icon_name: str = "") -> SafeString:
    """A badge: `kind` good, plain, due, overdue, waived or closed gives the colour; the words say it."""
    return format_html(
        '<span class="nn-state nn-state-{}">{} {}</span>', kind, icon(icon_name) if icon_name else "", words
    )


# Parts of a page


@register.simple_tag(takes_context=True)
def tab(
    context: Mapping[str, Any], url: str, label: Any, count: int | None = None, here: bool | None = None
) -> SafeString:
    """A tab of `nav.nn-tabs`, marked where its page is shown: at its address, unless `here` decides."""
    path = getattr(context.get("request"), "path", "")
    now = url.partition("?")[0] == path if here is None else here
    number = format_html(' <span class="nn-count">{}</span>', vi(count)) if count is not None else ""
    current = mark_safe(' aria-current="page"') if now else ""
    return format_html('<a href="{}"{}>{}{}</a>', url, current, label, number)


@register.simple_block_tag
def empty_state(content: str, icon_name: str = "inbox") -> SafeString:
    """What stands where a list has no line: what that means and what to do next, with the button for it."""
    return format_html('<div class="nn-empty">{}{}</div>', icon(icon_name), content)


NOTE_ICONS = {
    "success": "circle-check",
    "info": "info-circle",
    "warning": "alert-triangle",
    "danger": "alert-triangle",
}


@register.simple_block_tag
def note(content: str, kind: str = "info", role: str = "") -> SafeString:
    """A framed remark of the page, `kind` success, info, warning or danger; `role` status or alert where it
    comes after the page."""
    spoken = format_html(' role="{}"', role) if role else ""
    return format_html(
        '<div class="alert alert-{}"{}>{}<div>{}</div></div>', kind, spoken, icon(NOTE_ICONS[kind]), content
    )


@register.simple_tag
def person(full_name: str, office: str = "", url: str = "") -> SafeString:
    """A person's name with the office that they hold, as at first mention."""
    name = format_html('<a href="{}">{}</a>', url, full_name) if url else full_name
    held = format_html('<span class="nn-office">{}</span>', office) if office else ""
    return format_html('<span class="nn-person">{}{}</span>', name, held)


# The day looked at, addresses


def _look(request: Any) -> dict[str, Any]:
    today = clock.today()
    try:
        on = dates.requested_day(request) if isinstance(request, HttpRequest) else today
    except BadRequest:  # an error page must not fail on the very address that it complains about
        on = today
    query = "" if on == today else f"ngay={on.isoformat()}"
    requested = isinstance(request, HttpRequest) and known.is_requested(request)
    if requested and on < today:
        query += f"&{known.PARAMETER}={known.VALUE}"
    sense = {"known": requested and known.is_shown(request), "known_requested": requested}
    return {"day": on, "today": today, "past": on < today, "future": on > today, "query": query} | sense


@register.simple_tag(takes_context=True)
def looked_at(context: Mapping[str, Any]) -> dict[str, Any]:
    """The day that the page is about: `day`, `today`, whether it is `past` or `future`; whether the page
    shows what was `known` on it, and whether the address requests that (`known_requested`)."""
    request = context.get("request")
    cached = getattr(request, "_looked_at", None)
    if cached is None:
        cached = _look(request)
        if request is not None:
            request._looked_at = cached  # used hundreds of times on a page of links
    return cached


@register.simple_tag(takes_context=True)
def ngay(context: Mapping[str, Any], first: bool = True) -> str:
    """`?ngay=2025-12-31` (and in which sense) while another day than today is looked at, else nothing;
    `&ngay=…` with first=False."""
    query = looked_at(context)["query"]
    return f"{'?' if first else '&'}{query}" if query else ""


@register.simple_tag(takes_context=True)
def on_day(context: Mapping[str, Any], url: str) -> str:
    """An address that may have a query and a place of its own, with the day looked at."""
    start, hash_, place = url.partition("#")
    return f"{start}{ngay(context, '?' not in start)}{hash_}{place}"


@register.simple_tag(takes_context=True)
def hidden_day(context: Mapping[str, Any]) -> SafeString:
    """The day looked at, and in which sense, as hidden inputs for a GET form."""
    inputs = parse_qsl(looked_at(context)["query"])
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', inputs)


@register.simple_tag(takes_context=True)
def other_sense(context: Mapping[str, Any]) -> str:
    """This page's query string in the other sense of its past day."""
    query = context["request"].GET.copy()
    if query.pop(known.PARAMETER, [""])[-1] != known.VALUE:
        query[known.PARAMETER] = known.VALUE
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def address(context: Mapping[str, Any], **changes: Any) -> str:
    """This page's query string with changes (None removes); the page number falls away unless it is given,
    the sense with its day."""
    query = context["request"].GET.copy()
    if ("ngay" in changes and not changes["ngay"]) or not looked_at(context)["past"]:
        query.pop(known.PARAMETER, None)
    if "trang" not in changes:
        query.pop("trang", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()


@register.filter
def view_query(query: Any) -> str:
    """What of a list's query is kept with a saved view: filters and order, no page and no day."""
    kept = query.copy()
    for name in ("trang", "ngay", "xem", known.PARAMETER):
        kept.pop(name, None)
    return str(kept.urlencode())


@register.simple_tag(takes_context=True)
def sort_link(context: Mapping[str, Any], key: str, label: str, default: str = "") -> SafeString:
    """A column heading that sorts by `?xep=key`, then `?xep=-key`."""
    now = context["request"].GET.get("xep", default)
    following = f"-{key}" if now == key else key
    arrow = icon("sort-ascending") if now == key else icon("sort-descending") if now == f"-{key}" else ""
    return format_html('<a href="{}">{} {}</a>', address(context, xep=following), label, arrow)


@register.simple_tag(takes_context=True)
def choose_page(context: Mapping[str, Any]) -> SafeString | str:
    """The heading of the column of checkboxes, where the list has acts on several rows."""
    if not context.get("acts"):
        return ""
    return format_html(
        '<th class="nn-choose"><label><input class="form-check-input" type="checkbox" data-choose-page'
        " hidden><span>{}</span></label></th>",
        _("Chọn cả trang"),
    )


@register.simple_tag(takes_context=True)
def choose_row(context: Mapping[str, Any], key: Any, name: Any) -> SafeString | str:
    """The cell with the checkbox of a row, where the list has acts on several rows; no cell of a card on a
    phone stands before it."""
    if not context.get("acts"):
        return ""
    return format_html(
        '<td class="nn-choose"><input class="form-check-input" type="checkbox" form="nn-acts" name="{}"'
        ' value="{}" autocomplete="off" aria-label="{}"></td>',
        lists.CHOSEN,
        key,
        _("Chọn %(name)s") % {"name": name},
    )


class Chip(NamedTuple):
    """An active filter of a list: its label, what it is narrowed to, and the address without it."""

    label: str
    words: str
    without: str


@register.simple_tag(takes_context=True)
def active_filters(context: Mapping[str, Any]) -> list[Chip]:
    """What narrows the list of `filter_form`, in the form's order; values that the form refuses are left
    out. No query beyond the form's own."""
    form = context.get("filter_form")
    if form is None or not form.is_bound:
        return []
    form.is_valid()
    return [
        Chip(str(field.label), _filter_words(field.field, value), address(context, **{field.html_name: None}))
        for field in form
        if not field.is_hidden
        and context["request"].GET.get(field.html_name)
        and (value := form.cleaned_data.get(field.name)) not in (None, "", [])
    ]


def _filter_words(field: Any, value: Any) -> str:
    if isinstance(value, dt.date):
        return dates.day(value)
    for key, label in getattr(field, "choices", ()) if isinstance(value, str) else ():
        grouped = label if isinstance(label, list | tuple) else [(key, label)]
        for one, words in grouped:
            if str(one) == value:
                return str(words)
    return str(_("có") if value is True else value)


@register.filter
def pages_around(page: Page) -> list[int | str]:
    """The page numbers to show, with … for gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


@register.filter
def lookup(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """The value of a key in a mapping, or nothing."""
    return mapping.get(key) if mapping else None


@register.simple_tag(takes_context=True)
def hidden_query(context: Mapping[str, Any], *without: str) -> SafeString:
    """This page's query as hidden inputs, without the named ones, for a GET form."""
    request = context["request"]
    return format_html_join(
        "",
        '<input type="hidden" name="{}" value="{}">',
        ((k, v) for k, values in request.GET.lists() if k not in {"trang", *without} for v in values),
    )


@register.filter
def undo_tag(tags: str) -> str:
    """Of a message's tags, what identifies the act that its button takes back; see core.htmx.saved."""
    return next((tag[5:] for tag in (tags or "").split() if tag.startswith(("undo:", "redo:"))), "")
