"""Tasks of a child that misbehaves."""

import os
import sys
import tempfile
import time

from core.strangers.limits import MEGABYTE


def spin(_file, _tell):
    while True:
        pass


def swell(_file, _tell):
    held = []
    while True:
        held.append(bytes(50 * MEGABYTE))


def babble(_file, tell):
    while True:
        tell("x" * 100)


def stumble(_file, _tell):
    raise KeyError("a")


def write(_file, tell):
    with tempfile.NamedTemporaryFile() as other:
        other.write(b"x")
    tell("written")


def surroundings(_file, tell):
    tell(sorted(os.environ))


def multiply(_file, tell):
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    tell(child)
    sys.stdout.flush()
    babble(_file, tell)
