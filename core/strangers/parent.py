"""The product's side: start a child on a stranger's file, read its answers, end it when it asks for too
much."""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from core.strangers.limits import OUT_OF_MEMORY, Limits

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent.parent
# Of the surroundings a child gets what starts an interpreter, and no secret.
_PASSED_ON = (
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
    "SYSTEMROOT",
    "TMPDIR",
)
# So many children at once; a request that finds all of them running waits up to PATIENCE for a place, and is
# refused after that ("busy").
AT_ONCE = 2
PATIENCE = 30.0  # seconds
_places = threading.BoundedSemaphore(AT_ONCE)


class ChildFailed(Exception):
    """The child gave no whole answer, or could not be started: `why` is "time", "memory" or "output" (a limit
    that it reached), "busy" (too many children run) or "failed"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@contextlib.contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE):
        raise ChildFailed("busy")
    try:
        yield
    finally:
        _places.release()


def answer_from_child(task: str, file: IO[bytes], *arguments: Any, limits: Limits) -> Any:
    """Run a task ("module:function") on an open file in a child process and return its one answer. Raises
    ChildFailed."""
    answers = list(answers_from_child(task, file, *arguments, limits=limits))
    if len(answers) != 1:
        raise ChildFailed("failed")
    return answers[0]


def answers_from_child(
    task: str, file: IO[bytes], *arguments: Any, limits: Limits
) -> Generator[Any, None, None]:
    """Run a task on an open file, which has a file number, in a child process; yield its answers as they
    come. Raises ChildFailed, after the answers, when the child ends badly."""
    file.seek(0)
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    order = json.dumps({"task": task, "arguments": arguments, "limits": asdict(limits)})
    command = [sys.executable, "-s", "-X", "utf8", "-m", "core.strangers.child", order]
    surroundings = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    with (
        _place(),
        subprocess.Popen(
            command,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=surroundings,
            start_new_session=True,
        ) as child,
    ):
        assert child.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            _end(child)

        clock = threading.Timer(limits.waiting, end)
        clock.daemon = True
        clock.start()
        left = limits.output
        try:
            while line := child.stdout.readline(left + 1):
                left -= len(line)
                if left < 0:
                    raise ChildFailed("output")
                if not line.endswith(b"\n"):
                    break  # cut off: the status says why
                yield json.loads(line)
            status = child.wait()
        except ValueError as error:
            raise ChildFailed("failed") from error
        finally:
            clock.cancel()
            _end(child)
        if status != 0:
            raise ChildFailed(_why(status, late=late.is_set()))


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child with all that it started: what holds its output open would be waited for beyond every
    limit."""
    if child.returncode is None:  # until then its number is nobody else's
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def _why(status: int, *, late: bool) -> str:
    if late or status in (-signal.SIGXCPU, -signal.SIGKILL):
        return "time"
    if status in (OUT_OF_MEMORY, -signal.SIGABRT):
        return "memory"
    log.warning("a child that read a stranger's file ended with %s", status)
    return "failed"
