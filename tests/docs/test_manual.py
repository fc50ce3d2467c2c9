"""The manual says what the screens say, its links lead somewhere, and its pictures are there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from desk.documents import manual
from papers.enums import Kind

ROOT: Path = settings.BASE_DIR
FILES = sorted(manual.FOLDER.glob("*.md"))
PICTURES = manual.FOLDER / "pictures"
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
QUOTE = re.compile(r"“(.+?)”")
TRANSLATED = re.compile(r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"\{%\s*blocktranslate\b[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.S)
FILLED = re.compile(r"\{\{.*?\}\}|%\(\w+\)[sd]|%s|\{\w*\}")
CALLS = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}
SOURCES = [
    folder
    for folder in ROOT.iterdir()
    if (folder / "__init__.py").exists() and folder.name not in {"bench", "tests"}
]


@cache
def on_screen() -> frozenset[str]:
    """Return every text that a screen may show, as it stands in the templates and the code."""
    return frozenset(_texts())


def _texts() -> Iterator[str]:
    for folder in (ROOT / "templates", ROOT / "rulebook"):
        for path in [*folder.rglob("*.html"), *folder.rglob("*.txt")]:
            source = path.read_text()
            yield from (first or second for first, second in TRANSLATED.findall(source))
            for block in BLOCK.findall(source):
                yield from re.split(r"\{%\s*plural\s*%\}", block)
    for folder in SOURCES:
        for path in folder.rglob("*.py"):
            if "migrations" not in path.parts:
                yield from _texts_of(path)


def _texts_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
            yield from (
                part.value
                for part in node.args
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def key(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" :.…").casefold()


@cache
def words() -> frozenset[str]:
    return frozenset(map(key, on_screen()))


@cache
def sentences() -> re.Pattern[str]:
    """Return what matches any text of a screen whose places are filled."""
    filled = {key(text) for text in on_screen() if FILLED.search(text)}
    enough = [text for text in filled if len(re.findall(r"\w", FILLED.sub("", text))) > 2]
    return re.compile("|".join(".+".join(map(re.escape, FILLED.split(text))) for text in enough))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_manual_sets_in_bold_is_on_a_screen(path: Path) -> None:
    names = [name for bold in BOLD.findall(path.read_text()) for name in bold.split(" → ")]

    assert [name for name in names if key(name) not in words()] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_manual_quotes_is_said_on_a_screen(path: Path) -> None:
    quoted = [key(said) for said in QUOTE.findall(path.read_text())]

    assert [said for said in quoted if said not in words() and not sentences().fullmatch(said)] == []


def test_every_chapter_has_its_file_and_its_line_in_the_index() -> None:
    index = (manual.FOLDER / "README.md").read_text()
    linked = {link.partition("#")[0].removesuffix(".md") for link in LINK.findall(index)}

    assert {path.stem for path in FILES} - {"README"} == set(manual.ORDER) == linked


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_link_leads_to_a_file_and_a_heading(path: Path) -> None:
    broken = []
    for link in LINK.findall(path.read_text()):
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        chapter = manual.chapters().get(target.stem)
        if not target.exists() or (anchor and (chapter is None or chapter.part(anchor) is None)):
            broken.append(link)

    assert broken == []


def test_a_sign_s_explanation_is_in_the_manual() -> None:
    named = [
        part
        for path in (ROOT / "templates").rglob("*.html")
        for part in re.findall(r'explains.html" with chapter="([^"]+)" part="([^"]+)"', path.read_text())
    ]

    assert len(named) == 4
    assert [(slug, anchor) for slug, anchor in named if manual.chapters()[slug].part(anchor) is None] == []


def test_every_picture_is_named_and_every_named_picture_is_there() -> None:
    named = [
        ROOT / "docs" / "manual" / name for path in FILES for _, name in PICTURE.findall(path.read_text())
    ]
    named += [ROOT / name for _, name in PICTURE.findall((ROOT / "README.md").read_text())]

    assert {path.name for path in named} == {path.name for path in PICTURES.iterdir()}
    assert [path for path in named if not path.exists()] == []


def test_a_picture_has_words_for_who_does_not_see_it() -> None:
    assert [path.stem for path in FILES for words, _ in PICTURE.findall(path.read_text()) if not words] == []


@pytest.mark.parametrize("path", sorted(PICTURES.iterdir()), ids=lambda path: path.stem)
def test_a_picture_is_small_and_whole(path: Path) -> None:
    assert path.stat().st_size < 200_000
    with Image.open(path) as picture:
        picture.load()
        assert (picture.format, min(picture.size) >= 390) == ("WEBP", True)


def test_the_spelling_is_the_house_s() -> None:
    """Uỷ, hoà: the tone stands where the office writes it."""
    wrong = re.compile(r"\b\w*(?:ủy|úy|òa|óa|ỏa|òe|óe|ùy)\b", re.I)
    found = [
        (path.stem, word)
        for path in FILES
        for word in wrong.findall(re.sub(r"`[^`]*`|\([^)]*Tòa[^)]*\)", "", path.read_text()))
    ]

    assert found == []


def test_every_kind_of_paper_has_its_picture_in_both_standards_and_all_are_light() -> None:
    wanted = {f"giay-to-{kind}-{form}.webp" for kind in Kind for form in ("36", "05")}
    found = [path for path in PICTURES.iterdir() if path.name.startswith("giay-to-")]

    assert {path.name for path in found} == wanted
    assert sum(path.stat().st_size for path in found) < 1_200_000
