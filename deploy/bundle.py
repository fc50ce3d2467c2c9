"""Makes what an office without internet installs from: `python -m deploy.bundle run|deb`.

`run`: one file for one machine and one Python, or several: the committed code, the locked packages as wheels,
the bill of materials, and deploy/unpack.py, which installs them. `deb`: the same as a Debian package. Needs
the network, or pip's cache, to fetch the wheels; pip checks each against the lock.
"""

import argparse
import hashlib
import io
import json
import os
import platform
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path

from deploy import parts

PROJECT = parts.PROJECT
HERE = PROJECT / "deploy"
# What does not run.
LEFT_OUT = ("tests", "bench", ".ci")
GLIBC = (2, 28)  # of the oldest systems for which all wheels are made: Debian 10, RHEL 8
PLATFORMS = (
    "manylinux1",
    "manylinux2010",
    "manylinux2014",
    *(f"manylinux_2_{n}" for n in range(5, GLIBC[1] + 1)),
)
DEBIAN = {"x86_64": "amd64", "aarch64": "arm64"}


def version() -> str:
    return str(tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"])


def code(folder: Path) -> None:
    """Write the committed code into the folder; raises SystemExit where something is not committed."""
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=PROJECT, check=True, capture_output=True, text=True
    ).stdout
    if changed:
        print(f"Not in the bundle, because not committed:\n{changed}", file=sys.stderr)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=PROJECT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        kept = [member for member in tar.getmembers() if member.name.split("/")[0] not in LEFT_OUT]
        tar.extractall(folder, members=kept, filter="data")


def wanted(*, machine: str, python: str) -> list[str]:
    """Return the lines by which pip fetches what such a machine needs, and pip for a Python without it."""
    brought = [each for each in parts.locked(PROJECT / "requirements" / "dev.txt") if each.name == "pip"]
    found = [each for each in parts.locked() if parts.wanted(each, machine=machine, python=python)]
    return [
        " ".join([f"{each.name}=={each.version}", *(f"--hash=sha256:{one}" for one in each.hashes)])
        for each in (*found, *brought)
    ]


def wheels(folder: Path, *, machine: str, pythons: list[str]) -> None:
    """Fetch the locked packages as wheels for such machines."""
    folder.mkdir()
    for python in pythons:
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as lock:
            lock.write("\n".join(wanted(machine=machine, python=python)))
            lock.flush()
            _fetch(Path(lock.name), folder, machine=machine, python=python)


def _fetch(lock: Path, folder: Path, *, machine: str, python: str) -> None:
    options = [option for name in PLATFORMS for option in ("--platform", f"{name}_{machine}")]
    abis = [option for abi in (f"cp{python.replace('.', '')}", "abi3", "none") for option in ("--abi", abi)]
    command = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "download", "--no-deps"]
    command += ["--only-binary", ":all:", "--require-hashes", "--implementation", "cp"]
    command += ["--python-version", python, *abis, *options, "-r", str(lock), "-d", str(folder)]
    subprocess.run(command, check=True)


