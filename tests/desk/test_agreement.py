"""List, detail, matrix, overview and files say the same about members, vacancies and findings: random
provinces on random days.

Everything is read as a person reads it, off the pages and out of the files; the plain reading of the rules
(`oracle`) says what is right. `RANDOM_PROVINCES=20-60 pytest tests/desk/test_agreement.py` tries the
provinces of these seeds instead of the few that always run.
"""

import datetime as dt
import json
import os
import re
from collections import Counter
from html import unescape
from io import BytesIO, StringIO
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
import time_machine
from django.core.management import call_command
from openpyxl import load_workbook

from accounts.enums import Role
from accounts.models import User
from core import clock, dates
from core.dates import day as day_text
from delegations.enums import CoordinationKind, SeatRole
from delegations.models import Body, CoordinationParty, CoordinationRegulation, SubordinateCommittee
from obligations.enums import FlagStatus, Rule, Severity
from obligations.queries import horizon
from obligations.services import judging
from tests.desk.reports import BODIES, RULES, report
from tests.exchange import popolo
from tests.obligations.differential import oracle
from tests.obligations.differential.oracle import ONE
from tests.worlds import provinces

pytestmark = pytest.mark.django_db

DAYS = 3
FIRST, LAST = map(int, os.environ.get("RANDOM_PROVINCES", "1-3").split("-"))
PARTS = {"bodies": "to-chuc", "localities": "cap-uy", "agency": "co-quan"}
COMMITTEE = "Huyện uỷ Mẫu"


class Desk:
    """A province and a reader of its pages and files as of a day; another day than today is asked for with
    `?ngay=`."""

    def __init__(self, client, p, today, on):
        self.client, self.p, self.on = client, p, on
        self.query = "" if on == today else f"ngay={on}"

    def response(self, path):
        answer = self.client.get(path + ("&" if "?" in path else "?") + self.query)
        assert answer.status_code == 200, path
        return answer

    def page(self, path):
        return re.sub(r"\s+", " ", self.response(path).content.decode())

    def sheet(self, path, name=None):
        """The rows of a downloaded table as dictionaries by heading."""
        book = load_workbook(BytesIO(self.response(path).content))
        _, _, heads, *rows = (book[name] if name else book.worksheets[0]).iter_rows(values_only=True)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def json(self, path):
        """An answer of the open data about the day."""
        answer = self.client.get(f"/api/v1/{path}{'&' if '?' in path else '?'}on={self.on}")
        assert answer.status_code == 200, path
        return json.loads(b"".join(answer.streaming_content) if answer.streaming else answer.content)

    def items(self, path):
        """Every page of a list of the open data."""
        found, page, last = [], 1, None
        while last is None or last["next"]:
            last = self.json(f"{path}{'&' if '?' in path else '?'}per_page=20&page={page}")
            found += last["items"]
            page += 1
        assert len(found) == last["total"]
        return found

    def active(self):
        return [body for body in self.p.bodies if oracle.is_active(self.p, body, self.on)]

    def is_orphaned(self, body):
        """Whether it is an organ whose parent does not stand: its records stay, nobody is in office."""
        parent = oracle.body_of(self.p, body.parent) if oracle.is_organ(self.p, body) else None
        return parent is not None and not oracle.is_active(self.p, parent, self.on)

    def seats(self, body):
        return (
            {}
            if self.is_orphaned(body)
            else {seat.code: seat for seat in oracle.seats_in_force(self.p, body, self.on)}
        )

    def holders(self, body):
        """The holder of each seat in force, None where it is vacant."""
        held = {m.seat: m.person for m in self.p.memberships if oracle.covers(m, self.on)}
        return {code: held.get(code) for code in self.seats(body)}

    def in_force(self, kind):
        rows = [row for row in self.p.coordinations if row.kind == kind and row.effect <= self.on]
        return [row for row in rows if row.ends is None or self.on <= row.ends]


