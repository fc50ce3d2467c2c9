"""The other side of `parent`: limit this process first, then read the file on standard input and answer on
standard output.

Run as `python -m core.strangers.child ORDER`; ORDER is JSON: the task as "module:function", its arguments,
the limits.
"""

import json
import os
import sys
from importlib import import_module
from typing import Any

from core.strangers.limits import OUT_OF_MEMORY, Limits


def main(order: str) -> int:
    given = json.loads(order)
    Limits(**given["limits"]).impose()
    os.nice(5)  # pages go first
    out = sys.stdout.buffer

    def reply(answer: Any) -> None:
        out.write(
            json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
        )

    module, _colon, function = given["task"].partition(":")
    try:
        getattr(import_module(module), function)(sys.stdin.buffer, reply, *given["arguments"])
        out.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    status = main(sys.argv[1])
    sys.stdout.flush()
    os._exit(status)  # nothing of the file is worth tidying up
