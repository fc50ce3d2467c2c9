"""Two hosts, a pooler, a database with its copy, object storage, Redis behind sentinels and a balancer, in
network namespaces of this machine: people work on them while hosts die at random, and afterwards all is
counted.

    python -m bench.hosts [--minutes 10] [--seed 1] [--people 4]

As root on Linux, from a fresh clone after `make setup-dev`, with nginx, pgbouncer, redis-server and
PostgreSQL's programs installed. Prints the table that docs/scale.md holds; returns 1 where a write or a mail
was lost.
"""

import argparse
import contextlib
import datetime as dt
import io
import os
import random
import re
import secrets
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import requests
from lxml import html
from openpyxl import Workbook

from bench.machines import PYTHON, Balancer, Broker, Database, Machine, Storage, network, wait

LEASE = 30  # seconds after which the mails of a sender that died are given to another
BODIES = ["Mã", "Tên tổ chức", "Loại", "Cơ quan chủ quản", "Ngày thành lập"]
PDF = "%PDF-1.4\n1 0 obj<<>>endobj\n% {}\ntrailer<<>>\n%%EOF\n"


# The hosts ---------------------------------------------------------------------------------------


class Host:
    """Two copies of the product on one machine: the web server, and worker with the clock of jobs."""

    def __init__(self, machine: Machine, shared: dict[str, str]) -> None:
        self.machine = machine
        self.environment = shared | {"HOST": machine.address, "PORT": "8000"}
        self.environment |= {"VAR_DIR": str(machine.folder / "var")}

    def start(self) -> None:
        self.start_web()
        self.machine.run(PYTHON, "-m", "runtime", "worker", "beat", environment=self.environment)

    def start_web(self) -> None:
        self.web = self.machine.run(PYTHON, "-m", "runtime", "web", environment=self.environment)

    def stop_web(self) -> None:
        """As `systemctl stop` does."""
        self.web.send_signal(signal.SIGTERM)
        self.web.wait(60)

    def is_ready(self) -> bool:
        with contextlib.suppress(requests.RequestException):
            answer = requests.get(
                f"http://{self.machine.address}:8000/san-sang/", headers={"Host": "localhost"}, timeout=5
            )
            return answer.status_code == 200
        return False


class Town:
    """Everything, running."""

    def __init__(self, folder: Path) -> None:
        def machine(name: str, number: int) -> Machine:
            return Machine(name, number, folder)

        web = [machine("a", 11), machine("b", 12)]
        balancer, mail = machine("lb", 20), machine("mail", 61)
        self.database = Database(machine("db1", 31), machine("db2", 32), machine("pool", 21))
        self.broker = Broker(
            machine("redis1", 51), machine("redis2", 52), [machine(f"s{n}", 52 + n) for n in (1, 2, 3)]
        )
        self.storage = Storage(machine("store", 41))
        self.accepted = folder / "accepted"
        self.accepted.touch()
        log = ("--log", self.accepted, "--sync")
        mail.run(PYTHON, "-m", "bench.sink", "--host", mail.address, "--port", "2525", *log)
        wait(lambda: mail.listens(2525), 30, "the mail server")
        self.balancer = balancer
        shared = {
            "DATABASE_URL": f"{self.database.url()}&target_session_attrs=read-write",
            "DATABASE_REPLICA_URL": f"{self.database.url()}&target_session_attrs=standby",
            "DATABASE_POOLER_URL": f"postgresql://nennep@{self.database.pooler.address}:6432/nennep",
            "REDIS_URL": self.broker.url(),
            "FILES_URL": self.storage.url,
            "EMAIL_URL": f"smtp://{mail.address}:2525",
            "SITE_URL": f"http://{balancer.address}",
            "ALLOWED_HOSTS": ",".join(["localhost", balancer.address, *(one.address for one in web)]),
            "BEHIND_PROXY": balancer.address,
            "SECRET_KEY": secrets.token_urlsafe(40),
            "SECOND_FACTOR": "none",
            "MAIL_LIVE": "1",  # invented addresses, a sink in a namespace
            "MAIL_LEASE_SECONDS": str(LEASE),
            "SAMPLE": "2021",
            "WEB_WORKERS": "2",
            "JOB_WORKERS": "1",
            "LOG_LEVEL": "WARNING",
        }
        self.hosts = [Host(one, shared) for one in web]
        self.hosts[0].start()
        wait(self.hosts[0].is_ready, 600, "the first host")
        self.hosts[1].start()
        wait(self.hosts[1].is_ready, 120, "the second host")
        Balancer(balancer, web)
        self.database.sql(
            "INSERT INTO outbox_mailpolicy (id, sender_name, reply_to, contact, quiet_from, quiet_until)"
            " VALUES (1, 'Thử', '', '', '00:00', '00:00') ON CONFLICT (id) DO UPDATE"
            " SET quiet_from = '00:00', quiet_until = '00:00'"
        )
        logins = (web[0].folder / "var" / "sample-logins.txt").read_text()
        found = re.search(r"\bquantri\s+(\S+)", logins)
        assert found, logins
        self.password = found[1]
        self.bodies = [
            str(code)
            for (code,) in self.database.sql(
                "SELECT code FROM delegations_body WHERE ended_on IS NULL ORDER BY code LIMIT 12"
            )
        ]

    @property
    def address(self) -> str:
        return f"http://{self.balancer.address}"


