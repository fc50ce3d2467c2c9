"""Opinions asked in writing: the ballot that each member fills in, and what came of it, silence apart."""

from meetings.documents.papers import wording
from meetings.documents.papers.wording import heading, item, paragraph
from meetings.queries.consultations import Reply
from meetings.queries.pictures import ConsultationPicture
from papers.blocks import Block

DOTS = "…" * 29
"""As many as a line has room for."""


def ballot_title(picture: ConsultationPicture) -> str:
    return f"Về {_about(picture)}"


def ballot(picture: ConsultationPicture) -> list[Block]:
    """Return the ballot: what is asked, the boxes, the day by which it is to come back and what silence
    means."""
    consultation, body = picture.consultation, picture.body
    choices = (
        ("Ý kiến", "Đánh dấu X"),
        ("Đồng ý", ""),
        ("Không đồng ý", ""),
        ("Ý kiến khác", ""),
    )
    return [
        paragraph(
            f"Căn cứ {wording.regulation(picture.regulation, body)}, {body.name} xin ý kiến đồng chí bằng văn"
            " bản về nội dung sau:",
            "opening",
        ),
        paragraph(f"**{consultation.subject.rstrip(' .')}.**", "subject"),
        item(f"Họ và tên: {DOTS[:22]}", "name"),
        item(f"Chức vụ: {DOTS[:23]}", "office"),
        paragraph("Ý kiến của đồng chí (đánh dấu X vào một ô):", "choose"),
        Block("table", "", key="choices", rows=choices, widths=(70, 30)),
        paragraph("Ý kiến cụ thể (nếu có):", "remark"),
        *(paragraph(DOTS, f"line-{place}") for place in (1, 2, 3)),
        paragraph(
            f"Đề nghị đồng chí gửi phiếu về {body.name} chậm nhất ngày"
            f" {wording.day(consultation.deadline_on)}. Quá thời hạn trên, đồng chí không trả lời thì được"
            " coi là đồng ý.",
            "deadline",
        ),
    ]


def summary_title(picture: ConsultationPicture) -> str:
    return f"Kết quả lấy ý kiến bằng văn bản về {_about(picture)}"


def summary(picture: ConsultationPicture) -> list[Block]:
    """Return the count of a consultation; before its end nobody agrees by silence."""
    consultation, tally = picture.consultation, picture.tally
    silent = "không trả lời" if tally.is_over else "chưa trả lời"
    rows = (
        ("STT", "Họ và tên", "Chức vụ", "Trả lời", "Ngày trả lời", "Ý kiến"),
        *(_row(place, reply, picture) for place, reply in enumerate(picture.replies, start=1)),
    )
    return [
        paragraph(
            f"Thực hiện {wording.regulation(picture.regulation, picture.body)}, ngày"
            f" {wording.day(consultation.sent_on)} {picture.body.name} gửi phiếu lấy ý kiến các đồng chí"
            f" thành viên về “{consultation.subject.rstrip(' .')}”, hạn trả lời ngày"
            f" {wording.day(consultation.deadline_on)}. Kết quả như sau:",
            "opening",
        ),
        heading("1. Tổng hợp", "count", level=2),
        item(f"Số thành viên được lấy ý kiến: {tally.members} đồng chí.", "members"),
        item(f"Đồng ý: {tally.agreed} đồng chí.", "agreed"),
        item(f"Không đồng ý: {tally.disagreed} đồng chí.", "disagreed"),
        item(f"Ý kiến khác: {tally.other} đồng chí.", "other"),
        item(f"{wording.capitalised(silent)}: {tally.silent} đồng chí.", "silent"),
        heading("2. Ý kiến của từng thành viên", "replies", level=2),
        Block("table", "", key="replies-table", rows=rows, widths=(9, 22, 23, 14, 16, 16)),
        heading("3. Kết quả", "result", level=2),
        paragraph(_result(picture), "result-text"),
    ]


def _row(place: int, reply: Reply, picture: ConsultationPicture) -> tuple[str, ...]:
    answer, member = reply.answer, reply.member
    silence = "Không trả lời, coi là đồng ý" if picture.tally.is_over else "Chưa trả lời"
    return (
        str(place),
        member.person.full_name,
        wording.office(member, picture.body),
        str(answer.get_answer_display()) if answer else silence,
        wording.day(answer.answered_on) if answer and answer.answered_on else "",
        " ".join(answer.remark.split()) if answer else "",
    )


def _result(picture: ConsultationPicture) -> str:
    tally, majority = picture.tally, picture.majority
    if not tally.is_over:
        deadline = wording.day(picture.consultation.deadline_on)
        return f"Thời hạn trả lời (ngày {deadline}) chưa hết; kết quả trên là tạm tính."
    by_silence = (
        f" (gồm {tally.agreed} đồng chí trả lời đồng ý và {tally.deemed_agreed} đồng chí quá hạn không trả"
        " lời, được coi là đồng ý)"
        if tally.deemed_agreed
        else ""
    )
    text = f"Có {tally.votes_for}/{tally.members} thành viên đồng ý{by_silence}"
    if majority is None:
        return f"{text}."
    verdict = "quá nửa" if tally.votes_for >= majority.needed else "không quá nửa"
    return f"{text}, {verdict} tổng số thành viên (cần ít nhất {majority.needed})."


def _about(picture: ConsultationPicture) -> str:
    subject = picture.consultation.subject.rstrip(" .")
    return subject[:1].lower() + subject[1:] if subject[1:2].islower() else subject
