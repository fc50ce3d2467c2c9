#!/usr/bin/env python3
"""Kiểm tra tệp nhật ký thay đổi của Nền nếp, không cần phần mềm, mạng hay thư viện nào ngoài Python 3.9+.
Checks a file of Nền nếp's log of changes with nothing but Python.

    python3 verify_audit.py nhat-ky.jsonl [--signer KEY] [--head HEAD]

Each line but the last holds, as `prev`, the SHA-256 of the line before it; the last one holds the SHA-256
of the line before it (`head`) and its Ed25519 signature. So a line that was changed, removed, added or moved
is found. Give --signer, the key that the office wrote down when it began, or anybody could have signed; give
--head, noted from an earlier file of the same days, to see that nothing was altered since.

Exit code: 0 the file is whole; 1 it is not; 2 it cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator

Point = tuple[int, int, int, int]

# Ed25519 as RFC 8032 defines it, the checking half only: slow, and enough for one signature.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _x(y: int, sign: int) -> int | None:
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if (x & 1) != sign else x


def _point(data: bytes) -> Point | None:
    number = int.from_bytes(data, "little")
    y = number & (2**255 - 1)
    x = _x(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def _add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, d - c, d + c, f + e
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(number: int, point: Point) -> Point:
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = _add(found, point)
        point = _add(point, point)
        number >>= 1
    return found


def is_signed(key: bytes, content: bytes, signature: bytes) -> bool:
    """Return whether the signature of the content was made with the key's other half."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    digest = hashlib.sha512(signature[:32] + key + content).digest()
    base_y = 4 * pow(5, P - 2, P) % P
    base_x = _x(base_y, 0) or 0
    left = _times(s, (base_x, base_y, 1, base_x * base_y % P))
    right = _add(r, _times(int.from_bytes(digest, "little") % Q, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


class Broken(Exception):
    """The file is not as it was written."""


def check(lines: Iterator[bytes], signer: str | None = None, head: str | None = None) -> tuple[int, str, str]:
    """Return how many changes there are, the head and who signed; raises Broken, with the number of the
    line."""
    previous, number, changes, end, last = "0" * 64, 0, 0, None, {}
    for number, line in enumerate(lines, 1):
        text = line[:-1] if line.endswith(b"\n") else line
        try:
            told = json.loads(text.decode("utf-8"))
            named = told.get("prev")
        except (ValueError, AttributeError):
            raise Broken(f"dòng {number} không đọc được / line {number} cannot be read") from None
        if "signature" in told and named is None:
            end = told
            break
        if named != previous:
            raise Broken(
                f"dòng {number} không nối với dòng trước: có dòng bị sửa, xoá, thêm hoặc đổi chỗ quanh đây"
                f" / line {number} does not follow the line before it"
            )
        if number == 1 and told.get("format") != "nen-nep-audit/1":
            raise Broken("không phải tệp nhật ký của Nền nếp / not a file of this kind")
        if told.get("end") and told.get("changes") != changes:
            raise Broken("số thay đổi ghi ở cuối không đúng / the number of changes is wrong")
        changes += "n" in told
        if "n" in told and told["n"] != changes:
            raise Broken(f"dòng {number} sai số thứ tự / line {number} bears a wrong number")
        previous, last = hashlib.sha256(text).hexdigest(), told
    if end is None or not last.get("end"):
        raise Broken("tệp thiếu phần cuối / the file has no end")
    if next(iter(lines), b"").strip():
        raise Broken("có dòng thêm sau chữ ký / there are lines after the signature")
    if end.get("head") != previous:
        raise Broken("dòng cuối bị sửa / the last line was changed")
    try:
        good = is_signed(
            bytes.fromhex(end["signer"]), bytes.fromhex(previous), bytes.fromhex(end["signature"])
        )
    except (KeyError, ValueError, TypeError):
        good = False
    if not good:
        raise Broken("chữ ký không đúng / the signature is wrong")
    if signer is not None and end["signer"] != signer.strip().lower():
        raise Broken(f"khoá ký là {end['signer']}, không phải khoá đã ghi / signed by another key")
    if head is not None and previous != head.strip().lower():
        raise Broken(f"mã cuối là {previous}, khác mã đã ghi: nhật ký kỳ này đã khác trước / another head")
    return changes, previous, end["signer"]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file")
    parser.add_argument("--signer", help="khoá ký của văn phòng / the office's key")
    parser.add_argument("--head", help="mã cuối đã ghi từ tệp trước / the head of an earlier file")
    options = parser.parse_args(arguments)
    try:
        with open(options.file, "rb") as file:
            changes, head, signer = check(iter(file), options.signer, options.head)
    except Broken as error:
        print(f"KHÔNG ĐÚNG / BROKEN: {error}")
        return 1
    except OSError as error:
        print(f"Không mở được tệp / cannot be opened: {error}")
        return 2
    print(f"ĐÚNG / WHOLE: {changes} thay đổi / changes")
    print(f"mã cuối / head: {head}\nkhoá ký / signed by: {signer}")
    if options.signer is None:
        print(
            "Chưa so khoá ký: thêm --signer với khoá văn phòng đã ghi. / The key was not compared: add"
            " --signer."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
