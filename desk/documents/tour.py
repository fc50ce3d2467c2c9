"""The first tour: for each kind of user a short row of places, what to look at there, and what to know of
it."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.addresses import reverse

PARAMETER = "lam-quen"


class Step(NamedTuple):
    """One card: on the page of that address it points at what `at` selects (the first that is in sight)."""

    place: str
    at: str
    title: Any
    words: Any


_SEARCH = Step(
    "delegations:bodies",
    ".nn-search-open",
    _("Tìm và đi tới"),
    _(
        "Gõ phím / hoặc Ctrl-K rồi gõ tên tổ chức, cán bộ, số văn bản, không cần dấu. Đây là đường nhanh"
        " nhất đến mọi hồ sơ."
    ),
)
_BODY = Step(
    "delegations:bodies",
    "#nn-main h1",
    _("Mỗi tổ chức một trang"),
    _(
        "Bấm tên một tổ chức để thấy mọi điều về nó: phát hiện, thành viên, nhịp họp, quy chế, báo cáo."
        " Việc ghi chép bắt đầu từ trang ấy."
    ),
)


def _help_on(place: str) -> Step:
    return Step(
        place,
        "#nn-help-button",
        _("Không rõ thì bấm ?"),
        _(
            "Nút này, hoặc phím ?, mở trợ giúp của đúng trang đang xem. Lượt làm quen này gọi lại được ở Trợ"
            " giúp."
        ),
    )


TOURS: dict[str, tuple[Step, ...]] = {
    Role.STAFF: (
        Step(
            "desk:today",
            "#nn-work, #nn-main h1",
            _("Hôm nay làm gì"),
            _(
                "Mỗi sáng bắt đầu ở đây: nhiều nhất mười việc, gấp trước, mỗi việc có nút làm ngay. Hết"
                " việc thì trang nói còn gì sắp tới."
            ),
        ),
        Step(
            "obligations:worklist",
            "#nn-main h1",
            _("Việc phải làm, nặng trước"),
            _(
                "Phần mềm đối chiếu hồ sơ với quy định và nêu điều chưa đạt. Bấm một dòng để biết vì sao,"
                " theo điều nào và làm gì để khắc phục."
            ),
        ),
        Step(
            "meetings:list",
            "#nn-main .nn-actions, #nn-main h1",
            _("Ghi một lần, phần mềm tự đối chiếu"),
            _(
                "Cuộc họp, báo cáo, quyết định về nhân sự ghi ở trang của nó. Ghi xong, màn hình nói điều"
                " gì đã đổi: không ai phải sửa phát hiện."
            ),
        ),
        _BODY,
        _SEARCH,
        Step(
            "reminders:log",
            "#nn-main h1",
            _("Thư nhắc tự gửi"),
            _(
                "Mỗi người nhiều nhất một thư mỗi ngày, chỉ khi có việc. Ở đây xem thư đã gửi, giữ lại thư"
                " sắp gửi, nhận câu trả lời, lập công văn đôn đốc."
            ),
        ),
        _help_on("desk:today"),
    ),
    Role.SECRETARY: (
        Step(
            "desk:today",
            "#nn-work, #nn-main h1",
            _("Việc của tổ chức mình"),
            _(
                "Đăng nhập là đến đây: việc của tổ chức đồng chí, gấp trước, mỗi việc có nút làm ngay; bấm"
                " tên việc để biết vì sao, theo điều nào."
            ),
        ),
        Step(
            "meetings:list",
            "#nn-main .nn-actions, #nn-main h1",
            _("Ghi cuộc họp"),
            _(
                "Họp xong thì ghi ở đây: ngày, điểm danh, kết luận; biên bản soạn ở trang của cuộc họp."
                " Ghi xong thì hết thư nhắc về kỳ ấy."
            ),
        ),
        _BODY,
        _help_on("desk:today"),
    ),
    Role.LEADER: (
        Step(
            "desk:overview",
            "#nn-tiles, #nn-main h1",
            _("Tổng quan trong một phút"),
            _(
                "Ô đầu là kỳ vừa kết thúc: bao nhiêu tổ chức đã họp định kỳ. Bấm một con số để thấy danh"
                " sách có đúng bấy nhiêu dòng."
            ),
        ),
        Step(
            "desk:overview",
            "#nn-heat-title, #nn-main h1",
            _("Ai giữ nhịp, ai chưa"),
            _(
                "Mỗi dòng một tổ chức, mỗi ô một kỳ họp; kỳ mới nhất ở bên phải. Bấm ô để xem cuộc họp của"
                " kỳ ấy."
            ),
        ),
        Step(
            "desk:directions",
            "#nn-main h1",
            _("Cho ý kiến chỉ đạo"),
            _(
                "Ghi ý kiến ngay ở trang của phát hiện hoặc tổ chức. Ở đây theo dõi ai đã tiếp nhận, ai"
                " quá hạn, việc nào chờ đồng chí xác nhận."
            ),
        ),
        Step(
            "desk:brief",
            "#nn-main h1",
            _("In một trang để mang đi họp"),
            _("Tóm tắt một trang in được ngay, có bản PDF, Excel; báo cáo quý, năm có bản Word."),
        ),
        _help_on("desk:overview"),
    ),
}


class Card(NamedTuple):
    """What the page shows of the tour: the step, its number from one, how many there are, the addresses
    before and after (empty at the ends)."""

    step: Step
    number: int
    last: int
    before: str
    after: str


def steps_for(role: str) -> tuple[Step, ...]:
    """Return the tour of a user of that role; administrators have the staff's."""
    return TOURS.get(role, TOURS[Role.STAFF])


def number_of(text: str) -> int:
    """Return the number of a step as an address or a form gives it, 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def address(role: str, number: int) -> str:
    """Return where the step of that number is shown, counted from one; nothing beyond the ends."""
    steps = steps_for(role)
    return f"{reverse(steps[number - 1].place)}?{PARAMETER}={number}" if 0 < number <= len(steps) else ""


def card(role: str, place: str, number: str) -> Card | None:
    """Return the step of that number where it belongs to this place."""
    steps, at = steps_for(role), number_of(number)
    if not 0 < at <= len(steps) or steps[at - 1].place != place:
        return None
    return Card(steps[at - 1], at, len(steps), address(role, at - 1), address(role, at + 1))
