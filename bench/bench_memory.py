"""What everything takes of memory on a small machine: the product as `make run` starts it, with its own
PostgreSQL and Valkey, 200 bodies, people at work; as root in a control group of no more than `--limit`.

    python -m bench.bench_memory [--bodies 200] [--limit 2048] [--web 2] [--jobs 2]

PSS is each process's share of what it has in memory: pages that several have count once, divided among them.
"""

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PAGES = (
    *("/hom-nay/", "/tong-quan/", "/can-xu-ly/", "/to-chuc/", "/hop/", "/ma-tran/", "/lich/", "/bao-cao/"),
    *("/nhac-viec/", "/tim/?q=hoi", "/to-chuc/xuat/", "/can-xu-ly/xuat/", "/tong-quan/?ngay=2025-12-31"),
)
NAMES = (  # of a process by its command line, the first that fits
    ("runtime.prepare", "chuẩn bị dữ liệu"),
    ("runtime.keeper", "người trông PostgreSQL"),
    ("postgres", "PostgreSQL"),
    ("valkey", "Valkey"),
    ("gunicorn", "web"),
    ("celery -A config beat", "đồng hồ (beat)"),
    ("beat", "đồng hồ (beat)"),
    ("celery", "việc nền"),
    ("runtime.mailbox", "hộp thư nội bộ"),
    ("core.strangers", "tiến trình đọc tệp lạ"),
    ("-m runtime", "người trông tất cả"),
)


WRITE = (
    "import sys; from pathlib import Path; from bench.bench_import import repeated;"
    " repeated(int(sys.argv[1]), Path(sys.argv[2]))"
)


class Group:
    """A control group (version 1 or 2) with a limit, for a process and all that it starts."""

    def __init__(self, limit: int) -> None:
        first = Path("/sys/fs/cgroup/memory")
        self.old = first.is_dir()
        self.folder = (first if self.old else Path("/sys/fs/cgroup")) / f"nn-bench-{os.getpid()}"
        self.folder.mkdir()
        (self.folder / ("memory.limit_in_bytes" if self.old else "memory.max")).write_text(str(limit))

    def take(self) -> None:
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def pids(self) -> list[int]:
        return [int(pid) for pid in (self.folder / "cgroup.procs").read_text().split()]

    def killed(self) -> int:
        """Return how often the kernel ended a process for want of memory."""
        text = (self.folder / ("memory.oom_control" if self.old else "memory.events")).read_text()
        found = re.search(r"oom_kill (\d+)", text)
        return int(found[1]) if found else 0


def shares(pids: list[int]) -> dict[str, list[float]]:
    """Return the PSS of each process in MB, by name."""
    found: dict[str, list[float]] = defaultdict(list)
    for pid in pids:
        with contextlib.suppress(OSError, TypeError):
            line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            pss = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
            name = next((name for words, name in NAMES if words in line), line[:40] or "?")
            found[name].append(int(pss[1]) / 1024)  # type: ignore[index]
    return found


class Watch(threading.Thread):
    """Notes the most that all processes had together, and each kind, since the last `turn`."""

    def __init__(self, group: Group) -> None:
        super().__init__(daemon=True)
        self.group = group
        self.turn()

    def turn(self) -> tuple[float, dict[str, tuple[int, float]]]:
        found = getattr(self, "most", 0.0), getattr(self, "each", {})
        self.most: float = 0.0
        self.each: dict[str, tuple[int, float]] = {}
        return found

    def run(self) -> None:
        while True:
            found = shares(self.group.pids())
            self.most = max(self.most, sum(map(sum, found.values())))
            for name, sizes in found.items():
                if sum(sizes) > self.each.get(name, (0, 0.0))[1]:
                    self.each[name] = (len(sizes), sum(sizes))
            time.sleep(0.5)


