"""`python -m bench`: the measurements that fit in a coffee break, one after the other; the longer ones are
named in README.md."""

import subprocess
import sys

RUNS = (
    ("bench.bench_judge", "100", "1000", "10000"),
    ("bench.bench_pages", "20", "200", "2000"),
    ("bench.bench_import", "--bodies", "200"),
    ("bench.bench_mail", "--mails", "2000"),
)


def main() -> int:
    """Run each measurement in a process of its own; return how many failed."""
    failed = 0
    for module, *arguments in RUNS:
        print(f"\n## {module} {' '.join(arguments)}\n", flush=True)
        failed += subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
