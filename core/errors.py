"""Failures that a user can read: what is wrong, why it matters, what to do."""


class Refused(Exception):
    """A service refuses to write; the message is a sentence for the user.

    `field` names the form field it belongs to, or is None for the form as a whole.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
