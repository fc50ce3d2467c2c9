"""What a person who starts the product can read and act on."""


class CannotStart(Exception):
    """Something outside the product is in the way; the message says what and what to do, in Vietnamese and
    English."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese}\n{english}")
