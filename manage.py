#!/usr/bin/env python
"""Django's command line for Nền nếp: the same as `nen-nep manage`."""

import sys

from runtime.command import main

if __name__ == "__main__":
    sys.exit(main(["manage", *sys.argv[1:]]))