class Said(NamedTuple):
    """A finding in the words of the screens."""

    body: str
    rule: str
    severity: str
    status: str
    due_on: str


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(html):
    """The rows of the tables in a piece of a page."""
    return [
        row for body in re.findall(r"<tbody>(.*?)</tbody>", html) for row in re.findall(r"<tr.*?</tr>", body)
    ]


def cells(row):
    """The cells of a row, but for its checkbox."""
    return re.findall(r'<t[dh]\b(?! class="nn-choose").*?</t[dh]>', row)


def code(html):
    return re.findall(r'<span class="nn-code">(.*?)</span>', html)[0]


def part(page, key):
    return re.findall(rf'<section class="card[^"]*" id="{key}".*?</section>', page)[0]


def finding_links(html):
    """The findings that a piece of a page names, as (body, rule, subject)."""
    return [
        tuple(map(unquote, found))
        for found in re.findall(r'href="/to-chuc/([^/"]+)/phat-hien/([^/"]+)/([^"?]+)/(?:\?[^"]*)?"', html)
    ]


@pytest.fixture(params=range(FIRST, LAST + 1))
def province(request, leader):
    """A stored province judged today, with its reader of pages on a few days: today, days gone and a day to
    come."""
    maker = provinces.Maker(request.param)
    provinces.store(maker.p)
    SubordinateCommittee.objects.create(name=COMMITTEE)
    for regulation in CoordinationRegulation.objects.filter(kind="localities"):
        CoordinationParty.objects.create(regulation=regulation, position=99, name=COMMITTEE)
    days = maker.days_to_judge(DAYS)
    today = days[-2]
    days = [day for day in days if day <= horizon.needed(today)]
    with time_machine.travel(dt.datetime.combine(today, dt.time(9), clock.ZONE), tick=False):
        judging.sweep(on=today, at=clock.now())
        yield maker.p, today, days


@pytest.fixture
def desks(province, as_user, leader):
    p, today, days = province
    client = as_user(leader)
    return [Desk(client, p, today, on) for on in days]


def test_members_and_vacancies_agree(desks, tmp_path):
    call_command("export_workbook", str(tmp_path / "tinh.xlsx"), stdout=StringIO())
    book = load_workbook(tmp_path / "tinh.xlsx")
    for desk in desks:
        held = {body.code: desk.holders(body) for body in desk.p.bodies}
        orphaned = {body.code for body in desk.p.bodies if desk.is_orphaned(body)}
        exported = exported_holders(book, desk.on)
        assert {key: exported[key] for key in exported.keys() - orphaned} == {
            key: value for key, value in held.items() if value
        }
        lists_agree(desk, held)
        for body in desk.p.bodies:
            page_agrees(desk, body, held[body.code])
        directory_agrees(desk, held)
        open_data_agrees_on_members(desk, held)


def open_data_agrees_on_members(desk, held):
    """Bodies, seats, memberships and people of the open data, page by page and in one file; all in the
    published shape."""
    seats = {seat: holder for holders in held.values() for seat, holder in holders.items()}
    lists = {name: desk.items(name) for name in ("posts", "memberships", "persons")} | {
        "organizations": desk.items("organizations?state=all")
    }
    file = desk.json("popolo")
    for read in (lists, file):
        assert {post["id"]: post["vacant"] for post in read["posts"]} == {
            seat: holder is None for seat, holder in seats.items()
        }
        assert {row["post_id"]: row["person_id"] for row in read["memberships"]} == {
            seat: holder for seat, holder in seats.items() if holder
        }
        assert {row["id"] for row in read["persons"]} == set(filter(None, seats.values()))
        for name, kind in (
            ("organizations", "organization"),
            ("posts", "post"),
            ("memberships", "membership"),
            ("persons", "person"),
        ):
            assert len({row["id"] for row in read[name]}) == len(read[name])
            assert [fault for row in read[name] for fault in popolo.faults(kind, row)] == []
    bodies = {row["id"]: row for row in lists["organizations"] if row["parent_id"]}
    assert set(bodies) == set(held)
    assert {row["id"] for row in file["organizations"]} >= {
        row["organization_id"] for row in file["posts"]
    } | {body.code for body in desk.active()}
    for body in desk.p.bodies:
        row, holders = bodies[body.code], held[body.code]
        filled = len({holder for holder in holders.values() if holder})  # a person counts once
        assert row["strength"] == {
            "required": len(holders),
            "filled": filled,
            "vacant": sum(holder is None for holder in holders.values()),
        }
        assert (row["state"] == "active") == oracle.is_active(desk.p, body, desk.on)
        assert (row["founding_date"], row["dissolution_date"]) == (
            str(body.founded),
            str(body.ended) if body.ended else None,
        )


