"""Where uploaded files are: a folder (of this machine, or a share of several), or a bucket of S3-compatible
storage, as FILES_URL names it. Backups and restores read and write either, without Django and never with more
than one piece of a file in memory.
"""

import contextlib
import dataclasses
import functools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from runtime import places
from runtime.errors import CannotStart

READY = ".ready-"  # checked by a restore, waiting for the switch
REPLACED = ".replaced-"
EXAMPLE = "FILES_URL=s3://key:secret@host:9000/bucket?tls=1"
CONNECT_SECONDS, ANSWER_SECONDS, ATTEMPTS = 3, 20, 2
STYLES = {"path", "virtual"}


class Gone(Exception):
    """A file went away, or changed its length, while it was read."""


class Upload(NamedTuple):
    """A file of the store: its name within, bytes, and when it was written (seconds since 1970)."""

    name: str
    size: int
    written_at: float


Take = Callable[[Upload, Any], None]
"""Puts a file and its content into a store, as `Store.take` under one mark."""


class Store(Protocol):
    def uploads(self) -> Iterator[Upload]:
        """Return the files in the order of their names."""

    def read(self, upload: Upload) -> contextlib.AbstractContextManager[IO[bytes]]:
        """Open a file; raises Gone where it is no longer there, or no longer the same."""

    def take(self, mark: str, upload: Upload, content: Any) -> None:
        """Put a file that a restore has checked beside the others, until `switch`."""

    def switch(self, mark: str, ready: Path) -> None:
        """Put what was taken under a mark in place of all files. Done twice, or cut off and done again, it
        ends the same. `ready`: a folder of the restore, for its notes."""

    def discard(self, mark: str) -> None:
        """Clear away what was taken under a mark, and what a switch replaced."""


def is_upload(name: str) -> bool:
    """Tell whether a name in the store is an upload: not our own work, not what a file system puts into its
    top."""
    return not name.startswith(".") and name != "lost+found"


# A folder ----------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Folder:
    path: Path
    shared: bool = False
    """Whether FILES_URL names it, for all hosts."""

    @property
    def home(self) -> Path:
        """The folder through a link: what is to be switched is within, on the same disk, even where it is a
        mount."""
        return self.path.resolve()

    def uploads(self) -> Iterator[Upload]:
        for above, folders, names in os.walk(self.path, followlinks=True):
            folders[:] = sorted(filter(is_upload, folders))
            for name in sorted(filter(is_upload, names)):
                path = Path(above) / name
                size, written_at = 0, 0.0  # of one that went away meanwhile, which `read` finds out
                with contextlib.suppress(FileNotFoundError):
                    state = path.stat()
                    size, written_at = state.st_size, state.st_mtime
                yield Upload(path.relative_to(self.path).as_posix(), size, written_at)

    @contextlib.contextmanager
    def read(self, upload: Upload) -> Iterator[IO[bytes]]:
        try:
            file = (self.path / upload.name).open("rb")
        except FileNotFoundError:
            raise Gone(upload.name) from None
        with file:
            if os.fstat(file.fileno()).st_size != upload.size:
                raise Gone(upload.name)
            yield file

    def take(self, mark: str, upload: Upload, content: Any) -> None:
        target = self.home / f"{READY}{mark}" / upload.name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as sink:
            shutil.copyfileobj(content, sink, 1 << 20)
            sink.flush()
            os.fsync(sink.fileno())
        os.utime(target, (upload.written_at, upload.written_at))

    def switch(self, mark: str, ready: Path) -> None:
        """By renaming only."""
        home = self.home
        coming, replaced = home / f"{READY}{mark}", home / f"{REPLACED}{mark}"
        coming.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (ready / "cleared").exists():
            replaced.mkdir(exist_ok=True)
            for old in list(home.iterdir()):
                if is_upload(old.name):
                    old.rename(replaced / old.name)
            (ready / "cleared").touch()
        for new in list(coming.iterdir()):
            new.rename(home / new.name)

    def discard(self, mark: str) -> None:
        for leftover in (self.home / f"{READY}{mark}", self.home / f"{REPLACED}{mark}"):
            shutil.rmtree(leftover, ignore_errors=True)


