"""Print what the facts give on a day; writes nothing."""

import argparse
import csv
import datetime as dt
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core import clock, dates
from obligations import facts
from obligations.enums import FlagStatus, Rule, Severity
from obligations.services import judging
from rulebook.findings import Finding

COLUMNS = ("on", "body", "rule", "subject", "status", "due_on", "severity")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def day(text: str) -> dt.date:
    """Return the day written as YYYY-MM-DD; raise a sentence that says how to write it."""
    try:
        if _DAY.match(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(
        _("“%(text)s” không phải là ngày. Viết theo dạng NĂM-THÁNG-NGÀY, ví dụ 2026-11-23.") % {"text": text}
    )


class Command(BaseCommand):
    help = _("In các phát hiện của một ngày, không ghi gì vào cơ sở dữ liệu.")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--on", type=day, default=None, metavar="YYYY-MM-DD", help=_("Ngày xét; mặc định là hôm nay.")
        )
        parser.add_argument(
            "--body",
            action="append",
            default=None,
            metavar="MÃ",
            help=_("Chỉ xét tổ chức có mã này; có thể nêu nhiều lần."),
        )
        parser.add_argument(
            "--format", choices=("csv", "json", "text"), default="text", help=_("Dạng in ra.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or clock.today()
        codes = dict(sorted(_chosen(options["body"]).items(), key=itemgetter(1)))
        errors: dict[str, str] = {}
        findings = _findings(judging.verdicts(judging.standard(on), codes), errors)
        for line in {"csv": _csv, "json": _json, "text": _text}[options["format"]](on, findings):
            self.stdout.write(line, ending="")
        for code, message in errors.items():
            self.stderr.write(_("Không xét được %(code)s: %(message)s") % {"code": code, "message": message})
        if errors:
            sys.exit(1)


def _chosen(wanted: list[str] | None) -> dict[int, str]:
    codes = facts.bodies()
    if wanted is None:
        return codes
    if unknown := sorted(set(wanted) - set(codes.values())):
        raise CommandError(
            _("Không có tổ chức đảng nào có mã %(unknown)s. Các mã hiện có: %(known)s.")
            % {
                "unknown": ", ".join(unknown),
                "known": ", ".join(sorted(codes.values())[:50]) or _("chưa có tổ chức nào"),
            }
        )
    return {key: code for key, code in codes.items() if code in wanted}


def _findings(verdicts: Iterable[judging.Verdict], errors: dict[str, str]) -> Iterator[Finding]:
    for verdict in verdicts:
        if verdict.error:
            errors[verdict.code] = verdict.error
        yield from verdict.findings


def _csv(on: dt.date, findings: Iterable[Finding]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for finding in findings:
        writer.writerow(
            (
                on,
                finding.body,
                finding.rule,
                finding.subject,
                finding.status,
                finding.due_on,
                finding.severity,
            )
        )
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _json(on: dt.date, findings: Iterable[Finding]) -> Iterator[str]:
    yield f'{{"on": "{on}", "findings": ['
    between = ""
    for finding in findings:
        shown = {
            **{name: getattr(finding, name) for name in COLUMNS[1:]},
            "parameters": [parameter._asdict() for parameter in finding.parameters],
            "evidence": finding.evidence,
        }
        yield between + "\n" + json.dumps(shown, ensure_ascii=False, default=str)
        between = ","
    yield "\n]}\n"


def _text(on: dt.date, findings: Iterable[Finding]) -> Iterator[str]:
    yield _("Phát hiện ngày %(on)s") % {"on": dates.day(on)} + "\n"
    body, number = "", 0
    for number, finding in enumerate(findings, 1):  # noqa: B007 - the last number is the total
        if finding.body != body:
            body = finding.body
            yield f"\n{body}\n"
        words = [
            Rule(finding.rule).label,
            finding.subject,
            Severity(finding.severity).label,
            FlagStatus(finding.status).label,
        ]
        if finding.due_on:
            words.append(_("hạn %(day)s") % {"day": dates.day(finding.due_on)})
        yield "  " + " · ".join(str(word) for word in words) + "\n"
    yield "\n" + _("Tổng số: %(number)s.") % {"number": number} + "\n"
