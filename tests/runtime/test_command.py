"""`nen-nep` works with the installation's settings and account, from any folder; the unit files say the same
and keep the product closed in."""

import configparser
import os
import shutil
import subprocess
import sys

import pytest

from runtime import command, places

pytestmark = pytest.mark.process
NEN_NEP = places.PROJECT / "deploy" / "nen-nep"


def test_settings_are_read_as_systemd_reads_them():
    text = """
# a comment
; another
  SITE_URL=https://nennep.example.vn
MAIL_FROM="Nền nếp <nennep@example.vn>"
PLAIN = two words\x20\x20
SINGLE='$HOME \\ "as it is"'
DOUBLE="a \\"quoted\\" \\$HOME \\n"
ESCAPED=a\\ b\\\\c
LONG=one \\
two
INNER=it's # no comment
JOINED="a"'b'
LINES="first
second"
EMPTY=
no value
"""
    assert command.parse(text) == {
        "SITE_URL": "https://nennep.example.vn",
        "MAIL_FROM": "Nền nếp <nennep@example.vn>",
        "PLAIN": "two words",
        "SINGLE": '$HOME \\ "as it is"',
        "DOUBLE": 'a "quoted" $HOME \\n',
        "ESCAPED": "a b\\c",
        "LONG": "one two",
        "INNER": "it's # no comment",
        "JOINED": "ab",
        "LINES": "first\nsecond",
        "EMPTY": "",
    }


def test_the_settings_of_the_installation_are_used_from_any_folder(tmp_path):
    """Whatever the shell's own variables say, and whatever packages lie in the folder at hand."""
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "__init__.py").write_text("raise SystemExit('the wrong package')")
    settings = tmp_path / "nen-nep.env"
    settings.write_text(f"VAR_DIR='{tmp_path / 'dữ liệu'}'\nDATABASE_URL=\n")
    link = tmp_path / "bin nen-nep"
    link.symlink_to(NEN_NEP)
    environment = {
        **os.environ,
        "NEN_NEP_ENV": str(settings),
        "VAR_DIR": "/nowhere",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    }
    done = subprocess.run(
        [link, "backup"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert f"There is nothing to save in {tmp_path / 'dữ liệu'}." in done.stderr
    assert not (tmp_path / "dữ liệu" / "postgres").exists()


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become another account, and find one that may not read"
)
def test_the_account_of_the_installation_is_taken_and_a_stranger_is_told_to_be_root(tmp_path):
    home = tmp_path / "var"
    home.mkdir()
    shutil.chown(home, 65534, 65534)
    settings = tmp_path / "nen-nep.env"
    settings.write_text(f"VAR_DIR={home}\nPORT=8123\n")
    settings.chmod(0o600)
    code = (
        "import os; from runtime import command; command.take_up_settings(); print(os.getresuid(),"
        " os.getresgid(), os.environ['PORT'], os.environ['USER'])"
    )
    run = {
        "env": {**os.environ, "NEN_NEP_ENV": str(settings)},
        "cwd": places.PROJECT,
        "capture_output": True,
        "text": True,
        "check": False,
        "timeout": 60,
    }
    assert (
        subprocess.run([sys.executable, "-c", code], **run).stdout
        == "(65534, 65534, 65534) (65534, 65534, 65534) 8123 nobody\n"
    )
    code = (
        "import os; from runtime import command; os.setuid(65533); raise SystemExit(command.main(['backup']))"
    )
    done = subprocess.run([sys.executable, "-c", code], **run)
    assert (done.returncode, "sudo nen-nep" in done.stderr) == (1, True)


def unit(name: str) -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None, strict=False)
    found.optionxform = str
    found.read(places.PROJECT / "deploy" / "systemd" / name)
    return found


def test_the_units_use_the_command_with_the_settings_and_the_account_of_the_installation():
    serving, saving = unit("nen-nep.service")["Service"], unit("nen-nep-backup.service")["Service"]
    assert serving["ExecStart"] == "/srv/nen-nep/deploy/nen-nep run"
    assert saving["ExecStart"] == "/srv/nen-nep/deploy/nen-nep backup"
    drilling = unit("nen-nep-drill.service")["Service"]
    assert drilling["ExecStart"] == "/srv/nen-nep/deploy/nen-nep drill"
    for name in (
        "User",
        "EnvironmentFile",
        "StateDirectory",
        "ProtectSystem",
        "CapabilityBoundingSet",
        "SystemCallFilter",
        "PrivateDevices",
    ):
        assert serving[name] == saving[name] == drilling[name]


def analyze(*arguments: str | os.PathLike) -> subprocess.CompletedProcess:
    command = ["systemd-analyze", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_the_units_are_closed_in_and_hold_no_faults(tmp_path):
    """All together, so that a timer finds its service: as deploy/install writes them for this folder."""
    for unit in (places.PROJECT / "deploy" / "systemd").iterdir():
        (tmp_path / unit.name).write_text(unit.read_text().replace("/srv/nen-nep", str(places.PROJECT)))
    units = sorted(tmp_path.iterdir())
    assert len(units) >= 3
    verified = analyze("verify", "--recursive-errors=no", *units)
    named = [line for line in verified.stderr.splitlines() if any(unit.name in line for unit in units)]
    assert (verified.returncode, named) == (0, [])
    services = [unit for unit in units if unit.suffix == ".service"]
    measured = analyze("security", "--offline=true", "--threshold=20", *services)
    assert measured.returncode == 0, measured.stdout[-500:]  # below 2.0 of 10