# People ------------------------------------------------------------------------------------------


@dataclass
class Promised:
    """What the product said it had taken, and every answer."""

    meetings: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)  # address → content
    bodies: list[str] = field(default_factory=list)
    invited: list[str] = field(default_factory=list)
    answers: list[tuple[float, str, str]] = field(default_factory=list)  # when, what, "" or the failure
    read_elsewhere: int = 0
    wrong_elsewhere: list[str] = field(default_factory=list)


class Failed(Exception):
    """The product, or what stands before it, answered with a failure or not at all."""


class Person:
    """Signs in, plans meetings, hands in files, looks at them on the other host, invites, imports."""

    def __init__(self, town: Town, promised: Promised, number: int, seed: int) -> None:
        self.town, self.promised, self.number = town, promised, number
        self.chance = random.Random(f"{seed}-{number}")
        self.line = requests.Session()
        self.turn = 0

    def ask(self, method: str, path: str, what: str, **more: object) -> requests.Response:
        address = path if path.startswith("http") else self.town.address + path
        failure = ""
        try:
            answer = self.line.request(method, address, timeout=30, allow_redirects=False, **more)  # type: ignore[arg-type]
            if answer.status_code >= 500:
                failure = str(answer.status_code)
        except requests.RequestException as error:
            failure = type(error).__name__
        self.promised.answers.append((time.monotonic(), what, failure))
        if failure:
            raise Failed(failure)
        return answer

    def send(self, path: str, what: str, values: dict[str, object], **more: object) -> requests.Response:
        """Fill in the form of a page and send it; raises Failed where it is not taken."""
        page = self.ask("GET", path, f"mở trang {what}")
        forms = html.fromstring(page.text).forms
        wanted = {*values, *more.get("files", {})}  # type: ignore[misc]
        for form in forms:
            if form.method == "POST" and wanted <= set(form.inputs.keys()):
                typed = [(key, value) for key, value in form.form_values() if key not in values]
                for key, value in values.items():
                    typed += [(key, one) for one in (value if isinstance(value, list) else [value])]
                answer = self.ask("POST", form.action or path, what, data=typed, **more)
                if answer.status_code not in {302, 303}:
                    page = html.fromstring(answer.text)
                    said = " ".join(page.xpath("//*[contains(@class,'invalid')]//text()")).split()
                    raise AssertionError(f"{what}: {answer.status_code} {' '.join(said)[:200]}")
                return answer
        raise AssertionError(f"{what}: {page.status_code}, no form with {wanted} at {path}")

    def sign_in(self) -> None:
        self.line = requests.Session()
        words: dict[str, object] = {"login": "quantri", "password": self.town.password}
        self.send("/tai-khoan/dang-nhap/", "đăng nhập", words)

    def journey(self) -> None:
        self.turn += 1
        mark = f"{self.number}-{self.turn}"
        if self.turn % 5 == 1:
            self.sign_in()
        body = self.chance.choice(self.town.bodies)
        day = dt.date(2027, 1, 1) + dt.timedelta(days=self.chance.randrange(300))
        planned: dict[str, object] = {
            "held_on": day.strftime("%d/%m/%Y"),
            "place": f"Phòng {mark}",
            "noi-dung-0-title": "Báo cáo",
            "noi-dung-0-theme": "political",
        }
        where = self.send(f"/hop/len-lich/?to-chuc={body}", "lên lịch họp", planned).headers["Location"]
        self.promised.meetings.append(f"Phòng {mark}")
        code = where.partition("/hop/")[2].strip("/")
        content = PDF.format(mark * 2000).encode()
        handed = {"upload": (f"tai-lieu-{mark}.pdf", content, "application/pdf")}
        self.send(f"/hop/tai-lieu/{code}/", "gửi tệp", {"not_secret": "on"}, files=handed)
        page = self.ask("GET", f"/hop/{code}/", "xem cuộc họp")
        for address in set(re.findall(r'href="(/tai-lieu/[0-9a-f-]{36}/)"', page.text)):
            self.promised.files[address] = content
            self.read_elsewhere(address, content)
        self.invite(code)
        self.ask("GET", f"/to-chuc/{body}/?ngay=2026-06-30", "xem ngày đã qua")
        if self.turn % 4 == 0:
            self.bring_in(f"MAY-{mark}")

    def read_elsewhere(self, address: str, content: bytes) -> None:
        """Read a file from each host that serves now, whichever took it in."""
        cookies = {cookie.name: str(cookie.value) for cookie in self.line.cookies}
        for host in self.town.hosts:
            with contextlib.suppress(requests.RequestException):
                answer = requests.get(
                    f"http://{host.machine.address}:8000{address}", cookies=cookies, timeout=20
                )
                if answer.status_code >= 500:
                    continue  # it is about to die, or has just come back
                if answer.status_code == 200 and answer.content == content:
                    self.promised.read_elsewhere += 1
                else:
                    self.promised.wrong_elsewhere.append(f"{address} {answer.status_code}")

    def invite(self, code: str) -> None:
        page = self.ask("GET", f"/hop/moi/{code}/", "mở trang mời")
        there = html.fromstring(page.text).xpath("//input[@name='to']/@value")
        if there:
            self.send(f"/hop/moi/{code}/", "mời họp", {"to": list(there[:2])})
            self.promised.invited.append(code)

    def bring_in(self, code: str) -> None:
        book, content = Workbook(), io.BytesIO()
        page = book.create_sheet("Tổ chức", 0)
        for row in (BODIES, [code, f"Đảng đoàn Thử {code}", "Đảng đoàn", f"Hội {code}", "01/01/2020"]):
            page.append(row)
        book.save(content)
        mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        handed = {"upload": (f"{code}.xlsx", content.getvalue(), mime)}
        where = self.send("/nhap-xuat/", "gửi sổ Excel", {}, files=handed).headers["Location"]
        shown = html.fromstring(self.ask("GET", where, "xem trước sổ Excel").text)
        forms = [form for form in shown.forms if (form.action or "").endswith("/ghi/")]
        if not forms:
            raise AssertionError(f"no way to commit {code}: {' '.join(shown.text_content().split())[:400]}")
        self.ask("POST", forms[0].action, "ghi sổ Excel", data=forms[0].form_values())
        self.promised.bodies.append(code)

    def work(self, over: threading.Event) -> None:
        while not over.is_set():
            try:
                self.journey()
            except Failed:
                over.wait(1)
                self.turn = self.turn // 5 * 5 + 5  # signs in again, under marks that were not used
            except Exception as error:  # a fault of the script or of the product: counted
                self.promised.answers.append((time.monotonic(), "kịch bản", f"{error}"[:300]))
                over.wait(1)
            over.wait(self.chance.uniform(0, 0.5))


