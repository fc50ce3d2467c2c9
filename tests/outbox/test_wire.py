"""A mail as bytes: it says what Django's own message says, and no header can begin another."""

import datetime as dt
from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st

from outbox.documents import wire
from tests.reminders.conftest import MONDAY

# What a row can hold: no NUL, no halves of a pair; line breaks only in the texts.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120)
VALUES = {
    "sender": ("Văn phòng Tỉnh uỷ", "nennep@tinhmau.example"),
    "recipient": ("Đảng đoàn Hội A", "dd-a@tinhmau.example"),
    "subject": "Đảng đoàn Hội A: 1 việc cần xử lý",
    "message_id": "<digest.20261130.abc@tinhmau.example>",
    "sent_at": MONDAY,
    "headers": {"Auto-Submitted": "auto-generated", "Reply-To": "vp@tinhmau.example"},
    "text": "Kính gửi\n.\n.dòng\n",
    "html": "<p>Kính gửi</p>",
}


def parsed(**changes):
    return message_from_bytes(wire.content(**{**VALUES, **changes}), policy=policy.default)


def content(mail, kind):
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n")


def test_it_says_what_djangos_message_says():
    made = EmailMultiAlternatives(
        VALUES["subject"],
        VALUES["text"],
        "Văn phòng Tỉnh uỷ <nennep@tinhmau.example>",
        ["Đảng đoàn Hội A <dd-a@tinhmau.example>"],
        headers={
            "Message-ID": VALUES["message_id"],
            "Date": "Mon, 30 Nov 2026 07:30:00 +0700",
            **VALUES["headers"],
        },
    )
    made.attach_alternative(VALUES["html"], "text/html")
    django, ours = message_from_bytes(made.message().as_bytes(), policy=policy.default), parsed()
    different = {"Content-Type"}  # the boundary
    assert {name: str(value).strip() for name, value in ours.items() if name not in different} == {
        name: str(value).strip() for name, value in django.items() if name not in different
    }
    assert [part.get_content_type() for part in ours.walk()] == [
        part.get_content_type() for part in django.walk()
    ]
    for kind in ("plain", "html"):
        assert content(ours, kind) == content(django, kind)
    assert ours.defects == []


def test_the_same_mail_is_the_same_bytes_in_short_plain_lines():
    made = wire.content(**VALUES)
    assert made == wire.content(**VALUES)
    assert made.isascii()
    assert max(map(len, made.split(b"\r\n"))) <= 78
    assert made.endswith(b"\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")


def test_without_html_it_is_plain_text():
    assert parsed(html="").get_content_type() == "text/plain"


@given(subject=LINE, name=LINE, text=TEXT, html=TEXT)
def test_whatever_the_words_are_they_arrive(subject, name, text, html):
    mail = parsed(subject=subject, recipient=(name, "a@tinhmau.example"), text=text, html=html)
    assert len(mail.keys()) == (9 if html else 10)
    assert [address.addr_spec for address in mail["To"].addresses] == ["a@tinhmau.example"]
    assert content(mail, "plain") == text.replace("\r\n", "\n").replace("\r", "\n")
    if html:
        assert content(mail, "html") == html.replace("\r\n", "\n").replace("\r", "\n")
    assert "".join(str(mail["Subject"]).split()) == "".join(subject.split())


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "a\r\nBcc: b@la.example"},
        {"recipient": ("A\nBcc: b@la.example", "a@tinhmau.example")},
        {"recipient": ("", "a@tinhmau.example>\r\nRCPT TO:<b@la.example")},
        {"sender": ("A\rB", "a@tinhmau.example")},
        {"headers": {"Reply-To": "a@tinhmau.example\nBcc: b@la.example"}},
        {"message_id": "<a>\r\nBcc: b"},
    ],
)
def test_no_header_begins_another(change):
    with pytest.raises(wire.BadHeader):
        wire.content(**{**VALUES, **change})


@pytest.mark.parametrize(
    ("whole", "expected"),
    [("a@tinhmau.example", "a@tinhmau.example"), ("a@tỉnh.example", "a@xn--tnh-dlz.example")],
)
def test_an_address_in_other_letters_goes_in_its_ascii_form(whole, expected):
    assert wire.address(whole) == expected


@pytest.mark.parametrize(
    "whole", ["a@x.example> SIZE=1", "a b@x.example", "đ@x.example", "a@x.example\r\nDATA"]
)
def test_an_address_that_says_more_than_an_address_is_refused(whole):
    with pytest.raises(wire.BadHeader):
        wire.address(whole)


def test_the_day_is_the_offices():
    assert (
        parsed(sent_at=dt.datetime(2026, 11, 30, 0, 5, tzinfo=MONDAY.tzinfo))["Date"]
        == "Mon, 30 Nov 2026 00:05:00 +0700"
    )