def exported_holders(book, on):
    """Who holds what on the day by the rows of the whole workbook."""

    def table(name):
        heads, *lines = book[name].iter_rows(values_only=True)
        return [dict(zip((str(head).rstrip("*") for head in heads), line, strict=True)) for line in lines]

    def covers(row):
        first, last = (
            value.date() if isinstance(value, dt.datetime) else value
            for value in (row["Từ ngày"], row["Đến ngày"])
        )
        return first <= on and (last is None or on <= last)

    found: dict[str, dict[str, Any]] = {}
    for row in filter(covers, table("Vị trí")):
        found.setdefault(row["Mã tổ chức"], {})[row["Mã vị trí"]] = None
    for row in filter(covers, table("Thành viên")):
        if row["Mã vị trí"] in found.get(row["Mã tổ chức"], {}):
            found[row["Mã tổ chức"]][row["Mã vị trí"]] = row["Mã cán bộ"]
    return found


def lists_agree(desk, held):
    """The list of bodies and its file: required strength, filled and vacant seats, who is secretary; the
    active bodies unless all are asked for."""
    listed = {
        code(row): [text(cell) for cell in cells(row)]
        for row in rows(desk.page("/to-chuc/?tinh_trang=tat-ca"))
    }
    filed = {row["Mã"]: row for row in desk.sheet("/to-chuc/xuat/?tinh_trang=tat-ca")}
    assert set(listed) == set(filed) == set(held)
    for body in desk.p.bodies:
        holders = held[body.code]
        filled = len({holder for holder in holders.values() if holder})  # a person counts once
        vacancies = sum(holder is None for holder in holders.values())
        secretaries = {
            holder
            for seat, holder in holders.items()
            if holder and desk.seats(body)[seat].role == "secretary"
        }
        _, _, secretary, strength, vacant, _, state = listed[body.code]
        assert (strength, vacant) == (f"{filled}/{len(holders)}", str(vacancies))
        assert secretary in secretaries or (not secretaries and secretary == ("khuyết" if holders else ""))
        row = filed[body.code]
        assert (row["Số vị trí"], row["Thành viên"], row["Khuyết"]) == (len(holders), filled, vacancies)
        assert row["Bí thư"] in secretaries or (not secretaries and not row["Bí thư"])
        assert (
            (state == "Đang hoạt động")
            == (row["Tình trạng"] == "Đang hoạt động")
            == oracle.is_active(desk.p, body, desk.on)
        )
    active = {body.code for body in desk.active()}
    assert (
        {code(row) for row in rows(desk.page("/to-chuc/"))}
        == {row["Mã"] for row in desk.sheet("/to-chuc/xuat/")}
        == active
    )


def page_agrees(desk, body, holders):
    pane = re.findall(r' id="vi-tri">.*?</section>', desk.page(f"/to-chuc/{body.code}/"))[0]
    seated = {}
    for row in rows(pane):
        seat, holder, *_ = cells(row)
        people = re.findall(r'href="/danh-ba/([^/"]+)/', holder)
        seated[unescape(re.findall(r'<b title="([^"]+)"', seat)[0])] = people[0] if people else None
        assert ("nn-vacant" in row) == (not people)
    assert seated == holders
    vacant = sum(holder is None for holder in holders.values())
    said = re.findall(r"khuyết (\d+)</b>", pane)
    assert said == ([str(vacant)] if vacant else [])
    past, now = timeline_holders(desk, body), {seat: holder for seat, holder in holders.items() if holder}
    assert {seat: past.get(seat) for seat in holders if past.get(seat)} == now