class Probe:
    """Opens a page of its own that the database is asked for, some five times a second, and notes every
    answer."""

    def __init__(self, town: Town, person: Person) -> None:
        self.address = f"{town.address}/tin-moi/"
        self.cookies = {cookie.name: str(cookie.value) for cookie in person.line.cookies}
        self.notes: list[tuple[float, float, bool]] = []  # began, ended, well

    def work(self, over: threading.Event) -> None:
        while not over.is_set():
            began, well = time.monotonic(), False
            with contextlib.suppress(requests.RequestException):
                answer = requests.get(self.address, cookies=self.cookies, timeout=10, allow_redirects=False)
                well = answer.status_code == 200
            self.notes.append((began, time.monotonic(), well))
            over.wait(0.2)

    def longest(self, since: float, until: float) -> float:
        """Return the longest run of failures in seconds, from the first that failed to the end of the first
        that did not."""
        longest, first = 0.0, None
        for began, ended, well in list(self.notes):
            if ended < since or began > until:
                continue
            if not well and first is None:
                first = began
            if well and first is not None:
                longest, first = max(longest, ended - first), None
        return max(longest, until - first) if first is not None else longest


@contextlib.contextmanager
def working(*tasks: Callable[[threading.Event], None]) -> Iterator[None]:
    over = threading.Event()
    threads = [threading.Thread(target=task, args=(over,), daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(90)


def rate(town: Town, person: Person, seconds: float, clients: int = 8) -> tuple[float, int]:
    """Return requests a second of a page, by clients that keep their connections, and how many failed."""
    counts: Counter[bool] = Counter()
    cookies = {cookie.name: str(cookie.value) for cookie in person.line.cookies}

    def ask(over: threading.Event) -> None:
        with requests.Session() as line:
            while not over.is_set():
                well = False
                with contextlib.suppress(requests.RequestException):
                    well = line.get(f"{town.address}/hop/", cookies=cookies, timeout=30).status_code == 200
                counts[well] += 1

    with working(*[ask] * clients):
        time.sleep(3)
        counts.clear()
        began = time.monotonic()
        time.sleep(seconds)
        done, took = counts[True], time.monotonic() - began
    return done / took, counts[False]


# What is done to them ----------------------------------------------------------------------------


@dataclass
class Event:
    """What was killed, and for how many seconds the probe then had no good answer."""

    what: str
    longest: float


def kill_host(town: Town, chance: random.Random) -> str:
    host = chance.choice(town.hosts)
    host.machine.kill()
    time.sleep(chance.uniform(3, 8))
    host.start()
    wait(host.is_ready, 120, f"host {host.machine.name} again")
    return "một máy web và việc nền bị giết"


def fail_over_database(town: Town, chance: random.Random) -> str:
    town.database.fail_over()
    time.sleep(20)
    town.database.follow()
    return "máy chủ PostgreSQL bị giết, bản sao lên thay"


def fail_over_broker(town: Town, chance: random.Random) -> str:
    dead = town.broker.fail_over()
    time.sleep(15)
    town.broker.bring_back(dead)
    return "máy chủ Redis bị giết, Sentinel chuyển vai"


def kill_at_random(town: Town, probe: Probe, minutes: float, chance: random.Random) -> list[Event]:
    """Kill for so many minutes: hosts mostly, and each server that people write to at least once."""
    events, until = [], time.monotonic() + minutes * 60
    waiting = [fail_over_database, fail_over_broker, kill_host]
    while time.monotonic() < until:
        act = (
            waiting.pop(0)
            if waiting
            else chance.choices([kill_host, fail_over_database, fail_over_broker], weights=[4, 1, 1])[0]
        )
        began = time.monotonic()
        what = act(town, chance)
        time.sleep(chance.uniform(5, 10))
        events.append(Event(what, probe.longest(began, time.monotonic())))
        print(f"{what}: {events[-1].longest:.1f} s", flush=True)
    return events


def restart_in_turn(town: Town, promised: Promised) -> tuple[int, int]:
    """Stop and start the web server of one host after the other, as an upgrade does; return how many requests
    were asked meanwhile and how many failed."""
    before = len(promised.answers)
    for host in town.hosts:
        time.sleep(3)
        host.stop_web()
        time.sleep(1)
        host.start_web()
        wait(host.is_ready, 120, f"host {host.machine.name} again")
        time.sleep(3)
    asked = [one for one in promised.answers[before:] if one[1] != "kịch bản"]
    return len(asked), sum(bool(failure) for _at, _what, failure in asked)


# What came of it ---------------------------------------------------------------------------------


def settle(town: Town) -> None:
    """Wait until every mail has gone, or nothing has moved for two leases."""
    unsent, still_since = -1, time.monotonic()
    while unsent and time.monotonic() < still_since + 2 * LEASE + 60:
        time.sleep(3)
        town.database.sql("UPDATE outbox_message SET not_before = NULL WHERE state = 'queued'")
        now = int(str(town.database.sql("SELECT count(*) FROM outbox_message WHERE state <> 'sent'")[0][0]))
        if now != unsent:
            unsent, still_since = now, time.monotonic()


@dataclass
class Outcome:
    lost_meetings: int
    lost_files: int
    lost_bodies: int
    mails: int
    lost_mails: int
    twice: int
    unexplained: int


def compare(town: Town, promised: Promised, person: Person) -> Outcome:
    def column(statement: str) -> set[str]:
        return {str(row[0]) for row in town.database.sql(statement)}

    places_of = column("SELECT place FROM meetings_meeting WHERE place LIKE 'Phòng %'")
    codes = column("SELECT code FROM delegations_body WHERE code LIKE 'MAY-%'")
    person.sign_in()
    lost_files = 0
    for address, content in promised.files.items():
        lost_files += person.ask("GET", address, "đối chiếu").content != content
    accepted = Counter(town.accepted.read_text().split())
    rows = {
        str(key): int(str(said))
        for key, said in town.database.sql(
            "SELECT m.message_id, count(e.id) FILTER (WHERE e.kind = 'unsure' OR (e.kind = 'recover' AND"
            " e.detail LIKE '%cùng mã thư%')) FROM outbox_message m LEFT JOIN outbox_messageevent e"
            " ON e.message_id = m.id WHERE m.state <> 'skipped' GROUP BY 1"
        )
    }
    twice = {key: number for key, number in accepted.items() if number > 1}
    return Outcome(
        lost_meetings=len(set(promised.meetings) - places_of),
        lost_files=lost_files,
        lost_bodies=len(set(promised.bodies) - codes),
        mails=len(rows),
        lost_mails=sum(not accepted[key] for key in rows),
        twice=len(twice),
        unexplained=sum(number - 1 > rows.get(key, 0) for key, number in twice.items()),
    )


def report(
    promised: Promised,
    events: list[Event],
    outcome: Outcome,
    rates: dict[str, float],
    rolling: tuple[int, int],
    seconds: float,
) -> int:
    failures = Counter(what for _at, what, failure in promised.answers if failure and what != "kịch bản")
    faults = [failure for _at, what, failure in promised.answers if what == "kịch bản"]
    asked = sum(what != "kịch bản" for _at, what, _failure in promised.answers)
    lines = [
        ("yêu cầu mỗi giây của `/hop/`: một máy, hai máy", f"{rates['one']:.0f}, {rates['two']:.0f}"),
        ("khởi động lại lần lượt: yêu cầu bị mất", f"{rolling[1]} trong {rolling[0]}"),
        ("bị giết ngẫu nhiên", f"{len(events)} lần trong {seconds / 60:.0f} phút"),
        *(
            (f"lỗi liền nhau lâu nhất: {what}", f"{max(found):.1f} giây ({len(found)} lần)")
            for what in dict.fromkeys(event.what for event in events)
            if (found := [event.longest for event in events if event.what == what])
        ),
        ("yêu cầu trong lúc ấy; trả lời lỗi hoặc không trả lời", f"{asked}; {sum(failures.values())}"),
        (
            "cuộc họp đã nhận; mất",
            f"{len(promised.meetings)}; {outcome.lost_meetings}",
        ),
        ("tệp đã nhận; mất hoặc hỏng", f"{len(promised.files)}; {outcome.lost_files}"),
        (
            "đọc tệp ngay ở từng máy; sai",
            f"{promised.read_elsewhere}; {len(promised.wrong_elsewhere)}",
        ),
        ("sổ Excel đã ghi; mất", f"{len(promised.bodies)}; {outcome.lost_bodies}"),
        ("thư; mất", f"{outcome.mails}; {outcome.lost_mails}"),
        (
            "thư đến hai lần, nhật ký có báo; không báo",
            f"{outcome.twice - outcome.unexplained}; {outcome.unexplained}",
        ),
    ]
    print("\n| việc | kết quả |\n|---|---|")
    for name, value in lines:
        print(f"| {name} | {value} |")
    print(f"\nfailures by act: {dict(failures)}")
    if promised.wrong_elsewhere:
        print(f"wrong elsewhere: {promised.wrong_elsewhere[:5]}")
    for fault in Counter(faults).most_common(8):
        print(f"script: {fault}")
    lost = outcome.lost_meetings + outcome.lost_files + outcome.lost_bodies + outcome.lost_mails
    return int(bool(lost or outcome.unexplained or promised.wrong_elsewhere))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if os.geteuid() or not sys.platform.startswith("linux"):
        print("Network namespaces need root on Linux.", file=sys.stderr)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="nennep-hosts-", dir="/tmp"))
    folder.chmod(0o755)
    print(f"logs: {folder}", flush=True)
    for name in ("DATABASE_URL", "REDIS_URL", "VAR_DIR"):
        os.environ.pop(name, None)
    with network():
        town = Town(folder)
        print("all runs", flush=True)
        promised, chance = Promised(), random.Random(asked.seed)
        people = [Person(town, promised, number, asked.seed) for number in range(asked.people)]
        people[0].sign_in()
        rates = {"two": rate(town, people[0], 10)[0]}
        town.hosts[1].stop_web()
        rates["one"] = rate(town, people[0], 10)[0]
        town.hosts[1].start_web()
        wait(town.hosts[1].is_ready, 120, "the second host again")
        print(f"requests a second: {rates}", flush=True)
        probe = Probe(town, people[0])
        with working(probe.work, *(person.work for person in people)):
            time.sleep(5)
            rolling = restart_in_turn(town, promised)
            print(f"rolling restart: {rolling[1]} of {rolling[0]} failed", flush=True)
            began = time.monotonic()
            events = kill_at_random(town, probe, asked.minutes, chance)
            seconds = time.monotonic() - began
        settle(town)
        with contextlib.suppress(psycopg.OperationalError):
            return report(promised, events, compare(town, promised, people[0]), rates, rolling, seconds)
    return 1


if __name__ == "__main__":
    sys.exit(main())
