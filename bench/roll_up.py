"""The figures of several provinces, each an installation of its own, added up from their open data.

    python -m bench.roll_up provinces.csv [--on 2026-11-23]   # lines: name,https://nennep.tinh.example.vn,nennep_…
    python -m bench.roll_up --try 3                           # starts so many copies here, and reads them

A key needs the scopes `bodies` and `findings`: no person's data leave a province. One that does not answer
is named, and the sum says how many are in it.
"""

import argparse
import contextlib
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 30  # seconds for an answer
KEY = """
from accounts.models import User
from accounts.services import tokens
from core import clock
now = clock.now()
token, secret = tokens.make(name="Cộng các tỉnh", scopes=["bodies", "findings"], expires_on=now.date(),
    by=User.objects.get(username="chuyenvien"), now=now)
print(secret)
"""


class Province(NamedTuple):
    name: str
    address: str
    key: str


class Figures(NamedTuple):
    """What a province says of one day; `fault` instead where it does not answer."""

    province: str
    seconds: float
    bodies: int = 0
    lagging: int = 0  # bodies with findings
    findings: int = 0
    waived: int = 0
    by_severity: Counter[str] = Counter()
    by_rule: Counter[str] = Counter()
    fault: str = ""


def ask(province: Province, path: str, **parameters: str) -> Any:
    query = urllib.parse.urlencode({name: value for name, value in parameters.items() if value})
    request = urllib.request.Request(
        f"{province.address.rstrip('/')}/api/v1/{path}?{query}",
        headers={"Authorization": f"Bearer {province.key}"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)


def read(province: Province, day: str) -> Figures:
    """Return the figures of a province: two requests."""
    began = time.monotonic()
    try:
        bodies = (
            ask(province, "organizations", on=day, per_page="1")["total"] - 1
        )  # without the committee above
        summary = ask(province, "findings/summary", on=day)
    except urllib.error.HTTPError as error:
        return Figures(province.name, time.monotonic() - began, fault=f"HTTP {error.code}")
    except (OSError, ValueError, KeyError) as error:
        return Figures(province.name, time.monotonic() - began, fault=str(error))
    return Figures(
        province.name,
        time.monotonic() - began,
        bodies,
        summary["bodies"],
        summary["total"],
        summary["waived"],
        Counter(summary["by_severity"]),
        Counter(summary["by_rule"]),
    )


def table(found: list[Figures]) -> str:
    """Return the table of all provinces, their sum last, and the rules with the most findings."""
    names = sorted({name for one in found for name in one.by_severity})
    lines = [
        f"| tỉnh | tổ chức | có phát hiện | phát hiện | {' | '.join(names)} | miễn, hoãn | giây |",
        "|---|" + "---|" * (5 + len(names)),
    ]
    good = [one for one in found if not one.fault]
    total = Figures(
        f"Cộng {len(good)} trên {len(found)} tỉnh",
        max(one.seconds for one in found),
        sum(one.bodies for one in good),
        sum(one.lagging for one in good),
        sum(one.findings for one in good),
        sum(one.waived for one in good),
        sum((one.by_severity for one in good), Counter()),
        sum((one.by_rule for one in good), Counter()),
    )
    for one in [*found, total]:
        figures = [
            one.bodies,
            one.lagging,
            one.findings,
            *(one.by_severity[name] for name in names),
            one.waived,
        ]
        cells = [f"{figure:,}" for figure in figures]
        if one.fault:
            cells = [one.fault, *["–"] * (len(figures) - 1)]
        lines.append(f"| {one.province} | {' | '.join(cells)} | {one.seconds:.2f} |")
    lines += ["", *(f"- {rule}: {number:,}" for rule, number in total.by_rule.most_common(5))]
    return "\n".join(lines)


def roll_up(provinces: list[Province], day: str) -> str:
    with ThreadPoolExecutor(8) as pool:
        return table(list(pool.map(lambda province: read(province, day), provinces)))


@contextlib.contextmanager
def copies(number: int, folder: Path) -> Iterator[list[Province]]:
    """Start so many installations on this machine, each with a sample province, a user and a key."""
    processes, environments, found = [], [], []
    try:
        for place in range(number):
            port = 8340 + place
            environment = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
            environment |= {"VAR_DIR": str(folder / str(port)), "PORT": str(port), "LOG_LEVEL": "WARNING"}
            environment |= {"WEB_WORKERS": "1", "JOB_WORKERS": "1", "SAMPLE": ("2026", "2021")[place % 2]}
            command = [sys.executable, "-m", "runtime"]
            log = (folder / f"{port}.log").open("wb")
            processes.append(subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log))
            log.close()
            environments.append(environment)
        for place, environment in enumerate(environments):
            site = f"http://localhost:{environment['PORT']}"
            _wait(f"{site}/san-sang/", folder / f"{environment['PORT']}.log")
            manage = [sys.executable, "-m", "runtime.command", "manage", "shell", "--no-imports", "-c", KEY]
            made = subprocess.run(
                manage, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
            )
            key = made.stdout.split()[-1]
            found.append(Province(f"Tỉnh thử {place + 1}", site, key))
        yield found
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(60)


def _wait(address: str, log: Path) -> None:
    limit = time.monotonic() + 1_200
    while time.monotonic() < limit:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=5)
            return
        time.sleep(0.5)
    raise SystemExit(log.read_text(errors="replace")[-2000:])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.roll_up")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--on", default="", help="ngày, mặc định hôm nay")
    parser.add_argument("--try", type=int, dest="number", default=0)
    wanted = parser.parse_args()
    if wanted.number:
        with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
            Path(folder).chmod(0o755)
            with copies(wanted.number, Path(folder)) as provinces:
                gone = Province("Tỉnh không trả lời", "http://localhost:1", "nennep_x")
                print(roll_up([*provinces, gone], wanted.on))
    elif wanted.file:
        with wanted.file.open(newline="", encoding="utf-8") as lines:
            print(roll_up([Province(*row) for row in csv.reader(lines) if row], wanted.on))
    else:
        parser.error("a file of provinces, or --try")


if __name__ == "__main__":
    main()