def timeline_holders(desk, body):
    """Who holds each seat on the day by the spans written under the timeline."""
    page = desk.page(f"/to-chuc/{body.code}/dong-thoi-gian/")
    found = {}
    for heading, line in re.findall(r'<dt>([^<]* <span class="nn-code">.*?</span>)</dt><dd>(.*?)</dd>', page):
        for person, first, last in re.findall(r"(\S+) \(([\d/]+) – ([\d/…]+)\)", line):
            begins, ends = (dates.parse(day) if day != "…" else dt.date.max for day in (first, last))
            if begins <= desk.on <= ends:
                found[code(heading)] = person
    return found


def directory_agrees(desk, held):
    """The directory on screen, on paper and as a file: everyone who sits anywhere, with the body and the
    office of each seat."""
    roles = {seat.code: SeatRole(seat.role).label for seat in desk.p.seats}
    expected = Counter(
        (holder, f"{roles[seat]} {body}")
        for body, holders in held.items()
        for seat, holder in holders.items()
        if holder
    )
    shown = Counter(
        (code(row), text(place))
        for row in rows(desk.page("/danh-ba/?co=200"))
        for place in cells(row)[1].split("<br>")
    )
    filed = Counter(
        (row["Mã cán bộ"], place)
        for row in desk.sheet("/danh-ba/xuat/")
        for place in row["Vị trí"].split("; ")
    )
    sheet = [cells(row) for row in rows(desk.page("/danh-ba/in/"))] if expected else []
    printed = Counter(
        (text(name), text(place))
        for _, name, places, *_ in sheet
        for place in re.findall(r"<div>(.*?)</div>", places)
    )
    assert shown == printed == filed == expected
    for body in desk.p.bodies:
        members = set() if desk.is_orphaned(body) else oracle.members(desk.p, body, desk.on)
        assert {code(row) for row in rows(desk.page(f"/danh-ba/?to_chuc={body.code}"))} == members


def test_coverage_agrees(desks):
    for desk in desks:
        active = desk.active()
        missing = {
            body.code: {
                kind
                for kind in body.kinds
                if not oracle.is_organ(desk.p, body)
                and not any(body.code in row.parties for row in desk.in_force(kind))
            }
            for body in active
        }
        page = desk.page("/ma-tran/")
        for kind in CoordinationKind if active else ():
            matrix_agrees(
                desk,
                part(page, PARTS[kind]),
                kind,
                {name for name, kinds in missing.items() if kind in kinds},
            )
        lacking = sorted(name for name, kinds in missing.items() if kinds)
        said = re.findall(r"(\d+) tổ chức thiếu ít nhất một loại quy chế", page)
        assert said == ([str(len(lacking))] if lacking else [])
        assert (
            sorted(
                row[0]
                for row in finding_links(
                    desk.page("/can-xu-ly/?co=200&quy_tac=coordination-missing&tinh_trang=tat-ca")
                )
            )
            == lacking
        )
        for body in active:
            panel = part(desk.page(f"/to-chuc/{body.code}/"), "phoi-hop")
            owed = () if oracle.is_organ(desk.p, body) else body.kinds
            states = dict(re.findall(r'<b>([^<]+)</b> (<span class="nn-state.*?</span>)', panel))
            for kind in CoordinationKind:
                known = any(body.code in row.parties for row in desk.in_force(kind))
                expected = "có" if known else "thiếu" if kind in owed else "không áp dụng"
                assert text(states[str(kind.label)]) == expected, (body.code, kind)


