"""The compose file hands every setting to the product and saves it each night."""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import yaml

from runtime import places

DEPLOY = places.PROJECT / "deploy"
FILE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = FILE["services"]
# What compose itself settles; everything else is the office's to write.
FIXED = {"DATABASE_URL", "REDIS_URL", "VAR_DIR", "BACKUP_FOLDER", "HOST", "PORT"}


def test_the_file_is_what_compose_reads():
    """A word that compose does not know would be an error at the office only."""
    schema = json.loads((places.PROJECT / "tests" / "data" / "compose" / "compose.schema.json").read_text())
    faults = jsonschema.Draft7Validator(schema).iter_errors(FILE)
    assert [f"{list(fault.path)}: {fault.message}" for fault in faults] == []


def test_the_image_is_built_as_the_linter_of_dockerfiles_wants_it():
    hadolint = Path(sys.executable).with_name("hadolint")
    command = [hadolint, "--failure-threshold", "info", "--no-color", DEPLOY / "Dockerfile"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_file_holds_together():
    for name, service in SERVICES.items():
        assert bool(service.get("image")), name
        assert set(service.get("depends_on", {})) <= SERVICES.keys()
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source in FILE["volumes"]
        for other, wanted in service.get("depends_on", {}).items():
            assert wanted == {"condition": "service_healthy"}
            assert "healthcheck" in SERVICES[other]
    assert (DEPLOY / SERVICES["app"]["build"]["context"] / SERVICES["app"]["build"]["dockerfile"]).is_file()
    image = (DEPLOY / "Dockerfile").read_text()
    for volume in SERVICES["app"]["volumes"]:
        assert volume.split(":")[1] in image, (
            "made in the image, so that the product's account owns the new volume"
        )


def test_every_documented_variable_reaches_the_product():
    listed = set(
        re.findall(
            r"`([A-Z][A-Z_]+)`",
            "".join(
                re.findall(
                    r"^\| (`.*?) \|", (places.PROJECT / "docs" / "deploy.md").read_text(), re.MULTILINE
                )
            ),
        )
    )
    assert {"MAIL_LIVE", "METRICS_TOKEN", "UPLOAD_MAX_MB", "BACKUP_RECIPIENT"} <= listed
    for name in ("app", "backup"):
        service = SERVICES[name]
        assert (DEPLOY / service["env_file"][0]).resolve() == places.PROJECT / "nen-nep.env"
        overridden = {
            variable for variable, value in service["environment"].items() if f"${{{variable}" not in value
        }
        assert overridden & listed == FIXED


def test_the_nightly_backup_is_of_the_same_office_at_half_past_one():
    app, saving = SERVICES["app"], SERVICES["backup"]
    for name in ("image", "env_file", "environment", "volumes"):
        assert saving[name] == app[name]
    script = saving["command"][2].replace("$$", "$")
    assert 'deploy/nen-nep backup --keep "${BACKUP_KEEP:-30}"' in script
    wait = re.search(r"sleep (\$\(\(.*?\)\)\));|sleep (\$\(\(.*?\)\)); do", script)
    expression = (wait.group(1) or wait.group(2)) if wait else ""
    for now, seconds in ((66_600 - 1, 1), (66_600, 86_400), (66_601, 86_399), (0, 66_600), (86_399, 66_601)):
        sum_of = expression.replace("$(date -u +%s)", str(now))
        assert (
            int(
                subprocess.run(
                    ["sh", "-c", f"echo {sum_of}"], capture_output=True, text=True, check=True
                ).stdout
            )
            == seconds
        )
