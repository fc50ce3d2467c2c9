"""Which part of the manual belongs to which page: the one table, by the names of the addresses."""

from typing import NamedTuple

from accounts.enums import Role
from desk.documents import manual

# A part of the manual, and the names of the addresses whose help it is. A name stands for all that begin so;
# the longest beginning counts.
PARTS: dict[str, str] = {
    "bat-dau#đăng-nhập": "account_change_password account_sessions mfa_",
    "bat-dau#người-thay-mặt": "account_deputies account_deputy account_act",
    "bat-dau#tìm-và-đi-tới": "desk:search",
    "bat-dau#danh-sách": "lists:",
    "bat-dau#bản-chạy-thử": "reminders:trial reminders:mailbox",
    "chuyen-vien#hôm-nay": "desk:today desk:since-last-visit",
    "chuyen-vien#tin-mới": "desk:inbox",
    "chuyen-vien#việc-phải-làm": "obligations:worklist",
    "chuyen-vien#một-phát-hiện": "obligations:",
    "chuyen-vien#miễn-hoãn": "obligations:waiver obligations:waive-many",
    "chuyen-vien#sau-mỗi-lần-lưu": "desk:undo desk:own-acts obligations:changed",
    "chuyen-vien#ghi-nhầm": "meetings:withdraw reports:withdraw delegations:withdraw",
    "chuyen-vien#ý-kiến-chỉ-đạo": "directions:",
    "chuyen-vien#lịch": "desk:month desk:week",
    "to-chuc#danh-sách-tổ-chức": "delegations:bodies delegations:order_bodies",
    "to-chuc#trang-của-một-tổ-chức": (
        "delegations: obligations:panel obligations:strip obligations:lanes desk:delete_body desk:setup"
    ),
    "to-chuc#vị-trí-và-thành-viên": (
        "delegations:members delegations:roster delegations:edit_seat delegations:delete_seat"
        " delegations:designate delegations:relieve delegations:extend"
        " delegations:edit_membership delegations:delete_membership"
    ),
    "to-chuc#danh-bạ": (
        "delegations:directory delegations:print_directory delegations:person delegations:register_person"
        " delegations:edit_person delegations:delete_person"
    ),
    "to-chuc#chức-vụ": (
        "delegations:offices delegations:create_office delegations:edit_office delegations:delete_office"
        " delegations:hand_over"
    ),
    "to-chuc#thành-lập": "delegations:create_body delegations:found_many",
    "to-chuc#kết-thúc": "desk:end_body desk:reopen_body",
    "to-chuc#đợt-sắp-xếp-tổ-chức": "desk:reform desk:begin_reform desk:undo_reform desk:discard_reform",
    "to-chuc#bầu-cử-đại-hội": (
        "delegations:event delegations:record_event delegations:edit_event delegations:delete_event"
        " delegations:keep_unchanged delegations:withdraw_unchanged"
    ),
    "to-chuc#loại-tổ-chức": (
        "delegations:kind delegations:drafted_kind delegations:create_kind delegations:edit_kind"
        " delegations:draft_kind delegations:delete_kind"
    ),
    "hop#danh-sách-cuộc-họp": "meetings:list",
    "hop#ghi-nhận-cuộc-họp": "meetings:record meetings:attendance",
    "hop#lên-lịch": "meetings:plan meetings:postpone meetings:cancel desk:plan-year",
    "hop#trang-của-một-cuộc-họp": "meetings:",
    "hop#giấy-mời": "meetings:invite",
    "hop#biên-bản": "meetings:minutes",
    "hop#quyết-nghị": (
        "meetings:decision meetings:add_decision meetings:edit_decision meetings:add_consultation_decision"
    ),
    "hop#nhiệm-vụ": (
        "meetings:task meetings:give_task meetings:edit_task meetings:finish_task meetings:reopen_task"
    ),
    "hop#lấy-ý-kiến-bằng-văn-bản": (
        "meetings:consultation meetings:add_consultation meetings:edit_consultation meetings:answers"
        " meetings:close_consultation"
    ),
    "hop#bảng-thẩm-quyền": "meetings:matter meetings:add_matter meetings:edit_matter meetings:drop_matter",
    "hop#địa-chỉ-lịch": "meetings:addresses meetings:issue_feed meetings:revoke_feed",
    "bao-cao#ghi-nhận-báo-cáo": "reports:board reports:list reports:receive",
    "bao-cao#một-báo-cáo": "reports:",
    "bao-cao#chế-độ-báo-cáo": "reports:regime reports:drafted",
    "bao-cao#đề-xuất": "reports:submission reports:add_submission reports:edit_submission",
    "quy-che#quy-chế-làm-việc": (
        "delegations:issue_regulation delegations:edit_regulation delegations:delete_regulation"
        " delegations:decide_cadence delegations:edit_cadence delegations:delete_cadence"
    ),
    "quy-che#quy-chế-phối-hợp": (
        "delegations:matrix delegations:coordination delegations:issue_coordination"
        " delegations:edit_coordination delegations:withdrawn_coordination"
    ),
    "quy-che#đề-nghị-về-quy-chế-phối-hợp": (
        "delegations:proposals delegations:accept_proposal delegations:refuse_proposal"
    ),
    "quy-che#cấp-uỷ": (
        "delegations:committees delegations:register_committee delegations:register_unknown_committees"
        " delegations:edit_committee delegations:delete_committee"
    ),
    "quy-che#văn-bản": (
        "delegations:document delegations:register_document delegations:stale delegations:edit_document"
        " delegations:delete_document"
    ),
    "giay-to#văn-bản-đã-lập": "desk:papers",
    "giay-to#soạn-dự-thảo": "desk:paper",
    "giay-to#lấy-số-ký": "desk:paper-number desk:paper-attach desk:signed-copy papers:certificate",
    "giay-to#xác-thực": "papers:proof",
    "giay-to#mẫu-văn-bản": "papers:template",
    "giay-to#thể-thức-nhiệm-kỳ": "papers:head papers:term",
    "nhac-viec#sổ-thư": "reminders:",
    "nhac-viec#xem-trước": "reminders:preview reminders:preview-kind",
    "nhac-viec#trả-lời-qua-thư": (
        "reminders:answers reminders:answer-accept reminders:answer-refuse reminders:answer-complete"
    ),
    "nhac-viec#tạm-dừng-nhắc": "reminders:snooze",
    "nhac-viec#thang-nhắc-cài-đặt": "reminders:ladder reminders:policy reminders:brief",
    "nhac-viec#công-văn-đôn-đốc": "reminders:letter obligations:letter-many",
    "nhac-viec#tình-trạng-thư": "reminders:status reminders:addresses reminders:address-open",
    "quy-dinh#xem-quy-định": (
        "obligations:rule obligations:law-kind obligations:law-course obligations:law-history"
    ),
    "quy-dinh#đổi-quy-định": "obligations:law- reminders:law-mails reviews:law-grades",
    "nhap-xuat#nhập": "exchange:",
    "nhap-xuat#dữ-liệu-mở": "exchange:open-data tokens:",
    "lanh-dao#tổng-quan": "desk:overview desk:periods",
    "lanh-dao#dòng-ngày": "desk:day-line",
    "lanh-dao#tóm-tắt-một-trang": "desk:brief",
    "lanh-dao#báo-cáo-ban-thường-vụ": "desk:report desk:begin-report",
    "lanh-dao#thay-đổi-dự-báo-phân-tích": (
        "desk:changes desk:glance desk:forecast desk:themes desk:participation desk:centralism desk:records"
    ),
    "lanh-dao#ý-kiến-chỉ-đạo": "desk:directions",
    "lanh-dao#đánh-giá": "desk:reviews reviews:page reviews:scheme",
    "lanh-dao#sửa-và-xác-nhận-đánh-giá": "reviews:",
    "lanh-dao#xem-lại-một-ngày": "obligations:lookup",
    "quan-tri#cài-đặt-của-tỉnh": "desk:settings desk:parts",
    "quan-tri#người-dùng": "accounts: user_files:",
    "quan-tri#nhịp-rà-soát": "obligations:heartbeat",
    "quan-tri#tình-trạng-hệ-thống": "desk:system",
    "quan-tri#nhật-ký": "accounts:audit desk:sign-ins",
    "quan-tri#xuất-nhật-ký-để-kiểm-tra": "accounts:audit-export accounts:audit-checker",
    "quan-tri#ngày-nghỉ": "obligations:days-off obligations:day-off",
    "quan-tri#khoá-truy-cập-dữ-liệu": "accounts:token",
}
_BEGINNINGS = sorted(
    ((beginning, part) for part, beginnings in PARTS.items() for beginning in beginnings.split()),
    key=lambda row: -len(row[0]),
)
_OWN = {
    Role.SECRETARY: "thu-ky",
    Role.LEADER: "lanh-dao",
    Role.ADMINISTRATOR: "quan-tri",
    Role.STAFF: "chuyen-vien",
    Role.READER: "bat-dau",
}


class Place(NamedTuple):
    """A part of the manual: its chapter's name in addresses, its anchor."""

    chapter: str
    anchor: str


def place_of(view_name: str) -> Place | None:
    """Return the part that belongs to the address of that name: the longest beginning in the table counts."""
    part = next((part for beginning, part in _BEGINNINGS if view_name.startswith(beginning)), None)
    return Place(*part.split("#")) if part else None


def own_chapter(role: str) -> str:
    """Return the chapter that a user of that role reads first."""
    return _OWN.get(Role(role), manual.ORDER[0]) if role in Role.values else manual.ORDER[0]
