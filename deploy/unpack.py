"""Installs the bundle that this file is the start of, or renews an installation by it; no network is asked.

`sh nen-nep-….run [--to FOLDER]`. Standard library only; run by the machine's own Python. The new code is made
ready beside the old, which is only then put aside as FOLDER.before: what fails earlier leaves all as it was.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

CODE = "nen-nep/"
SYSTEMD = Path("/run/systemd/system")
SERVICE = "nen-nep.service"
COMPILE = ("-m", "compileall", "-q", "-x", r"/\.venv/", ".")
HELD = (
    "from runtime import command, processes; command.take_up_settings();"
    " print(processes.is_held('supervisor'))"
)


class Refused(Exception):
    """The bundle cannot be installed here; the message says why, in both languages."""


def refuse(vietnamese: str, english: str) -> Refused:
    return Refused(f"{vietnamese}\n{english}")


def check_machine(bundle: dict[str, Any]) -> None:
    """Raise Refused unless the wheels inside are for this machine and this Python."""
    version = "{}.{}".format(*sys.version_info[:2])
    if version not in bundle["pythons"]:
        wanted = ", ".join(bundle["pythons"])
        raise refuse(
            f"Gói này cần Python {wanted}; máy này chạy {version}. Chỉ ra bản khác: PYTHON=/đường/dẫn sh …",
            f"This bundle is for Python {wanted}; here is {version}. Name another: PYTHON=/path sh …",
        )
    name, libc = platform.libc_ver()
    if (platform.system(), platform.machine()) != ("Linux", bundle["machine"]) or name != "glibc":
        raise refuse(
            f"Gói này dành cho Linux {bundle['machine']} (glibc); máy này là {platform.platform()}.",
            f"This bundle is for Linux {bundle['machine']} with glibc; this machine is another.",
        )
    if tuple(map(int, libc.split("."))) < tuple(bundle["glibc"]):
        raise refuse(
            f"Hệ điều hành quá cũ: glibc {libc}, cần từ {'.'.join(map(str, bundle['glibc']))}.",
            "The system is too old for these packages.",
        )


def check_place(target: Path) -> None:
    """Raise Refused unless the folder is absent, empty, or an installation whose data are elsewhere."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not (target / "runtime" / "command.py").is_file():
        raise refuse(f"{target} đang chứa thứ khác.", f"{target} holds something else.")
    if (target / "var").is_dir():
        raise refuse(
            f"Dữ liệu nằm trong {target}/var. Hãy dừng phần mềm, chuyển thư mục ấy ra ngoài, ghi chỗ mới"
            f" thành dòng VAR_DIR=… của {target}/installation.env hoặc /etc/nen-nep.env, rồi cài lại.",
            f"The data are in {target}/var. Stop the copy, move that folder out, name its place as VAR_DIR in"
            " the settings, then install again.",
        )


def unpack(archive: zipfile.ZipFile, bundle: dict[str, Any], target: Path) -> None:
    """Write the code and the wheels, each checked against the bundle's list."""
    for name, (digest, mode) in bundle["files"].items():
        content = archive.read(CODE + name)
        if hashlib.sha256(content).hexdigest() != digest:
            raise refuse(f"Tệp {name} trong gói bị hỏng.", f"{name} in the bundle is damaged.")
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)


def make_ready(folder: Path) -> None:
    """Make the packages' environment in the new folder, from the wheels in it, and compile the code."""
    quiet = {**os.environ, "PYTHONNOUSERSITE": "1"}
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        quiet.pop(name, None)
    for command in ([sys.executable, "-m", "runtime.setup", "runtime"], [sys.executable, *COMPILE]):
        if subprocess.run(command, cwd=folder, env=quiet, check=False).returncode:
            raise refuse(
                "Chưa cài được; bản đang chạy còn nguyên.", "Not installed; what was here is untouched."
            )


def serves() -> bool:
    """Tell whether systemd runs an installation on this machine now."""
    asked = ["systemctl", "is-active", "--quiet", SERVICE]
    return SYSTEMD.is_dir() and subprocess.run(asked, check=False).returncode == 0


def check_stopped(target: Path) -> None:
    """Raise Refused while a copy that systemd does not run works from the folder."""
    python = target / ".venv" / "bin" / "python"
    if python.exists():
        asked = subprocess.run([python, "-c", HELD], cwd=target, capture_output=True, text=True, check=False)
        if asked.stdout.strip() == "True":
            raise refuse(
                "Phần mềm đang chạy: hãy dừng rồi cài lại.",
                "A copy is running: stop it, then run this again.",
            )


def switch(new: Path, target: Path) -> None:
    """Put the new code where the old was; the old stays beside it as FOLDER.before."""
    before = target.with_name(f"{target.name}.before")
    if target.exists():
        settings = target / "installation.env"
        if settings.is_symlink() or settings.exists():
            shutil.copy2(settings, new / settings.name, follow_symlinks=False)
        shutil.rmtree(before, ignore_errors=True)
        target.rename(before)
    new.rename(target)


def install(archive: zipfile.ZipFile, target: Path) -> None:
    """Install into the folder, or renew what is there; raises Refused."""
    bundle = json.loads(archive.read("bundle.json"))
    check_machine(bundle)
    before = target.with_name(f"{target.name}.before")
    if not target.exists() and before.exists():
        before.rename(target)  # the machine stopped between the two renames of an earlier run
    check_place(target)
    renewed, served = (target / "runtime").is_dir(), serves()
    if renewed and not served:
        check_stopped(target)
    new = target.with_name(f"{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    unpack(archive, bundle, new)
    make_ready(new)
    if served:
        subprocess.run([target / "deploy" / "nen-nep", "backup"], check=True)
        subprocess.run(["systemctl", "stop", SERVICE], check=True)
    switch(new, target)
    settle(target)
    if served:
        subprocess.run(["systemctl", "start", SERVICE], check=True)
    print(f"Nền nếp {bundle['version']}: {target}")
    if renewed:
        print(f"Bản trước / the one before: {before}")


def settle(target: Path) -> None:
    """Make account, settings, command and units, or without root the settings alone."""
    settings = target / "installation.env"
    if os.geteuid() == 0:
        subprocess.run(["sh", target / "deploy" / "install"], check=True)
    elif not settings.exists():
        data = target.with_name(f"{target.name}-data")
        settings.write_text(f"VAR_DIR={data}\nSAMPLE=0\n")
        print(f"Chạy / run: {target}/deploy/nen-nep run\nCấu hình / settings: {settings}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="sh nen-nep-….run", description="Cài Nền nếp, không cần mạng / install."
    )
    root = "/srv/nen-nep" if os.geteuid() == 0 else "nen-nep"
    parser.add_argument("--to", type=Path, default=Path(root), help=f"thư mục mã / folder (default: {root})")
    options = parser.parse_args(arguments)
    try:
        with zipfile.ZipFile(sys.argv[0]) as archive:
            install(archive, options.to.absolute())
    except (Refused, subprocess.CalledProcessError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
