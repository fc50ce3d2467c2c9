"""Delivery reports as the mail servers of the world write them, shortened; names and hosts are invented."""

import base64
import quopri

ADDRESS = "dd-a@tinhmau.example"


def _mail(text):
    return text.strip("\n").replace("\n", "\r\n").encode()


def postfix(to, *, number="p1", status="5.1.1", action="failed", encoding="7bit", original="message/rfc822"):
    words = (
        f"smtp; 550 {status} <{ADDRESS}>: Recipient address rejected: User unknown in virtual mailbox table"
    )
    block = f"""Reporting-MTA: dns; mx1.example
X-Postfix-Queue-ID: 4B1C2D3E4F
X-Postfix-Sender: rfc822; {to}
Arrival-Date: Mon, 30 Nov 2026 07:31:02 +0700 (+07)

Final-Recipient: rfc822; {ADDRESS}
Original-Recipient: rfc822;{ADDRESS}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.tinhmau.example
Diagnostic-Code: {words}
"""
    encoded = {
        "7bit": block,
        "base64": base64.encodebytes(block.encode()).decode(),
        "quoted-printable": quopri.encodestring(block.encode()).decode(),
    }[encoding]
    kept = {
        "message/rfc822": "Content-Type: message/rfc822\n\n",
        "text/rfc822-headers": "Content-Type: text/rfc822-headers\n\n",
        "": "",
    }[original]
    returned = (
        f"\n--4B1C2D\nContent-Description: Undelivered Message\n{kept}Return-Path: <{to}>\nSubject: x\n\nĐảng"
        " đoàn\n"
        if kept
        else ""
    )
    return _mail(f"""
Return-Path: <>
X-Original-To: {to}
Delivered-To: {to}
Received: by mx1.example (Postfix)
	id 5A6B7C; Mon, 30 Nov 2026 07:31:04 +0700 (+07)
Date: Mon, 30 Nov 2026 07:31:04 +0700 (+07)
From: MAILER-DAEMON@mx1.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4B1C2D"
Content-Transfer-Encoding: 8bit
Message-Id: <{number}@mx1.example>

This is a MIME-encapsulated message.

--4B1C2D
Content-Description: Notification
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

This is the mail system at host mx1.example.

--4B1C2D
Content-Description: Delivery report
Content-Type: message/delivery-status
Content-Transfer-Encoding: {encoding}

{encoded}{returned}
--4B1C2D--
""")


def exchange(to, *, number="x1", status="5.1.10"):
    return _mail(f"""
From: <postmaster@tinhmau.onmicrosoft.example>
To: <{to}>
Date: Mon, 30 Nov 2026 00:31:04 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary="9b1cd59a-0001"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-US
Message-ID: <{number}@TYZPR01.prod.exchangelabs.example>
In-Reply-To: <digest.20261130.abc@tinhmau.example>
Subject: =?utf-8?B?S2jDtG5nIGfhu61pIMSRxrDhu6Nj?=
Auto-Submitted: auto-replied

--9b1cd59a-0001
Content-Type: multipart/alternative; differences=Content-Type;
 boundary="9b1cd59a-0002"

--9b1cd59a-0002
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

S2jDtG5nIGfhu61pIMSRxrDhu6Nj

--9b1cd59a-0002
Content-Type: text/html; charset="utf-8"

<p>Delivery has failed to these recipients</p>
--9b1cd59a-0002--

--9b1cd59a-0001
Content-Type: message/delivery-status

Reporting-MTA: dns;TYZPR01.apcprd01.prod.exchangelabs.example
Received-From-MTA: dns;mx.tinhmau.example
Arrival-Date: Mon, 30 Nov 2026 00:31:02 +0000

Final-Recipient: rfc822;{ADDRESS}
Action: failed
Status: {status}
Diagnostic-Code: smtp;550 {status} RESOLVER.ADR.RecipientNotFound; Recipient
 not found by SMTP address lookup
X-Display-Name: {ADDRESS}

--9b1cd59a-0001
Content-Type: message/rfc822

Subject: x

x
--9b1cd59a-0001--
""")


