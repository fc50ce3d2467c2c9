"""The rules and the law they rest on, as the screen of rules shows them."""

from typing import NamedTuple

from django.utils.translation import gettext_noop

from delegations.models import Province
from obligations.enums import Rule
from rulebook.parameters import Parameter, load_law
from rulebook.rules import RULES

# Titles of the law files, which know nothing of translations: named here for the catalogue of messages, translated where they are shown.
TITLES = (
    gettext_noop("Số cuộc họp định kỳ gần nhất được xem nội dung"),
    gettext_noop("Số cuộc họp ít nhất để đánh giá nội dung"),
    gettext_noop("Tỷ lệ nội dung tổ chức, cán bộ nhiều nhất"),
    gettext_noop("Số cuộc họp gần nhất được xem điểm danh"),
    gettext_noop("Số cuộc họp ít nhất để đánh giá tham gia"),
    gettext_noop("Tỷ lệ có mặt ít nhất của thành viên"),
    gettext_noop("Hạn ban hành quy chế phối hợp"),
    gettext_noop("Tỷ lệ tán thành để thông qua"),
    gettext_noop("Số ngày chậm nhiệm vụ coi là nghiêm trọng (nhiều hơn)"),
    gettext_noop("Chu kỳ họp định kỳ"),
    gettext_noop("Số kỳ liên tiếp không họp coi là nghiêm trọng"),
    gettext_noop("Nhắc họp định kỳ trước ngày cuối kỳ"),
    gettext_noop("Thời gian nhắc họp nhiều nhất so với số ngày của kỳ"),
    gettext_noop("Hạn ký biên bản sau cuộc họp"),
    gettext_noop("Tỷ lệ thành viên phải có mặt"),
    gettext_noop("Số ngày không ghi nhận gì thì coi là chưa ghi nhận (nhiều hơn)"),
    gettext_noop("Hạn ban hành, sửa đổi quy chế làm việc"),
    gettext_noop("Hạn gửi báo cáo năm, tính từ ngày 31/12"),
    gettext_noop("Nhắc gửi báo cáo năm trước hạn"),
    gettext_noop("Hạn gửi lại báo cáo bị trả lại"),
    gettext_noop("Số ngày chậm báo cáo năm coi là nghiêm trọng (nhiều hơn)"),
    gettext_noop("Ngày thành lập muộn nhất trong năm để phải báo cáo năm đó"),
    gettext_noop("Thời gian theo dõi báo cáo năm của tổ chức đã kết thúc, tính từ hạn gửi"),
    gettext_noop("Hạn kiện toàn vị trí khuyết; rà soát, kiện toàn sau bầu cử, đại hội"),
    gettext_noop("Tỷ lệ vị trí khuyết coi là nghiêm trọng (từ)"),
    gettext_noop("Nhắc trước khi hết thời hạn"),
    gettext_noop("Thời gian xem xét trở về trước"),
    gettext_noop("Điểm tối đa, họp định kỳ"),
    gettext_noop("Điểm tối đa, thành phần họp và biên bản"),
    gettext_noop("Điểm tối đa, báo cáo năm"),
    gettext_noop("Điểm tối đa, kiện toàn vị trí"),
    gettext_noop("Điểm tối đa, quy chế làm việc"),
    gettext_noop("Điểm tối đa, quy chế phối hợp"),
    gettext_noop("Điểm tối đa, nội dung sinh hoạt"),
    gettext_noop("Điểm tối đa, tham gia sinh hoạt"),
    gettext_noop("Điểm tối đa, nhiệm vụ, đề xuất đúng hạn"),
    gettext_noop("Phần điểm của việc làm chậm hạn, chưa đủ"),
    gettext_noop("Điểm để được xếp loại hoàn thành xuất sắc nhiệm vụ (từ)"),
    gettext_noop("Điểm để được xếp loại hoàn thành tốt nhiệm vụ (từ)"),
    gettext_noop("Điểm để được xếp loại hoàn thành nhiệm vụ (từ)"),
    gettext_noop("Phát hiện chặn xếp loại xuất sắc, ngoài mọi phát hiện nghiêm trọng"),
    gettext_noop("Thời gian hoạt động trong năm để được xếp loại (từ)"),
    gettext_noop("Ngày sớm nhất trong năm được xác nhận kết quả đánh giá"),
    gettext_noop("Tỷ lệ xuất sắc nhiều nhất trong số được xếp loại tốt trở lên"),
)


class RuleInfo(NamedTuple):
    """A rule: its code and title, what its docstring says, and the parameters it may rest on with all their dated values.

    A parameter has `name`, `title`, `topic`, `unit` and `values`; each of these `since`, `value`, `reference`,
    `profile` ("" for the law itself) and `in_use` (whether the profiles switched on let it rule).
    """

    code: str
    title: str
    text: str
    parameters: tuple[Parameter, ...]
    judges_ended: bool


def catalogue() -> list[RuleInfo]:
    """Return every rule in the order of the catalogue. One query, for the profiles that are on."""
    parameters = {parameter.name: parameter for parameter in load_law(profiles_on()).catalogue()}
    return [
        RuleInfo(rule.code, str(Rule(rule.code).label), rule.judge.__doc__ or "", tuple(parameters[name] for name in rule.parameters), rule.judges_ended)
        for rule in RULES
    ]


def rule(code: str) -> RuleInfo | None:
    """Return one rule, or None for an unknown code. One query."""
    return next((info for info in catalogue() if info.code == code), None)


def parameters() -> tuple[Parameter, ...]:
    """Return every parameter of the law, in the order of the files. One query."""
    return load_law(profiles_on()).catalogue()


def profiles_on() -> tuple[str, ...]:
    """Return the profiles that the office switched on. One query."""
    return tuple(Province.objects.values_list("profiles", flat=True).first() or ())


def profiles_known() -> tuple[str, ...]:
    """Return every profile that the law files know. No query."""
    return load_law().known_profiles