class Browser:
    """Signs in and asks for pages, with cookies and the form's token."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> tuple[str, str]:
        with self.opener.open(self.site + path, timeout=120) as answer:
            return answer.url, answer.read().decode(errors="replace")

    def post(self, path: str, data: dict[str, str], file: Path | None = None) -> tuple[str, str]:
        token = next(cookie.value for cookie in self.cookies if "csrf" in cookie.name) or ""
        body, kind = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token}).encode(), ""
        if file is not None:
            kind, mark = "multipart/form-data; boundary=nnbench", b"--nnbench\r\n"
            field = b'Content-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n' + token.encode()
            head = f'Content-Disposition: form-data; name="upload"; filename="{file.name}"\r\n\r\n'.encode()
            body = mark + field + b"\r\n" + mark + head + file.read_bytes() + b"\r\n--nnbench--\r\n"
        headers = {"Referer": self.site + path, **({"Content-Type": kind} if kind else {})}
        request = urllib.request.Request(self.site + path, body, headers)
        with self.opener.open(request, timeout=120) as answer:
            return answer.url, answer.read().decode(errors="replace")

    def sign_in(self, name: str, password: str) -> "Browser":
        self.get("/tai-khoan/dang-nhap/")
        self.post("/tai-khoan/dang-nhap/", {"login": name, "password": password})
        return self


@contextlib.contextmanager
def serving(group: Group, environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the product in the group until the block ends."""
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "runtime"],
            cwd=PROJECT,
            env=environment,
            stdout=sink,
            stderr=sink,
            preexec_fn=group.take,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def until(words: str, done: Callable[[], bool], seconds: float = 600) -> None:
    """Wait until it is so; ends the run when it takes longer."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        with contextlib.suppress(OSError):
            if done():
                return
        time.sleep(0.5)
    raise SystemExit(f"{words}: not within {seconds:.0f} s")


def take_in(browser: Browser, file: Path, *, wait: bool = True) -> None:
    """Hand in a workbook on the screen, look at the preview, confirm, wait for the end (or do not)."""
    browser.get("/nhap-xuat/")
    url, _page = browser.post("/nhap-xuat/", {}, file)
    path = urllib.parse.urlsplit(url).path

    def asks() -> bool:
        return f'action="{path}ghi/"' in browser.get(path)[1]

    until("preview", lambda: "nn-progress" not in browser.get(path)[1])
    if not asks():
        raise SystemExit(f"{file} has faults: {browser.get(path)[1][:3000]}")
    browser.post(f"{path}ghi/", {})
    if wait:
        until("import", lambda: "nn-progress" not in browser.get(path)[1])


def browse(site: str, name: str, password: str, seconds: float) -> int:
    """Eight people ask for one page after the other; return how many pages came."""
    pages = [0] * 8

    def one(number: int) -> None:
        browser = Browser(site).sign_in(name, password)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            browser.get(PAGES[(pages[number] + number) % len(PAGES)])
            pages[number] += 1

    threads = [threading.Thread(target=one, args=[number]) for number in range(len(pages))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(pages)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.bench_memory")
    parser.add_argument("--bodies", type=int, default=200)
    parser.add_argument("--limit", type=int, default=2048, help="MB")
    parser.add_argument("--web", default="2")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--port", type=int, default=8314)
    wanted = parser.parse_args()
    group = Group(wanted.limit * 2**20)
    try:
        with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
            Path(folder).chmod(0o755)
            measure(group, wanted, Path(folder))
    finally:
        until("the group to empty", lambda: not group.pids(), 60)
        group.folder.rmdir()


def measure(group: Group, wanted: argparse.Namespace, folder: Path) -> None:
    environment = {
        key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}
    }
    environment |= {"VAR_DIR": str(folder / "var"), "PORT": str(wanted.port), "SAMPLE": "0"}
    environment |= {"WEB_WORKERS": wanted.web, "JOB_WORKERS": wanted.jobs, "LOG_LEVEL": "WARNING"}
    book = folder / "so.xlsx"
    own = {**environment, "DATABASE_URL": "postgresql://localhost/none_import"}
    subprocess.run([sys.executable, "-c", WRITE, str(wanted.bodies), book], cwd=PROJECT, env=own, check=True)
    site = f"http://localhost:{wanted.port}"
    watch = Watch(group)
    print("| when | all, MB | seconds | of it |\n|---|---|---|---|")

    def told(when: str, began: float) -> None:
        most, each = watch.turn()
        parts = "; ".join(
            f"{name} {size:.0f}" + (f" ({number})" if number > 1 else "")
            for name, (number, size) in sorted(each.items(), key=lambda one: -one[1][1])
        )
        print(f"| {when} | {most:.0f} | {time.monotonic() - began:.0f} | {parts} |", flush=True)

    began = time.monotonic()
    watch.start()
    with serving(group, environment, folder / "log") as _process:
        until("start", lambda: urllib.request.urlopen(f"{site}/san-sang/", timeout=5).status == 200)
        told("first start", began)
        manage = [sys.executable, "-m", "runtime.command", "manage"]
        made = subprocess.run(
            [*manage, "sample_users"],
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        password = re.search(r"chuyenvien\s+(\S+)", made)[1]  # type: ignore[index]
        watch.turn()
        time.sleep(20)
        told("idle", time.monotonic() - 20)
        browser = Browser(site).sign_in("chuyenvien", password)
        began = time.monotonic()
        take_in(browser, book)
        told(f"a workbook of {wanted.bodies} bodies, {book.stat().st_size / 1e6:.1f} MB", began)
        began = time.monotonic()
        number = browse(site, "chuyenvien", password, 60)
        told(f"eight people, {number} pages", began)
        for words, command in (
            ("a sweep of everything", [*manage, "refresh_flags"]),
            ("a backup", [*manage[:-1], "backup", str(folder / "backup")]),
        ):
            began = time.monotonic()
            subprocess.run(
                command,
                cwd=PROJECT,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
                preexec_fn=group.take,
            )
            told(words, began)
        began = time.monotonic()
        time.sleep(20)
        told("idle after all that", began)
    print(f"\nEnded by the kernel for want of memory: {group.killed()}")
    print(*(folder / "log").read_text(errors="replace").splitlines()[-3:], sep="\n")


if __name__ == "__main__":
    main()