def matrix_agrees(desk, html, kind, missing):
    """A part of the matrix and its file against the regulations in force: each pair, the gaps counted, the
    bodies marked as lacking the kind, whichever side lies across."""
    kinds = {body.code: () if oracle.is_organ(desk.p, body) else body.kinds for body in desk.active()}
    in_force = desk.in_force(kind)
    sharing = {party for found in in_force for party in found.parties}
    owing = {code for code, of in kinds.items() if kind in of}
    organs = {body.code for body in desk.active() if oracle.is_organ(desk.p, body)}
    agency = "Cấp uỷ và thủ trưởng cơ quan"
    partners = {
        CoordinationKind.BODIES: {code for code in kinds if code not in organs or code in sharing},
        CoordinationKind.LOCALITIES: {COMMITTEE},
        CoordinationKind.AGENCY: {agency},
    }[kind]
    holders = {code for code in kinds if code in owing or code in sharing}
    filed = {row["Bên"]: row for row in desk.sheet(f"/ma-tran/xuat/{PARTS[kind]}/")}
    heads = re.findall(r'<th scope="col" title="([^"]*)">(.*?)</th>', html)
    across = [unescape(title) for title, _inner in heads]
    shown = {
        text(re.sub(r'<span class="text-danger.*?</span>', "", cells(row)[0])): row for row in rows(html)
    }
    if not holders:
        assert not shown
        assert not filed
        return
    assert set(filed) == set(shown)
    assert {frozenset(across), frozenset(shown)} == {frozenset(holders), frozenset(partners)}
    assert len(across) <= len(shown)
    lacking = {name for name, row in shown.items() if "thiếu" in text(cells(row)[0])}
    assert lacking | {unescape(t) for t, inner in heads if "thiếu" in inner} == set(missing)
    gaps = pairs = 0
    told = set()
    for name, row in shown.items():
        for partner, cell in zip(across, cells(row)[1:], strict=True):
            both = {name, partner} - {agency, COMMITTEE}
            pair = frozenset((name, partner))
            once = name != partner and pair not in told
            between = {found.number for found in in_force if both <= set(found.parties)} if once else set()
            counts = once and bool(pair & owing)
            pairs, gaps = pairs + counts, gaps + (counts and not between)
            told.add(pair)
            assert (
                set(re.findall(r'<span class="dg-number"><span class="nowrap">(.*?)</span>', cell)) == between
            )
            written = filed[name][partner] or ""
            assert (
                written == "thiếu"
                if counts and not between
                else set(filter(None, written.split("; "))) == between
            )
    assert re.findall(r"(\d+)/(\d+) cặp chưa có quy chế", html) == (
        [(str(gaps), str(pairs))] if pairs else []
    )


def test_findings_agree(desks):
    for desk in desks:
        expected = oracle.findings(desk.p, desk.on)
        printed = StringIO()
        call_command("judge", "--on", str(desk.on), "--format", "csv", stdout=printed)
        assert (
            sorted(oracle.Line(*line.split(",")) for line in printed.getvalue().splitlines()[1:]) == expected
        )
        work_list_agrees(desk, expected)
        overview_agrees(desk, expected)
        for body in desk.p.bodies:
            found = finding_links(desk.page(f"/to-chuc/{body.code}/phat-hien/"))
            assert sorted(found) == sorted(
                (line.body, line.rule, line.subject) for line in expected if line.body == body.code
            )
        brief_agrees(desk, expected)
        report_agrees(desk, expected)
        open_data_agrees_on_findings(desk, expected)


def said(line):
    due_on = day_text(dt.date.fromisoformat(line.due_on)) if line.due_on else ""
    return Said(
        line.body,
        str(Rule(line.rule).label),
        str(Severity(line.severity).label),
        str(FlagStatus(line.status).label),
        due_on,
    )


def filed(row):
    return Said(
        row["Mã tổ chức"],
        row["Phát hiện"],
        row["Mức độ"],
        row["Tình trạng"],
        day_text(row["Hạn"].date()) if row["Hạn"] else "",
    )