def gmail(to, *, number="g1"):
    return _mail(f"""
Delivered-To: {to}
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: {to}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <digest.20261130.abc@tinhmau.example>
X-Failed-Recipients: {ADDRESS}
Message-ID: <{number}@mx.google.example>
Content-Type: multipart/report; boundary="000000000000ab"; report-type=delivery-status

--000000000000ab
Content-Type: multipart/related; boundary="000000000000cd"

--000000000000cd
Content-Type: multipart/alternative; boundary="000000000000ef"

--000000000000ef
Content-Type: text/plain; charset="UTF-8"

** Address not found **
--000000000000ef--
--000000000000cd
Content-Type: image/png; name="icon.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--000000000000cd--
--000000000000ab
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example
Arrival-Date: Sun, 29 Nov 2026 16:31:02 -0800 (PST)
X-Original-Message-ID: <digest.20261130.abc@tinhmau.example>

Final-Recipient: rfc822; {ADDRESS}
Action: failed
Status: 5.1.1
Remote-MTA: dns; gmail-smtp-in.l.google.example.
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1 unnecessary spaces. - gsmtp
Last-Attempt-Date: Sun, 29 Nov 2026 16:31:03 -0800 (PST)

--000000000000ab
Content-Type: message/rfc822

Subject: x

x
--000000000000ab--
""")


def exim(to, *, number="e1"):
    return _mail(f"""
Return-path: <>
Envelope-to: {to}
Received: from Debian-exim by mx.example with local (Exim 4.80)
X-Failed-Recipients: {ADDRESS}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example>
To: {to}
Subject: Mail delivery failed: returning message to sender
Message-Id: <{number}@mx.example>

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {ADDRESS}
    SMTP error from remote mail server after RCPT TO:<{ADDRESS}>:
    host mail.tinhmau.example [192.0.2.1]: 550 5.1.1 <{ADDRESS}>: no such user

------ This is a copy of the message, including all the headers. ------

Return-path: <{to}>
Subject: 4.2.2 in our own words
""")


def exim_delayed(to, *, number="e2"):
    return _mail(f"""
Return-path: <>
Envelope-to: {to}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example>
To: {to}
Subject: Warning: message 1abcde-000001-AB delayed 24 hours
Message-Id: <{number}@mx.example>

This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.example.

No action is required on your part. Delivery attempts will continue for
some time.
""")


def qmail(to, *, number="q1", words="Sorry, no mailbox here by that name. (#5.1.1)"):
    return _mail(f"""
Return-Path: <>
Delivered-To: {to}
Received: (qmail 4711 invoked for bounce); 30 Nov 2026 00:31:04 -0000
Date: 30 Nov 2026 00:31:04 -0000
From: MAILER-DAEMON@mx.example
To: {to}
Message-Id: <{number}@mx.example>
Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{ADDRESS}>:
{words}

--- Below this line is a copy of the message.

Return-Path: <{to}>
Subject: x
""")


def vacation(to, *, number="v1"):
    return _mail(f"""
Return-Path: <>
Delivered-To: {to}
From: Đảng đoàn Hội A <{ADDRESS}>
To: {to}
Auto-Submitted: auto-replied
Subject: =?utf-8?B?VuG6r25nIG3hurd0?=
Message-ID: <{number}@tinhmau.example>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Tôi vắng mặt đến hết ngày 05/12. Mã 550 5.1.1 <{ADDRESS}> chỉ là ví dụ.
""")


def read_receipt(to, *, number="m1"):
    return _mail(f"""
From: {ADDRESS}
To: {to}
Message-ID: <{number}@tinhmau.example>
Content-Type: multipart/report; report-type=disposition-notification; boundary="m"

--m
Content-Type: message/disposition-notification

Final-Recipient: rfc822; {ADDRESS}
Disposition: manual-action/MDN-sent-manually; displayed
Action: failed
--m--
""")


def forwarded(to, *, number="f1"):
    """Return a person's mail to which a true report about somebody else is attached."""
    inner = postfix("somebody@la.example").decode()
    return (
        _mail(f"""
From: can-bo@tinhmau.example
To: {to}
Message-ID: <{number}@tinhmau.example>
Content-Type: multipart/mixed; boundary="f"

--f
Content-Type: text/plain

Xem thư trả lại kèm theo.
--f
Content-Type: message/rfc822

""")
        + inner.encode().replace(b"\n", b"\r\n").replace(b"\r\r", b"\r")
        + b"\r\n--f--\r\n"
    )


def people(number):
    """Return mail of a person, in a mailbox that is theirs too."""
    return _mail(
        "From: a@tinhmau.example\nTo: nennep@tinhmau.example\nMessage-ID:"
        f" <people{number}@tinhmau.example>\nSubject: Giấy mời\n\nKính mời"
    )
