"""Keys of search and order as columns that the database works out itself: no write can forget them. See ADR
0022.

A model says `search_text = search_key("code", "name")`; `CreateKeyFunctions` makes the functions behind it
before the first table.
"""

import unicodedata
from collections.abc import Iterable
from itertools import count, groupby
from typing import Any

from django.db import models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Func

from core.text import TONES, UNSEEN

# The functions -----------------------------------------------------------------------------------

# What makes a letter of its own (ă, â, ơ; đ is d with the first) and the tones, as code points behind all
# letters: `ă` comes after `az`, `á` after `a` where no letter differs.
_MARKS_OF_LETTERS = "\u0306\u0302\u031b"
_LETTERS_LAST, _TONES_LAST = "\uf8f0\uf8f1\uf8f2", "\uf8f3\uf8f4\uf8f5\uf8f6\uf8f7"


def _ranges(symbols: Iterable[str]) -> str:
    """Return the symbols as the inside of a PostgreSQL bracket expression."""
    place = count()
    runs = [list(run) for _, run in groupby(sorted(map(ord, symbols)), key=lambda point: point - next(place))]
    return "".join(f"\\U{run[0]:08x}-\\U{run[-1]:08x}" for run in runs)


def functions() -> str:
    """Return the SQL that makes both functions, from what this Python knows of Unicode: a fifth of a second.

    They hang on no locale: collation "C", ranges of code points, tables. They call nothing but what
    PostgreSQL itself brings, since a backup's rows are taken in without a search path. A call of
    regexp_replace costs more than all else, a long table of translate as much a letter: both only where a
    cheap look finds something to do.
    """
    symbols = [
        chr(point) for point in range(1, 0x20000) if not 0xD800 <= point < 0xE000
    ]  # beyond are no capitals, marks or blanks
    marks, unseen = {symbol for symbol in symbols if unicodedata.combining(symbol)}, set(map(chr, UNSEEN))
    blanks = {symbol for symbol in symbols if symbol.isspace()}
    # Capitals beyond A to Z that decompose no further; a sigma that ends a word is a sigma.
    whole = (symbol for symbol in symbols[127:] if symbol == unicodedata.normalize("NFD", symbol))
    small = {one: one.lower() for one in whole if len(one.lower()) == 1 and one.lower() != one} | {"ς": "σ"}
    capitals, smalls = "".join(small), "".join(small.values())
    return rf"""
        CREATE FUNCTION nn_fold(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            plain text COLLATE "C" := words;
        BEGIN
            IF octet_length(plain) > length(plain) THEN
                plain := translate(normalize(plain, NFD), 'đĐÐðƉɖ{_MARKS_OF_LETTERS}{TONES}', 'dDDdDd');
                IF octet_length(plain) > length(plain) THEN
                    plain := regexp_replace(plain, '[{_ranges(marks | unseen)}]+', '', 'g');
                    IF plain ~ '[{_ranges(small)}]' THEN
                        plain := translate(plain, '{capitals}', '{smalls}');
                    END IF;
                END IF;
            END IF;
            IF plain ~ '[{_ranges(blanks - {" "})}]|  ' THEN
                plain := regexp_replace(plain, '[{_ranges(blanks)}]+', ' ', 'g');
            END IF;
            RETURN lower(btrim(plain, ' '));
        END $$;
        CREATE FUNCTION nn_sort_key(words text, given_name_first boolean DEFAULT false)
        RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            plain text COLLATE "C" := normalize(words, NFD);
        BEGIN
            IF plain ~ '[{_ranges(unseen | small.keys() | blanks - {" "})}]|  ' THEN
                plain := regexp_replace(plain, '[{_ranges(unseen)}]+', '', 'g');
                plain := translate(plain, '{capitals}', '{smalls}');
                plain := regexp_replace(plain, '[{_ranges(blanks)}]+', ' ', 'g');
            END IF;
            plain := lower(btrim(plain, ' '));
            plain := translate(plain, 'ĐÐðƉɖ{_MARKS_OF_LETTERS}{TONES}', 'đđđđđ{_LETTERS_LAST}{_TONES_LAST}');
            plain := replace(plain, 'đ', 'd{_LETTERS_LAST[0]}');
            IF given_name_first THEN
                plain := regexp_replace(plain, '^([^ ]+) (.+ )?([^ ]+)$', '\3 \2\1');
            END IF;
            RETURN translate(plain, '{_TONES_LAST}', '') || chr(9) || plain;
        END $$;
    """


class CreateKeyFunctions(Operation):
    """Create `nn_fold(words)`, which gives what `core.text.fold` gives, and `nn_sort_key(words)`,
    whose code-point order is the Vietnamese one."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        schema_editor.execute(functions(), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        schema_editor.execute("DROP FUNCTION nn_fold(text), nn_sort_key(text, boolean)")

    def describe(self) -> str:
        return "Create the functions behind the keys of search and order"


# The columns -------------------------------------------------------------------------------------


class Folded(Func):
    """Columns' words, parted by blanks, without accents, case or đ."""

    function, arg_joiner = "nn_fold", " || ' ' || "
    output_field = models.TextField()


class Initials(Func):
    """The first letters of a name's words, by which an office shortens it: hnd in `Đảng đoàn Hội Nông
    dân`."""

    template = r"regexp_replace(nn_fold(%(expressions)s), '(\S)\S*\s*', '\1', 'g')"
    output_field = models.TextField()


class SortKey(Func):
    """A column's place in the Vietnamese order: letters first, then tones."""

    function = "nn_sort_key"
    output_field = models.TextField()


class PersonSortKey(SortKey):
    """A full name's place in the order of names: tên, then đệm, then họ."""

    template = "%(function)s(%(expressions)s, true)"


def search_key(*columns: Any) -> models.GeneratedField:
    """Return the column in which a search blind to accents finds the words of these text columns of the same
    row."""
    return models.GeneratedField(
        expression=Folded(*columns), output_field=models.TextField(), db_persist=True
    )


def order_key(expression: SortKey) -> models.GeneratedField:
    """Return the column by which rows are put in Vietnamese order, the same on every machine."""
    return models.GeneratedField(
        expression=expression, output_field=models.TextField(db_collation="C"), db_persist=True
    )
