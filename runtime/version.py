"""Which version of the product this is: what pyproject.toml says, and nothing else."""

import functools
import tomllib

from runtime import places


@functools.cache
def version() -> str:
    project = tomllib.loads((places.PROJECT / "pyproject.toml").read_text())["project"]
    return str(project["version"])