def badge_status(words):
    return (
        "waived"
        if words.startswith("được miễn")
        else "overdue"
        if words.startswith(("quá hạn", "cần khắc phục"))
        else "due"
    )


def work_list_agrees(desk, expected):
    """Every page of the list, and its file, finding by finding."""
    shown, number, total = [], 1, None
    while total is None or len(shown) < total:
        page = desk.page(f"/can-xu-ly/?co=50&tinh_trang=tat-ca&trang={number}")
        total = int(re.findall(r'<span class="nn-total"[^>]*>(\d+)', page)[0])
        found = rows(page)
        assert found or not total
        for row in found:
            severity, _, _, _, due_on, status, _ = cells(row)
            level = re.findall(r"nn-sev-(\w+)", severity)[0]
            due = "-".join(reversed(text(due_on).split("/"))) if text(due_on) else ""
            shown.append((*finding_links(row)[0], badge_status(text(status)), due, level))
        number += 1
    assert sorted(shown) == sorted(line[1:] for line in expected)
    assert Counter(map(filed, desk.sheet("/can-xu-ly/xuat/?tinh_trang=tat-ca"))) == Counter(
        map(said, expected)
    )


def overview_agrees(desk, expected):
    """The tiles, and the list beside them, page after page."""
    counted = [line for line in expected if line.status != "waived"]
    page = desk.page("/tong-quan/")
    tiles = {
        text(words): int(number)
        for number, words in re.findall(r'<a class="nn-tile[^>]*><b>(\d+)</b><span>(.*?)</span>', page)
    }
    shown = re.findall(r"quy_tac=[a-z-]+[^>]*><b>(\d+)</b> (.*?)</a>", part(page, "phat-hien"))
    parts_by_rule = {text(words): int(number) for number, words in shown}
    main = ["meeting-overdue", "annual-report-missing", "understaffed"]
    for rule in main:
        of_rule = [line for line in counted if line.rule == rule]
        bodies = len({line.body for line in of_rule})
        more = f", ở {bodies} tổ chức" if len(of_rule) > bodies else ""
        assert parts_by_rule[f"{Rule(rule).label}{more}".lower()] == len(of_rule)
    assert parts_by_rule["việc khác"] == sum(line.rule not in main for line in counted)
    assert tiles["Nghiêm trọng"] == sum(line.severity == "serious" for line in counted)
    listed, number = finding_links(part(page, "phat-hien")), 1
    while len(listed) < len(counted):
        number += 1
        more_of_it = finding_links(part(desk.page(f"/tong-quan/?trang={number}"), "phat-hien"))
        assert more_of_it
        listed += more_of_it
    assert sorted(listed) == sorted((line.body, line.rule, line.subject) for line in counted)
    parts = [sum(line.status == status for line in expected) for status in ("overdue", "due", "waived")]
    sums = r"Tất cả (\d+) = (\d+) quá hạn \+ (\d+) sắp đến hạn \+ (\d+) được miễn, hoãn"
    assert re.findall(sums, page) == [tuple(map(str, (sum(parts), *parts)))]


def brief_agrees(desk, expected):
    """The workbook of the brief: every finding, and the sums by body and by rule."""
    path = "/tong-quan/tom-tat/bang/"
    assert Counter(map(filed, desk.sheet(path, "Phát hiện"))) == Counter(map(said, expected))
    counted = [line for line in expected if line.status != "waived"]
    by_body = {row["Mã"]: row for row in desk.sheet(path, "Theo tổ chức")}
    assert set(by_body) - had_periods(desk) == {body.code for body in desk.active()} | {
        line.body for line in expected
    }
    for name, row in by_body.items():
        own = [line for line in counted if line.body == name]
        sums = [sum(line.rule == rule for line in own) for rule in ("annual-report-missing", "understaffed")]
        assert [row["Báo cáo năm chưa gửi"], row["Vị trí khuyết"]] == sums
        assert (row["Tổng số"], row["Nghiêm trọng"]) == (
            len(own),
            sum(line.severity == "serious" for line in own),
        )
        assert row["Được miễn, hoãn"] == sum(
            line.body == name and line.status == "waived" for line in expected
        )
    by_rule = {
        row["Phát hiện"]: row["Số phát hiện"]
        for row in desk.sheet(path, "Theo quy tắc")
        if row["Số phát hiện"]
    }
    assert by_rule == Counter(str(Rule(line.rule).label) for line in counted)
    before = Counter(
        str(Rule(line.rule).label)
        for line in oracle.findings(desk.p, desk.on - 30 * ONE)
        if line.status != "waived"
    )
    head = day_text(desk.on - 30 * ONE)
    assert {row["Phát hiện"]: row[head] for row in desk.sheet(path, "Theo quy tắc") if row[head]} == before


