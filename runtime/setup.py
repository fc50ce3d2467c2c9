"""Makes .venv with the locked packages: `python3 -m runtime.setup runtime|dev`. Standard library only; run by
the system's Python.

A second run with the same lock does nothing. An interrupted one is done again: the stamp is written last.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
WHEELS = "wheelhouse"


def _say(vietnamese: str, english: str) -> None:
    print(f"{vietnamese}\n{english}", flush=True)


def _works() -> bool:
    """Tell whether .venv has a Python of the version that runs this script (an upgrade of the system may have
    taken it away)."""
    try:
        found = subprocess.run(
            [PYTHON, "-c", "import sys; print(sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    except OSError:
        return False
    return found.returncode == 0 and found.stdout.strip() in {
        str(version) for version in ((3, 11), (3, 12), (3, 13))
    }


def _make_venv(uv: str | None) -> None:
    with_pip = importlib.util.find_spec("ensurepip") is not None
    if importlib.util.find_spec("venv") is not None:
        options = [] if with_pip and not uv else ["--without-pip"]
        if (
            subprocess.run([sys.executable, "-m", "venv", "--clear", *options, VENV], check=False).returncode
            == 0
        ):
            return
    if (
        uv
        and subprocess.run(
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV], check=False
        ).returncode
        == 0
    ):
        return
    _missing_venv()


def _missing_venv() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    _say(
        f"Python {version} trên máy này thiếu venv hoặc pip. Trên Debian, Ubuntu: apt-get install"
        f" python{version}-venv; rồi chạy lại.",
        f"Python {version} here lacks venv or pip. On Debian and Ubuntu: apt-get install"
        f" python{version}-venv; then run again.",
    )
    sys.exit(1)


def _installers(uv: str | None) -> list[list[str]]:
    """Return commands that can install into .venv, the quickest first."""
    found = [[uv, "pip", "install", "--quiet", "--python", str(PYTHON)]] if uv else []
    # A bundle brings pip along, for Pythons without: a wheel of it runs as it is.
    brought = [[str(PYTHON), f"{wheel}/pip"] for wheel in sorted((PROJECT / WHEELS).glob("pip-*.whl"))]
    for start in (
        *brought,
        [str(PYTHON), "-m", "pip"],
        [sys.executable, "-m", "pip", "--python", str(PYTHON)],
    ):
        if subprocess.run([*start, "--version"], capture_output=True, check=False).returncode == 0:
            found.append(
                [
                    *start,
                    "install",
                    "--quiet",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--no-input",
                    "--progress-bar",
                    "off",
                ]
            )
            break
    return found


def main() -> int:
    which = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    lock = PROJECT / "requirements" / f"{which}.txt"
    mark = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f".installed-{which}"
    if stamp.exists() and stamp.read_text() == mark and _works():
        return 0
    uv = shutil.which("uv")
    os.environ["UV_PYTHON_DOWNLOADS"] = "never"
    if not _works():
        _say("Tạo môi trường Python trong .venv…", "Making the Python environment in .venv…")
        _make_venv(uv)
    stamp.unlink(missing_ok=True)
    _say(
        "Cài các gói đã khoá phiên bản (lần đầu mất khoảng một phút)…",
        "Installing the locked packages (about a minute the first time)…",
    )
    installers = _installers(uv)
    if not installers:
        shutil.rmtree(VENV, ignore_errors=True)
        _missing_venv()
    # Packages that were brought along, for machines without internet. Relative: what pip and uv read splits
    # an address at its blanks.
    source = ["--no-index", "--find-links", WHEELS] if (PROJECT / WHEELS).is_dir() else []
    for installer in installers:
        if (
            subprocess.run(
                [*installer, *source, "--require-hashes", "-r", lock],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                check=False,
            ).returncode
            == 0
        ):
            if which == "dev":
                # The longer lock holds all of the shorter.
                (VENV / ".installed-runtime").write_text(
                    hashlib.sha256((PROJECT / "requirements" / "runtime.txt").read_bytes()).hexdigest()
                )
            stamp.write_text(mark)
            return 0
    _say(
        "Không cài được các gói. Kiểm tra mạng rồi chạy lại lệnh vừa rồi; phần đã tải không mất. Mạng nội bộ"
        " không có Internet: xem docs/deploy.md.",
        "The packages could not be installed. Check the network and run the command again; what was fetched"
        " is kept. Without internet: see docs/deploy.md.",
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
