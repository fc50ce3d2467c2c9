"""What any archive of a stranger must keep to before a part of it is read: parts, names, locks, sizes."""

import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath

from core.strangers.limits import MEGABYTE
from core.strangers.verdicts import Unfit

_SMALL = 20 * MEGABYTE  # so much may be packed as tightly as it will


def check(
    package: zipfile.ZipFile, *, parts: int, inflated: int, largest: Callable[[str], int], ratio: int = 0
) -> None:
    """Raise Unfit for an archive of more than so many parts, of two parts by one name, locked, leading
    outside itself, or larger when inflated than it may be: in all, for a part by its name, or as a multiple
    of what is stored (0: any).
    """
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    # Programs of an office take names that differ in case alone for one.
    if len(entries) > parts or len({name.lower() for name in names}) != len(names):
        raise Unfit("archive-odd")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unfit("archive-locked")
    size, stored = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    bomb = ratio and size > _SMALL and size > ratio * max(stored, 1)
    if size > inflated or bomb or any(entry.file_size > largest(entry.filename) for entry in entries):
        raise Unfit("inflates", size=size // MEGABYTE)
    if any(
        name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts or ":" in name
        for name in names
    ):
        raise Unfit("archive-outside")
