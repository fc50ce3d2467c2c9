"""`nen-nep`: one command for what an office does with its installation; the systemd units, the timer, make
and docs/deploy.md all use it.

It takes up the installation's own settings (the file `installation.env` in the project, a link to
/etc/nen-nep.env) and its own account, so that it never works on another, empty database.
"""

import argparse
import os
import pwd
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from runtime import archive, backup, drill, moment, places, record, restore, seal, supervisor
from runtime.errors import CannotStart

SETTINGS = places.PROJECT / "installation.env"


def parse(text: str) -> dict[str, str]:
    """Return the variables of a settings file, read as systemd's EnvironmentFile= reads it: comments, quotes,
    continued lines."""
    found: dict[str, str] = {}
    # Lines that end in a backslash go on, but in comments.
    lines = iter(text.split("\n"))
    for line in lines:
        if not line.strip() or line.lstrip()[0] in "#;":
            continue
        name, mark, rest = line.partition("=")
        if not mark:
            continue
        value = _value(rest.lstrip(" \t\r"), lines)
        found[name.strip()] = value
    return found


def _value(rest: str, lines: "iter[str]") -> str:  # type: ignore[valid-type]
    value, kept, quote = "", 0, ""  # `kept`: how much of the value blanks at its end may not take away
    while True:
        index = 0
        while index < len(rest):
            sign = rest[index]
            index += 1
            if quote and sign == quote:
                quote, kept = "", len(value)
                rest, index = rest[index:].lstrip(" \t\r"), 0
                if rest and rest[0] not in "'\"":
                    return value + rest.rstrip()
            elif not quote and sign in "'\"" and kept == len(value):
                quote = sign
            elif sign == "\\" and quote != "'":
                if index == len(rest):
                    break
                escaped = rest[index]
                index += 1
                value += escaped if not quote or escaped in '"\\`$' else f"\\{escaped}"
                kept = len(value)
            else:
                value += sign
        else:
            if not quote:
                return value[:kept] + value[kept:].rstrip()
            value += "\n"
        following = next(lines, None)
        if following is None:
            return value
        rest = following


def take_up_settings() -> None:
    """Read the installation's settings, where the project has any, and become its account; raises CannotStart
    where this account may not."""
    path = Path(os.environ.get("NEN_NEP_ENV", "").strip() or SETTINGS)
    try:
        text = path.read_text()
    except FileNotFoundError:
        if path == SETTINGS and not path.is_symlink():
            return  # a copy that nobody installed: settings come from the environment
        raise CannotStart(f"Không có tệp cấu hình {path}.", f"There is no settings file {path}.") from None
    except PermissionError:
        raise CannotStart(
            f"Tài khoản này không đọc được {path}. Hãy chạy bằng root: sudo nen-nep …",
            f"This account cannot read {path}. Run as root: sudo nen-nep …",
        ) from None
    except OSError as error:
        raise CannotStart(
            f"Không đọc được {path}: {error.strerror}.", f"The settings in {path} cannot be read."
        ) from None
    os.environ.update(parse(text))
    if os.geteuid() == 0 and places.var().exists() and (uid := places.var().stat().st_uid):
        account = pwd.getpwuid(uid)
        os.initgroups(account.pw_name, account.pw_gid)
        os.setgid(account.pw_gid)
        os.setuid(uid)
        os.environ.update(HOME=account.pw_dir, USER=account.pw_name, LOGNAME=account.pw_name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nen-nep")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="chạy phần mềm / serve").add_argument(
        "roles", nargs="*", help="web, worker, beat: chỉ các phần này / only these parts"
    )
    saving = commands.add_parser("backup", help="sao lưu vào một tệp / write a backup")
    saving.add_argument("folder", nargs="?", type=Path, help="BACKUP_FOLDER, else var/backup")
    saving.add_argument(
        "--keep",
        type=int,
        help="how many of the newest to keep (BACKUP_KEEP); the older ones are deleted; 0 keeps all",
    )
    saving.add_argument(
        "--recipient",
        help="age public keys, with commas (BACKUP_RECIPIENT): only their owners can open the backup",
    )
    restoring = commands.add_parser(
        "restore", help="thay mọi dữ liệu bằng bản sao lưu / replace everything by a backup"
    )
    restoring.add_argument("file", nargs="?", type=Path)
    restoring.add_argument(
        "--to",
        metavar="MOMENT",
        help="từ kho lưu trữ liên tục, về một thời điểm theo giờ Việt Nam / from the archive:"
        f' "2026-11-29 16:05", or {moment.LATEST}',
    )
    drilling = commands.add_parser(
        "drill", help="diễn tập khôi phục ở nơi khác, so sánh / restore elsewhere and compare"
    )
    drilling.add_argument("folder", nargs="?", type=Path, help="BACKUP_FOLDER, else var/backup")
    for opening in (restoring, drilling):
        named = os.environ.get("BACKUP_KEY", "").strip()
        opening.add_argument(
            "--key",
            type=Path,
            default=Path(named) if named else None,
            help="file with the age key of an encrypted backup (BACKUP_KEY)",
        )
        opening.add_argument(
            "--signer",
            default=os.environ.get("BACKUP_SIGNER", ""),
            help="public key of another installation whose backups are trusted",
        )
        opening.add_argument("--unsigned", action="store_true", help="without checking who made the backup")
    commands.add_parser(
        "archive", help="giữ nhật ký cơ sở dữ liệu liên tục / keep the archive, where `run` does not"
    )
    commands.add_parser(
        "backup-key", help="tạo khoá mã hoá bản sao lưu / make a key for encrypted backups"
    ).add_argument("file", type=Path)
    commands.add_parser(
        "manage", help="lệnh quản trị của Django / Django's commands", add_help=False
    ).add_argument("arguments", nargs=argparse.REMAINDER)
    return parser


