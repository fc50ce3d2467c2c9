"""How much a child that reads a stranger's file may use."""

import resource
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
# What a child ends with where its memory was not enough; the system's own signals say the rest.
OUT_OF_MEMORY = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of processor time and twice as many and ten of waiting, `memory` of address space and
    `output` of answer in bytes."""

    seconds: int
    memory: int
    output: int

    @property
    def waiting(self) -> float:
        """Return how long the child may take by the clock on the wall, on a machine that does other things
        too."""
        return self.seconds * 2 + 10.0

    def impose(self) -> None:
        """Bind the running process. Where the system has no such limit (macOS: memory), the others hold."""
        for kind, most in (
            (resource.RLIMIT_CPU, self.seconds),
            (resource.RLIMIT_AS, self.memory),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
        ):
            try:
                resource.setrlimit(kind, (most, most))
            except (ValueError, OSError):
                continue
