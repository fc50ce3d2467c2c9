"""People as vCard 3.0, which phones and mail programs read."""

from collections.abc import Iterable

from delegations.models import Person

MIME = "text/vcard; charset=utf-8"
_WIDTH = 74


def cards(people: Iterable[tuple[Person, list[str]]], *, organisation: str) -> str:
    """Return the vCards of people, each with the offices that they hold now."""
    return "".join(_card(person, offices, organisation) for person, offices in people)


def _card(person: Person, offices: list[str], organisation: str) -> str:
    family, _blank, given = person.full_name.partition(" ")
    middle, _blank, last = given.rpartition(" ")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:nen-nep-{_escaped(person.code)}",
        f"FN:{_escaped(person.full_name)}",
        f"N:{_escaped(family)};{_escaped(last)};{_escaped(middle)};;",
        f"ORG:{_escaped(organisation)}",
    ]
    if offices:
        lines.append(f"TITLE:{_escaped('; '.join(offices))}")
    if person.email:
        lines.append(f"EMAIL;TYPE=INTERNET:{_escaped(person.email)}")
    if person.phone:
        lines.append(f"TEL;TYPE=WORK,VOICE:{_escaped(person.phone)}")
    return "".join(_folded(line) for line in [*lines, "END:VCARD"])


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return the line broken so that no part is longer than 75 octets, never inside a letter (RFC 2425,
    5.8.1)."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > _WIDTH:
            parts.append(part)
            part = " "
        part += letter
    return "\r\n".join([*parts, part]) + "\r\n"
