"""The process that minds the embedded PostgreSQL: `python -m runtime.keeper`.

One keeper at a time holds the lock; a second waits and takes over when the first ends. The supervisor runs
one for its whole life. A command run while nothing is up starts one that leaves when nobody has been
connected for a while.
"""

import argparse
import signal
import subprocess
import sys
import time
from types import FrameType

import psycopg

from runtime import places, postgres
from runtime.errors import CannotStart
from runtime.processes import lock, make_folder

IDLE_SECONDS = 20.0


class _Stop(Exception):
    pass


def _stop(number: int, frame: FrameType | None) -> None:
    raise _Stop


def ensure() -> None:
    """Return when the embedded server answers, having started one that leaves by itself if need be. Raises
    CannotStart."""
    if postgres.answers():
        return
    done = subprocess.run(
        [sys.executable, "-m", "runtime.keeper", "--detach"],
        cwd=places.PROJECT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotStart(done.stdout.strip(), "")


def _detach() -> int:
    """Start a keeper that outlives this process and wait until the server answers or the keeper gives up."""
    make_folder(places.var(), mode=0o755)
    report = make_folder(places.logs(), mode=0o755) / "keeper.log"
    with report.open("w") as sink:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "runtime.keeper", "--idle", str(IDLE_SECONDS)],
            cwd=places.PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
        )
    until = time.monotonic() + postgres.START_SECONDS + 30
    while time.monotonic() < until:
        if postgres.answers():
            return 0
        if keeper.poll() not in {None, 0}:
            break
        time.sleep(0.05)
    print(report.read_text().strip() or "PostgreSQL không trả lời. / PostgreSQL does not answer.")
    return 1


def _mind(idle: float | None) -> int:
    """Start the server and stay until it ends (1), until told to stop (0) or, with `idle`, until nobody was
    connected for so many seconds (0)."""
    server = postgres.start()
    try:
        print("ready", flush=True)
        last_used = time.monotonic()
        while server.poll() is None:
            time.sleep(0.2 if idle is None else 1.0)
            if idle is None:
                continue
            try:
                if postgres.clients():
                    last_used = time.monotonic()
            except psycopg.OperationalError:
                last_used = time.monotonic()
            if time.monotonic() - last_used > idle:
                return 0
        print(f"PostgreSQL ended with {server.returncode}", flush=True)
        return 1
    finally:
        postgres.stop(server)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m runtime.keeper", description="Minds the embedded PostgreSQL."
    )
    parser.add_argument("--idle", type=float, help="leave when nobody was connected for so many seconds")
    parser.add_argument(
        "--detach",
        action="store_true",
        help="start a keeper in the background, return when the server answers",
    )
    options = parser.parse_args()
    if options.detach:
        return _detach()
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, _stop)
    try:
        while True:
            with lock("postgres", wait=False) as mine:
                if mine:
                    return _mind(options.idle)
            if postgres.answers():
                if options.idle is not None:
                    return 0
                print("ready", flush=True)
            time.sleep(0.5)
    except _Stop:
        return 0
    except CannotStart as error:
        print(error, flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())
