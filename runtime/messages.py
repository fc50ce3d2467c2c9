"""Compiles translations without the gettext programs: `python -m runtime.messages [--check]`. Needs polib, a
development package."""

import sys

import polib

from runtime import places


def main() -> int:
    """Write each .mo beside its .po; with --check write nothing and return 1 when one is missing or old."""
    check = "--check" in sys.argv[1:]
    stale = []
    for source in sorted(places.PROJECT.glob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        compiled = polib.pofile(str(source)).to_binary()
        if target.exists() and target.read_bytes() == compiled:
            continue
        stale.append(target.relative_to(places.PROJECT))
        if not check:
            target.write_bytes(compiled)
    if check and stale:
        print(f"Not compiled since the last change: {', '.join(map(str, stale))}. Run: make messages")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
