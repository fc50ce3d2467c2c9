"""What delivery reports say, as the servers of the world write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbox.documents import reports
from tests.outbox import report_samples as samples

TO = "nennep+b12.0123456789abcdef0123@tinhmau.example"
UNKNOWN_USER = (
    f"smtp; 550 5.1.1 <{samples.ADDRESS}>: Recipient address rejected: User unknown in virtual mailbox table"
)


def said(content):
    report = reports.read(content, address=samples.ADDRESS).report
    return None if report is None else (report.action, report.status, report.diagnostic, report.is_hard)


@pytest.mark.parametrize("encoding", ["7bit", "base64", "quoted-printable"])
@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers", ""])
def test_a_standard_report_is_read_however_it_is_encoded_and_whatever_comes_back_with_it(encoding, original):
    assert said(samples.postfix(TO, encoding=encoding, original=original)) == (
        "failed",
        "5.1.1",
        UNKNOWN_USER,
        True,
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            samples.exchange(TO),
            (
                "failed",
                "5.1.10",
                "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
                True,
            ),
        ),
        (
            samples.gmail(TO),
            (
                "failed",
                "5.1.1",
                (
                    "smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try"
                    " 550-5.1.1 double-checking the recipient's email address for typos or 550 5.1.1"
                    " unnecessary spaces. - gsmtp"
                ),
                True,
            ),
        ),
        (
            samples.exim(TO),
            (
                "failed",
                "5.1.1",
                (
                    f"{samples.ADDRESS} SMTP error from remote mail server after RCPT TO:<{samples.ADDRESS}>:"
                    f" host mail.tinhmau.example [192.0.2.1]: 550 5.1.1 <{samples.ADDRESS}>: no such user"
                ),
                True,
            ),
        ),
        (
            samples.qmail(TO),
            ("failed", "5.1.1", f"<{samples.ADDRESS}>: Sorry, no mailbox here by that name. (#5.1.1)", True),
        ),
        (
            samples.qmail(TO, words="192.0.2.1 does not like recipient.\nRemote host said: 452 mailbox full"),
            (
                "failed",
                "4.0.0",
                f"<{samples.ADDRESS}>: 192.0.2.1 does not like recipient. Remote host said: 452 mailbox full",
                False,
            ),
        ),
        (samples.exim_delayed(TO), None),
        (samples.vacation(TO), None),
        (samples.read_receipt(TO), None),
        (samples.forwarded(TO), None),
        (samples.people(1), None),
        (b"", None),
        (bytes(range(256)) * 50, None),
    ],
    ids=[
        "exchange",
        "gmail",
        "exim",
        "qmail",
        "qmail-full",
        "exim-delayed",
        "vacation",
        "receipt",
        "forwarded",
        "people",
        "nothing",
        "noise",
    ],
)
def test_each_server_is_understood_and_everything_else_is_no_report(content, expected):
    assert said(content) == expected


@pytest.mark.parametrize(
    ("status", "is_hard"),
    [
        ("5.1.1", True),
        ("5.1.10", True),
        ("5.2.1", True),
        ("5.2.2", False),
        ("5.3.0", False),
        ("5.4.1", True),
        ("5.4.7", False),
        ("5.4.14", False),
        ("5.7.1", False),
        ("4.2.2", False),
        ("5.0.0", True),
    ],
)
def test_only_what_says_that_the_address_is_gone_is_hard(status, is_hard):
    assert said(samples.postfix(TO, status=status))[3] is is_hard


def test_of_several_recipients_the_one_of_the_mail_counts():
    other = (
        "Final-Recipient: rfc822; khac@la.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\nFinal-Recipient"
    )
    content = samples.postfix(TO, status="4.2.2", action="delayed").replace(
        b"Final-Recipient", other.encode(), 1
    )
    assert said(content)[:2] == ("delayed", "4.2.2")


def test_what_a_database_cannot_hold_is_gone():
    content = samples.postfix(TO).replace(b"User unknown", b"User\x00 \xff\xfe =?nonsense?b?####?= unknown")
    assert said(content)[2].endswith(
        "Recipient address rejected: User \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"
        " =?nonsense?b?####?= unknown in virtual mailbox table"
    )


def test_a_report_that_grows_without_end_is_cut():
    content = samples.postfix(TO).replace(b"Subject: x\r\n\r\n", b"Subject: x\r\n\r\n" + b"x" * 3_000_000)
    assert said(content)[:2] == ("failed", "5.1.1")


@given(st.data())
def test_no_mail_makes_reading_fail(data):
    content = data.draw(
        st.sampled_from(
            [
                samples.postfix(TO),
                samples.exchange(TO),
                samples.gmail(TO),
                samples.exim(TO),
                samples.qmail(TO),
            ]
        )
    )
    place = data.draw(st.integers(0, len(content)))
    content = (
        content[:place] + data.draw(st.binary(max_size=20)) + content[place + data.draw(st.integers(0, 40)) :]
    )
    mail = reports.read(content, address=samples.ADDRESS)
    for text in (
        mail.number,
        *mail.recipients,
        *((mail.report.status, mail.report.diagnostic) if mail.report else ()),
    ):
        assert "\x00" not in text
        text.encode()
