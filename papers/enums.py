"""Closed lists of papers: their kinds with what each looks like, the standards of form, the states."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

NEW_FORM_FROM = dt.date(2026, 5, 27)


class Kind(models.TextChoices):
    LETTER = "cong-van", _("công văn đôn đốc")
    REPORT = "bao-cao", _("báo cáo")
    BRIEF = "tom-tat", _("tóm tắt một trang")
    MINUTES = "bien-ban", _("biên bản")
    INVITATION = "giay-moi", _("giấy mời")
    PROGRAMME = "chuong-trinh", _("chương trình")
    SIGNING_LIST = "danh-sach", _("danh sách ký tên")
    RESOLUTION = "nghi-quyet", _("nghị quyết")
    CONCLUSION = "ket-luan", _("kết luận")
    NOTICE = "thong-bao", _("thông báo kết luận")
    DIRECTION = "chi-dao", _("thông báo ý kiến chỉ đạo")
    BALLOT = "phieu-lay-y-kien", _("phiếu lấy ý kiến bằng văn bản")
    COUNT = "tong-hop-y-kien", _("tổng hợp ý kiến bằng văn bản")
    PROPOSAL = "to-trinh", _("tờ trình kiện toàn")
    APPOINTMENT = "quyet-dinh", _("quyết định chỉ định")
    REVIEW = "phieu-danh-gia", _("phiếu đánh giá")
    ANNEX = "phu-luc", _("phụ lục số liệu")


class Signatures(models.TextChoices):
    ONE = "one", _("một chữ ký")
    TWO = "two", _("hai chữ ký")
    NONE = "none", _("không có chữ ký")


@dataclass(frozen=True, slots=True)
class Traits:
    """What a kind of paper has: the type in its number ("" = no number), the name of the type as printed
    ("" = none, as on a letter), whether a body and not the office numbers it, whether it is addressed."""

    document_type: str = ""
    name: str = ""
    of_body: bool = False
    addressed: bool = False
    signatures: Signatures = Signatures.ONE
    across: bool = False
    salutation: str = "Kính gửi:"

    @property
    def numbered(self) -> bool:
        return bool(self.document_type)


TRAITS = {
    Kind.LETTER: Traits("CV", addressed=True),
    Kind.REPORT: Traits("BC", "BÁO CÁO"),
    Kind.BRIEF: Traits("", "TÓM TẮT", signatures=Signatures.NONE),
    Kind.MINUTES: Traits("BB", "BIÊN BẢN", of_body=True, signatures=Signatures.TWO),
    Kind.INVITATION: Traits("GM", "GIẤY MỜI", of_body=True, addressed=True, salutation="Kính mời:"),
    Kind.PROGRAMME: Traits("", "CHƯƠNG TRÌNH", of_body=True, signatures=Signatures.NONE),
    Kind.SIGNING_LIST: Traits("", "DANH SÁCH", of_body=True, signatures=Signatures.NONE),
    Kind.RESOLUTION: Traits("NQ", "NGHỊ QUYẾT", of_body=True),
    Kind.CONCLUSION: Traits("KL", "KẾT LUẬN", of_body=True),
    Kind.NOTICE: Traits("TB", "THÔNG BÁO", of_body=True),
    Kind.DIRECTION: Traits("TB", "THÔNG BÁO"),
    Kind.BALLOT: Traits("", "PHIẾU LẤY Ý KIẾN", of_body=True, addressed=True),
    Kind.COUNT: Traits("BC", "BÁO CÁO", of_body=True, signatures=Signatures.TWO),
    Kind.PROPOSAL: Traits("TTr", "TỜ TRÌNH", addressed=True, salutation="Kính trình:"),
    Kind.APPOINTMENT: Traits("QĐ", "QUYẾT ĐỊNH"),
    Kind.REVIEW: Traits("", "PHIẾU ĐÁNH GIÁ"),
    Kind.ANNEX: Traits("", "PHỤ LỤC", signatures=Signatures.NONE, across=True),
}


class Profile(models.TextChoices):
    """The Party's standard of form that a paper follows, by its day."""

    HD36_2018 = "HD36_2018", _("Hướng dẫn 36-HD/VPTW (2018)")
    HD05_2026 = "HD05_2026", _("Hướng dẫn 05-HD/VPTW (2026)")

    @classmethod
    def on(cls, day: dt.date) -> "Profile":
        """Return the standard in effect on the day."""
        return cls.HD05_2026 if day >= NEW_FORM_FROM else cls.HD36_2018


class State(models.TextChoices):
    DRAFT = "draft", _("dự thảo")
    NUMBERED = "numbered", _("đã lấy số")
    SIGNED = "signed", _("đã ký")
    REPLACED = "replaced", _("đã thay thế")