def had_periods(desk):
    """The bodies that are over, owe nothing, and may have had periods in the year: told of beside those that
    stand."""
    first = desk.on.replace(month=1, day=1)
    owing = {line.body for line in oracle.findings(desk.p, desk.on)}
    return {body.code for body in desk.p.bodies if body.ended and first <= body.ended < desk.on} - owing


def report_agrees(desk, expected):
    """The report of the year up to the day: its sums in words, by rule and by body."""
    counted = [line for line in expected if line.status != "waived"]
    found = report(str(desk.on.year), today=desk.on, by=User.objects.get(role=Role.LEADER))
    serious, due = (
        sum(line[place] == value for line in counted) for place, value in ((6, "serious"), (4, "due"))
    )
    if counted:
        told = re.findall(
            r"chưa thực hiện là (\d+), .*?(\d+) việc nghiêm trọng, (\d+) việc sắp đến hạn", found.words
        )
        assert told == [tuple(map(str, (len(counted), serious, due)))]
    by_rule = found.numbers(RULES, places=slice(1, 4)) if RULES in found.tables else {}
    assert {title: numbers for title, numbers in by_rule.items() if numbers[1]} == {
        str(Rule(rule).label): [
            len({line.body for line in of_rule}),
            len(of_rule),
            sum(line.severity == "serious" for line in of_rule),
        ]
        for rule in {line.rule for line in counted}
        if (of_rule := [line for line in counted if line.rule == rule])
    }
    by_body = found.numbers(BODIES, places=slice(6, 9)) if BODIES in found.tables else {}
    names = {body.code: Body.objects.get(code=body.code).name for body in desk.p.bodies}
    assert by_body == {
        names[code]: [
            len(own),
            sum(line.severity == "serious" for line in own),
            sum(line.body == code and line.status == "waived" for line in expected),
        ]
        for code in {line.body for line in expected}
        for own in [[line for line in counted if line.body == code]]
    }


def open_data_agrees_on_findings(desk, expected):
    """The JSON of findings, page by page, narrowed in every way, and its sums."""
    found = desk.items("findings")
    lines = [
        oracle.Line(
            str(desk.on),
            *[
                row[name] or ""
                for name in ("organization_id", "rule", "subject", "status", "due_on", "severity")
            ],
        )
        for row in found
    ]
    assert sorted(lines) == expected
    assert len({row["id"] for row in found}) == len(found)
    assert all(parameter["reference"] for row in found for parameter in row["parameters"])
    counted = [line for line in expected if line.status != "waived"]
    sums = desk.json("findings/summary")
    assert (sums["total"], sums["waived"]) == (len(counted), len(expected) - len(counted))
    assert sums["bodies"] == len({line.body for line in counted})
    assert sums["by_rule"] == Counter(line.rule for line in counted)
    assert sums["by_severity"] == Counter(line.severity for line in counted)
    assert sums["by_status"] == Counter(line.status for line in expected)
    for name, place in (("rule", 2), ("severity", 6), ("status", 4), ("organization_id", 1)):
        for value in {line[place] for line in expected}:
            assert desk.json(f"findings?{name}={value}")["total"] == sum(
                line[place] == value for line in expected
            )
