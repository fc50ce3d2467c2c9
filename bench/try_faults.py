"""A power cut, a full disk, a clock that was ahead, on a whole copy, as root: `python -m bench.try_faults`.

The copy is the product as `make run` starts it, with its own PostgreSQL and Valkey, in a control group. The
clock needs Debian's `faketime`. Each step prints what came of it; the run ends where it is not right.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.bench_memory import PROJECT, Browser, Group, serving, take_in, until

PORT = 8314
SITE = f"http://localhost:{PORT}"
SAMPLE = PROJECT / "exchange" / "sample" / "tinh-mau.xlsx"
PAGES = ("/tong-quan/", "/can-xu-ly/", "/to-chuc/", "/hop/")
COUNT = (
    "from delegations.models import Body; from meetings.models import Meeting;"
    " print(Body.objects.count(), Meeting.objects.count())"
)


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "runtime.command", "manage", *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    ).stdout


def ready() -> bool:
    return bool(urllib.request.urlopen(f"{SITE}/san-sang/", timeout=5).status == 200)


def settings(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
    return kept | {"VAR_DIR": str(folder), "PORT": str(PORT), "SAMPLE": "0", "LOG_LEVEL": "INFO"}


def check(words: str, holds: bool) -> None:
    print(f"{'  ok  ' if holds else 'FAULT '} {words}", flush=True)
    if not holds:
        raise SystemExit(1)


def children(pid: int) -> dict[str, str]:
    """Return the parts that the supervisor runs: process number and what it is."""
    pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {
        one: Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode()[-60:] for one in pids
    }


def power_cut(folder: Path) -> tuple[str, str]:
    """Everything is killed at once while a workbook is being written; the next start finishes it."""
    environment, group = settings(folder), Group(4096 * 2**20)
    try:
        with serving(group, environment, folder / "log-1"):
            until("start", ready)
            password = re.search(r"chuyenvien\s+(\S+)", manage(environment, "sample_users"))[1]  # type: ignore[index]
            browser = Browser(SITE).sign_in("chuyenvien", password)
            take_in(browser, SAMPLE, wait=False)
            time.sleep(1)
            for pid in group.pids():
                os.kill(pid, signal.SIGKILL)
        until("everything to end", lambda: not group.pids(), 30)
        began = time.monotonic()
        with serving(group, environment, folder / "log-2"):
            until("start after the cut", ready)
            check(f"serves again {time.monotonic() - began:.0f} s after the cut", True)
            until("the workbook", lambda: manage(environment, "shell", "-c", COUNT).split()[-2] != "0", 180)
            counted = manage(environment, "shell", "-c", COUNT).split()[-2:]
            check(f"the workbook is in whole: {counted[0]} bodies, {counted[1]} meetings", counted[0] == "12")
            check("one signs in as before", "/hom-nay/" in browser.get("/hom-nay/")[0])
    finally:
        until("the group to empty", lambda: not group.pids(), 60)
        group.folder.rmdir()
    return "chuyenvien", password


def full_disk(folder: Path, name: str, password: str) -> None:
    """No room: pages are read on, nothing ends; with room again writing goes on without a restart."""
    environment, group = settings(folder), Group(4096 * 2**20)
    try:
        with serving(group, environment, folder / "log-3") as process:
            until("start", ready)
            browser = Browser(SITE).sign_in(name, password)
            filler = folder / "filler"
            with filler.open("wb") as file:
                try:
                    while True:
                        file.write(b"\0" * 2**20)
                        file.flush()
                except OSError:
                    pass
            check(
                f"the disk is full: {shutil.disk_usage(folder).free} bytes left",
                shutil.disk_usage(folder).free < 2**20,
            )
            parts = children(process.pid)
            for _turn in range(3):
                for page in PAGES:
                    check(f"{page} is read", bool(browser.get(page)[1]))
                time.sleep(5)
            try:
                refused = browser.post("/nhap-xuat/", {}, SAMPLE)[1]
            except urllib.request.HTTPError as error:
                refused = error.read().decode()
            check("an upload is refused in words", "chỗ lưu" in refused)
            again = sorted(name for one, name in children(process.pid).items() if one not in parts)
            print(f"       parts that were started again meanwhile: {again or 'none'}")
            check("the supervisor lives, and as many parts", len(children(process.pid)) == len(parts))
            check(
                "web and database are the same",
                not any("gunicorn" in one or "keeper" in one for one in again),
            )
            filler.unlink()
            time.sleep(3)
            take_in(browser, SAMPLE)
            check("with room again a workbook is taken in, without a restart", True)
    finally:
        until("the group to empty", lambda: not group.pids(), 60)
        group.folder.rmdir()


def clock_ahead(folder: Path) -> None:
    """Three days ahead for a while; back again the jobs run."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if library is None:
        print("  –    no faketime here: the clock was not tried")
        return
    environment, group = settings(folder), Group(4096 * 2**20)
    ahead = environment | {"LD_PRELOAD": str(library), "FAKETIME": "+3d"}
    try:
        with serving(group, ahead, folder / "log-4"):
            until("start", ready)
            time.sleep(90)
        with serving(group, environment, folder / "log-5"):
            until("start", ready)
            time.sleep(100)
        log = (folder / "log-5").read_text(errors="replace")
        check("beat forgets the times that have not come yet", "clock was ahead" in log)
        jobs = re.findall(r"nennep\.\w*: (\S+) .*", log)
        check(
            f"jobs ran within two minutes: {sorted(set(re.findall(r'(outbox.send|directions.tell)', log)))}",
            bool(jobs),
        )
    finally:
        until("the group to empty", lambda: not group.pids(), 60)
        group.folder.rmdir()


def main() -> None:
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        disk = folder / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700m,mode=755", "tmpfs", disk], check=True)
        try:
            user, password = power_cut(disk)
            full_disk(disk, user, password)
            clock_ahead(disk)
        finally:
            subprocess.run(["umount", "--lazy", disk], check=True)


if __name__ == "__main__":
    main()