def fill(folder: Path, *, machine: str, pythons: list[str]) -> None:
    """Write all that a bundle holds: code, wheels, the bill of materials."""
    code(folder)
    wheels(folder / "wheelhouse", machine=machine, pythons=pythons)
    hashes = {path.name: digest(path) for path in sorted((folder / "wheelhouse").iterdir())}
    (folder / "nen-nep.cdx.json").write_text(parts.bill(hashes))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run_file(folder: Path, target: Path, *, machine: str, pythons: list[str]) -> None:
    """Write the file that installs: a few lines of shell, then an archive that Python runs."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    listed = {
        str(path.relative_to(folder)): (digest(path), 0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)
        for path in files
    }
    told = {"version": version(), "machine": machine, "pythons": pythons, "glibc": GLIBC, "files": listed}
    start = (HERE / "start.sh").read_text().replace("@PYTHONS@", " ".join(pythons))
    target.write_text(start)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "__main__.py", (HERE / "unpack.py").read_bytes())
        _add(archive, "bundle.json", json.dumps(told, indent=1).encode())
        for path in files:
            _add(archive, f"nen-nep/{path.relative_to(folder)}", path.read_bytes())
    target.chmod(0o755)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name)  # of 1980: the same bundle from the same commit
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def package(folder: Path, target: Path, *, machine: str, pythons: list[str]) -> None:
    """Write the Debian package of what `fill` wrote into `folder`/usr/lib/nen-nep."""
    home = folder / "usr" / "lib" / "nen-nep"
    units = folder / "usr" / "lib" / "systemd" / "system"
    for made in (units, folder / "etc", folder / "usr" / "bin", folder / "usr" / "share" / "doc" / "nen-nep"):
        made.mkdir(parents=True)
    for unit in sorted((HERE / "systemd").iterdir()):
        (units / unit.name).write_text(unit.read_text().replace("/srv/nen-nep", "/usr/lib/nen-nep"))
    shutil.copy(HERE / "first-settings", folder / "etc" / "nen-nep.env")
    (folder / "usr" / "bin" / "nen-nep").symlink_to("../lib/nen-nep/deploy/nen-nep")
    shutil.copy(home / "docs" / "licences.md", folder / "usr" / "share" / "doc" / "nen-nep" / "copyright")
    control = folder / "DEBIAN"
    control.mkdir()
    for script in sorted((HERE / "debian").iterdir()):
        text = script.read_text()
        for mark, value in (
            ("@VERSION@", version()),
            ("@ARCHITECTURE@", DEBIAN[machine]),
            ("@FIRST@", pythons[0]),
            ("@AFTER@", f"3.{int(pythons[-1].partition('.')[2]) + 1}"),
            ("@SIZE@", str(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024)),
        ):
            text = text.replace(mark, value)
        (control / script.name).write_text(text)
    _modes(folder)
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", folder, target],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _modes(folder: Path) -> None:
    for path in folder.rglob("*"):
        if not path.is_symlink():
            runs = (
                path.is_dir()
                or path.stat().st_mode & stat.S_IXUSR
                or path.name in {"postinst", "prerm", "postrm"}
            )
            path.chmod(0o755 if runs else 0o644)
    (folder / "etc" / "nen-nep.env").chmod(0o600)
    folder.chmod(0o755)


def main(arguments: list[str]) -> int:
    """Make the bundle or the package, and print where it is."""
    parser = argparse.ArgumentParser(prog="python -m deploy.bundle")
    parser.add_argument("kind", choices=("run", "deb"))
    parser.add_argument("--python", nargs="+", dest="pythons", choices=parts.PYTHONS)
    parser.add_argument("--machine", default=platform.machine(), choices=parts.MACHINES)
    parser.add_argument("--folder", type=Path, default=PROJECT / "dist")
    options = parser.parse_args(arguments)
    own = "{}.{}".format(*sys.version_info[:2])
    pythons = sorted(options.pythons or ([own] if options.kind == "run" else parts.PYTHONS))
    machine = options.machine
    options.folder.mkdir(parents=True, exist_ok=True)
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as work:
        root = Path(work) / "root"
        home = root if options.kind == "run" else root / "usr" / "lib" / "nen-nep"
        home.mkdir(parents=True)
        fill(home, machine=machine, pythons=pythons)
        if options.kind == "run":
            names = "-".join(f"py{python.replace('.', '')}" for python in pythons)
            target = options.folder / f"nen-nep-{version()}-linux-{machine}-{names}.run"
            run_file(root, target, machine=machine, pythons=pythons)
        else:
            target = options.folder / f"nen-nep_{version()}_{DEBIAN[machine]}.deb"
            package(root, target, machine=machine, pythons=pythons)
    print(f"{target}  {target.stat().st_size / 1e6:.0f} MB  sha256 {digest(target)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
