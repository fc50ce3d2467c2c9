"""A number as Excel shows it, where its format makes digits and signs of a whole number: codes, telephone
numbers, numbers of documents."""

import re

_PIECE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([0#?])|([.,%@]|[Ee][+-])|([A-Za-z])|(.)', re.DOTALL)
_CONDITION = re.compile(r"\[[<>=]")
_DIGITS_KEPT = 15  # more than a cell of Excel keeps


def shown(value: int | float, code: str) -> str | None:
    """Return the digits and signs that a format gives a whole number; None where it shows something else or
    that cannot be told."""
    if not code:
        return (
            None
            if abs(value) >= 10**_DIGITS_KEPT or (isinstance(value, float) and not value.is_integer())
            else str(int(value))
        )
    if isinstance(value, float) and not value.is_integer():
        return None
    number = int(value)
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', code)
    if abs(number) >= 10**_DIGITS_KEPT or not sections or _CONDITION.search(code):
        return None
    has_own = number < 0 and len(sections) > 1
    section = sections[1] if has_own else sections[2] if number == 0 and len(sections) > 2 else sections[0]
    pieces: list[tuple[bool, str]] = []
    for quoted, escaped, digit, sign, word, other in _PIECE.findall(section):
        if sign or word:
            return None
        if digit:
            pieces.append((True, digit))
        elif text := quoted or escaped or other:
            pieces.append((False, text))
    filled = _filled(pieces, str(abs(number)))
    return None if filled is None else ("-" + filled if number < 0 and not has_own else filled)


def _filled(pieces: list[tuple[bool, str]], digits: str) -> str | None:
    """Put the digits into their places from the right; the first place takes all that are left."""
    places = [at for at, (is_place, _text) in enumerate(pieces) if is_place]
    if not places:
        return None
    out: list[str] = []
    for at in range(len(pieces) - 1, -1, -1):
        is_place, text = pieces[at]
        if not is_place:
            out.append(text)
            continue
        take = digits if at == places[0] else digits[-1:]
        digits = digits[: len(digits) - len(take)]
        out.append(take or ("0" if text == "0" else ""))
    return "".join(reversed(out)).strip()