# A bucket ----------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Bucket:
    """`prefix`: empty, or a folder in the bucket with its slash. `verify`: the file of the authority that
    signed the server's certificate, or True for the system's authorities."""

    name: str
    endpoint: str
    key: str
    secret: str
    region: str
    prefix: str
    style: str
    verify: str | bool

    def config(self) -> Any:
        """Return how boto3 asks: seconds to wait, and nothing that only Amazon's own storage knows."""
        from botocore.config import Config  # noqa: PLC0415 - a tenth of a second, where there is a bucket

        return Config(
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=ANSWER_SECONDS,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            s3={"addressing_style": self.style},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )

    @functools.cache  # noqa: B019 - a handful in a process's life
    def client(self) -> Any:
        import boto3  # noqa: PLC0415 - likewise

        return boto3.session.Session(
            aws_access_key_id=self.key, aws_secret_access_key=self.secret, region_name=self.region
        ).client("s3", endpoint_url=self.endpoint, config=self.config(), verify=self.verify)

    def transfer(self) -> Any:
        """Return how files travel: in pieces of eight megabytes, by no threads of their own."""
        from boto3.s3.transfer import TransferConfig  # noqa: PLC0415 - likewise

        return TransferConfig(use_threads=False)

    def _names(self, client: Any, prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix):
            for found in page.get("Contents", ()):
                yield found["Key"].removeprefix(prefix), found

    def uploads(self) -> Iterator[Upload]:
        with _words_for_faults():
            for name, found in self._names(self.client(), self.prefix):
                if is_upload(name) and not name.endswith("/"):
                    yield Upload(name, found["Size"], found["LastModified"].timestamp())

    @contextlib.contextmanager
    def read(self, upload: Upload) -> Iterator[IO[bytes]]:
        from botocore.exceptions import ClientError  # noqa: PLC0415 - likewise

        with _words_for_faults():
            try:
                found = self.client().get_object(Bucket=self.name, Key=self.prefix + upload.name)
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                    raise Gone(upload.name) from None
                raise
            with contextlib.closing(found["Body"]) as body:
                if found["ContentLength"] != upload.size:
                    raise Gone(upload.name)
                yield body

    def take(self, mark: str, upload: Upload, content: Any) -> None:
        with _words_for_faults():
            self.client().upload_fileobj(
                content, self.name, f"{self.prefix}{READY}{mark}/{upload.name}", Config=self.transfer()
            )

    def switch(self, mark: str, ready: Path) -> None:
        """By copies that the storage makes itself; what was taken stays until all is in place."""
        client, coming = self.client(), f"{self.prefix}{READY}{mark}/"
        with _words_for_faults():
            new = {name for name, _ in self._names(client, coming)}
            for name in new:
                client.copy(
                    {"Bucket": self.name, "Key": coming + name},
                    self.name,
                    self.prefix + name,
                    Config=self.transfer(),
                )
            for old in [upload.name for upload in self.uploads() if upload.name not in new]:
                client.delete_object(Bucket=self.name, Key=self.prefix + old)

    def discard(self, mark: str) -> None:
        client, coming = self.client(), f"{self.prefix}{READY}{mark}/"
        with _words_for_faults():
            for name in [name for name, _ in self._names(client, coming)]:
                client.delete_object(Bucket=self.name, Key=coming + name)

    def check(self) -> None:
        """Raise CannotStart where the bucket cannot be reached or is not there."""
        with _words_for_faults():
            self.client().head_bucket(Bucket=self.name)


@contextlib.contextmanager
def _words_for_faults() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - likewise

    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise CannotStart(
            f"Kho tệp theo FILES_URL không làm được việc này: {error}",
            f"The storage that FILES_URL names cannot do this: {error}",
        ) from None


# Which -------------------------------------------------------------------------------------------


def store() -> Folder | Bucket:
    """Return the store of uploads: FILES_URL's, else the folder `files` in var/. Raises CannotStart for an
    address that cannot be read."""
    url = os.environ.get("FILES_URL", "").strip()
    return at(url) if url else Folder(places.var() / "files")


def at(url: str) -> Folder | Bucket:
    """Return the store that an address names; raises CannotStart."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise _unreadable(str(error), str(error)) from None
    if parts.scheme == "file":
        return _folder(unquote(parts.path), parts.netloc)
    if parts.scheme != "s3":
        raise _unreadable(f"bắt đầu bằng {parts.scheme!r}", f"it begins with {parts.scheme!r}")
    options = dict(parse_qsl(parts.query))
    if unknown := options.keys() - {"tls", "ca", "region", "prefix", "style"}:
        names = ", ".join(sorted(unknown))
        raise _unreadable(f"không có tuỳ chọn {names}", f"there is no option {names}")
    name = unquote(parts.path).strip("/")
    if not (parts.hostname and parts.username and parts.password and name) or "/" in name:
        raise _unreadable(
            "thiếu khoá, mật khẩu, máy hoặc tên bucket", "key, secret, host or bucket is missing"
        )
    if options.get("tls", "1") not in {"0", "1"} or options.get("style", "path") not in STYLES:
        raise _unreadable(
            "tls là 0 hoặc 1, style là path hoặc virtual", "tls is 0 or 1, style path or virtual"
        )
    scheme = "https" if options.get("tls", "1") == "1" else "http"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    prefix = options.get("prefix", "").strip("/")
    return Bucket(
        name=name,
        endpoint=f"{scheme}://{host}{port}",
        key=unquote(parts.username),
        secret=unquote(parts.password),
        region=options.get("region", "us-east-1"),
        prefix=f"{prefix}/" if prefix else "",
        style=options.get("style", "path"),
        verify=options.get("ca") or True,
    )


def _folder(path: str, host: str) -> Folder:
    """Return a shared folder, which must be there: one that is not mounted would be filled unseen."""
    if host or not path.startswith("/"):
        raise _unreadable("thư mục ghi dạng file:///srv/nen-nep/files", "write file:///srv/nen-nep/files")
    if not Path(path).is_dir():
        raise CannotStart(
            f"FILES_URL nêu thư mục {path} nhưng trên máy này không có. Hãy kiểm tra đã gắn (mount) chưa, rồi"
            " tạo thư mục.",
            f"FILES_URL names the folder {path}, which is not on this machine. See that it is mounted, and"
            " make it.",
        )
    return Folder(Path(path), shared=True)


def _unreadable(vietnamese: str, english: str) -> CannotStart:
    return CannotStart(
        f"Không đọc được FILES_URL ({vietnamese}). Hãy ghi dạng {EXAMPLE} (khoá, mật khẩu có ký tự / @ : thì"
        " mã hoá phần trăm), hoặc FILES_URL=file:///srv/nen-nep/files cho thư mục chung, hoặc bỏ biến này để"
        " tệp nằm trong thư mục var/files.",
        f"FILES_URL cannot be read ({english}). Write {EXAMPLE} (percent-encode / @ : in key and secret), or"
        " FILES_URL=file:///srv/nen-nep/files for a shared folder, or unset it to keep files in var/files.",
    )
