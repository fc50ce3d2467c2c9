"""What a child says of a file that may not be kept: a code and the figures of its sentence."""

from typing import Any


class Unfit(Exception):
    """The file may not be kept; `code` names the sentence of core.files, `figures` fill it."""

    def __init__(self, code: str, **figures: Any) -> None:
        super().__init__(code)
        self.code = code
        self.figures = figures
