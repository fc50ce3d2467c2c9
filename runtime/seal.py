"""What makes a backup trustworthy and private: a signature (Ed25519) that a restore checks, and encryption to
a public key (age) for who wants it.

age and not CMS: a backup of any size passes through in pieces of 64 KB, each of them authenticated, and the
office can open it with the `age` program alone, without the product.
"""

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from runtime import places
from runtime.errors import CannotStart


def _key_file() -> Path:
    return places.var() / "backup-key"


def _key(*, make: bool) -> Ed25519PrivateKey | None:
    """Return this installation's signing key, made at the first backup; it is in no backup, so who reads one
    cannot sign another."""
    path = _key_file()
    with contextlib.suppress(FileNotFoundError):
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))
    if not make:
        return None
    key = Ed25519PrivateKey.generate()
    aside = path.with_suffix(".new")
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(key.private_bytes_raw().hex())
    aside.replace(path)
    return key


def signer() -> str:
    """Return the public half of this installation's key, "" before the first backup."""
    key = _key(make=False)
    return key.public_key().public_bytes_raw().hex() if key else ""


def sign(content: bytes) -> bytes:
    """Return a line that names who signs, and a line with the signature."""
    key = _key(make=True)
    assert key is not None
    return f"{key.public_key().public_bytes_raw().hex()}\n{key.sign(content).hex()}\n".encode()


def check(content: bytes, signature: bytes | None, *, trusted: list[str]) -> None:
    """Raise CannotStart unless the content was signed by this installation or by one of the `trusted` public
    keys."""
    if signature is None:
        raise CannotStart(
            "Bản sao lưu không có chữ ký nên không biết có bị sửa hay không. Nếu chắc chắn về nguồn gốc, hãy"
            " thêm --unsigned.",
            "The backup bears no signature, so nobody can tell whether it was altered. If you are sure where"
            " it comes from, add --unsigned.",
        )
    try:
        named, signed = signature.decode("ascii").split()
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(named)).verify(bytes.fromhex(signed), content)
    except (ValueError, InvalidSignature):
        raise CannotStart(
            "Chữ ký của bản sao lưu không đúng: tệp đã bị sửa sau khi tạo.",
            "The backup's signature is wrong: the file was altered.",
        ) from None
    if named not in {signer(), *trusted}:
        raise CannotStart(
            f"Bản sao lưu do hệ thống khác ký (khoá {named}). So khoá này với khoá đã ghi lại khi sao lưu;"
            f" nếu đúng, hãy thêm --signer {named}",
            f"Another installation signed this backup (key {named}). Compare it with the key noted when it"
            f" was made; if it is that one, add --signer {named}",
        )


def make_identity(file: Path) -> str:
    """Write a new age key into a file that must not exist yet, and return its public half."""
    identity = pyrage.x25519.Identity.generate()
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
            target.write(f"# public key: {identity.to_public()}\n{identity}\n")
    except OSError as error:
        raise CannotStart(
            f"Không ghi được khoá vào {file}: {error.strerror}.", f"The key cannot be written to {file}."
        ) from None
    return str(identity.to_public())


def recipients(words: str) -> list[pyrage.x25519.Recipient]:
    """Return the public keys of a list with commas; raises CannotStart for what is none."""
    try:
        return [pyrage.x25519.Recipient.from_str(word.strip()) for word in words.split(",") if word.strip()]
    except pyrage.RecipientError:
        raise CannotStart(
            f"BACKUP_RECIPIENT={words!r} không phải khoá công khai age (age1…). Tạo khoá: nen-nep"
            " backup-key TỆP",
            f"BACKUP_RECIPIENT={words!r} is not an age public key (age1…). Make one: nen-nep backup-key FILE",
        ) from None


@contextlib.contextmanager
def encrypting(target: IO[bytes], keys: list[pyrage.x25519.Recipient]) -> Iterator[IO[bytes]]:
    """Yield a stream whose content reaches the target encrypted; without keys, the target itself."""
    if not keys:
        yield target
        return
    outlet, inlet = os.pipe()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            with os.fdopen(outlet, "rb") as source:
                pyrage.encrypt_io(source, target, keys)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        with os.fdopen(inlet, "wb") as stream:
            yield stream
    except BrokenPipeError:
        pass  # the other end says why
    finally:
        thread.join()
    if failures:
        raise OSError(str(failures[0])) from failures[0]


def decrypt(file: Path, target: Path, key: Path | None) -> None:
    """Write what an encrypted backup holds; raises CannotStart without the right key."""
    if key is None:
        raise CannotStart(
            f"{file.name} đã mã hoá. Hãy chỉ ra khoá: --key TỆP",
            f"{file.name} is encrypted. Name the key: --key FILE",
        )
    try:
        lines = [line.strip() for line in key.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-")]
        identities = [pyrage.x25519.Identity.from_str(line) for line in lines]
        with file.open("rb") as source, target.open("wb") as sink:
            pyrage.decrypt_io(source, sink, identities)
    except (OSError, UnicodeDecodeError, pyrage.IdentityError, pyrage.DecryptError) as error:
        raise CannotStart(
            f"Không giải mã được {file.name} bằng {key}: {error}",
            f"{file.name} cannot be decrypted with {key}.",
        ) from None