def _keep(options: argparse.Namespace) -> int:
    named = os.environ.get("BACKUP_KEEP", "").strip() or "0"
    if options.keep is None and not named.isdecimal():
        raise CannotStart(
            f"BACKUP_KEEP={named!r} không phải số. Ví dụ: BACKUP_KEEP=30",
            f"BACKUP_KEEP={named!r} is not a number.",
        )
    return int(named) if options.keep is None else options.keep


def _folder(options: argparse.Namespace) -> Path:
    named = os.environ.get("BACKUP_FOLDER", "").strip()
    return Path(options.folder or named or places.var() / "backup").absolute()


def _restore(options: argparse.Namespace) -> None:
    if bool(options.file) == bool(options.to):
        raise CannotStart(
            "Hãy nêu hoặc một tệp sao lưu, hoặc --to THỜI ĐIỂM.", "Name either a backup or --to MOMENT."
        )
    opened = {"key": options.key, "trusted": options.signer, "unsigned": options.unsigned}
    done = (
        restore.restore_to(options.to, **opened)
        if options.to
        else restore.restore(options.file.absolute(), **opened)
    )
    reached = f" (lúc / as of {record.shown(done.moment)})" if done.moment else ""
    print(
        f"Đã khôi phục{reached}. Dữ liệu trước đó: {done.before or 'không có'} / Restored; what was here"
        f" before: {done.before or 'nothing'}"
    )


def _drill(options: argparse.Namespace) -> int:
    trusted = tuple(word.strip() for word in options.signer.split(",") if word.strip())
    opened = moment.Opened(options.key, trusted, options.unsigned)
    found = drill.run(_folder(options), opened)
    print(drill.told(found))
    return 1 if found["faults"] or found["archive_faults"] else 0


def _save(options: argparse.Namespace) -> None:
    recipients = os.environ.get("BACKUP_RECIPIENT", "") if options.recipient is None else options.recipient
    saved = backup.save(_folder(options), keep=_keep(options), recipients=recipients.strip())
    print(
        f"{saved.file} ({saved.size / 1_000_000:.1f} MB)\nKhoá ký, hãy ghi lại ở nơi khác / signed by, note"
        f" it elsewhere: {seal.signer()}"
    )
    for warning in saved.warnings:
        print(f"Chú ý, tệp đính kèm hỏng từ trước / damaged before: {warning}", file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Do what the arguments ask for and return the exit code; what is in the way is said in words."""
    try:
        take_up_settings()
        options = _parser().parse_args(arguments)
        if options.command == "run":
            os.chdir(places.PROJECT)
            supervisor.main(options.roles)
        elif options.command == "backup":
            _save(options)
        elif options.command == "restore":
            _restore(options)
        elif options.command == "drill":
            return _drill(options)
        elif options.command == "archive":
            archive.keep()
        elif options.command == "backup-key":
            print(f"BACKUP_RECIPIENT={seal.make_identity(options.file)}")
        else:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
            execute_from_command_line(["nen-nep manage", *options.arguments])
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
