"""The law as dated parameters, which every app may ask: figures by day, with the article each rests on.

A day on which no law is in force raises; it is never a zero. Figures that one duty alone uses stand in that
duty's folder.
"""

from rulebook.law.law import (
    DatedValue,
    Law,
    LawError,
    LawRow,
    LawValue,
    MissingLaw,
    Parameter,
    ParameterUse,
)
from rulebook.law.loader import RULEBOOK, load_law, read_law

__all__ = [
    "RULEBOOK",
    "DatedValue",
    "Law",
    "LawError",
    "LawRow",
    "LawValue",
    "MissingLaw",
    "Parameter",
    "ParameterUse",
    "load_law",
    "read_law",
]
