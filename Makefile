# Nền nếp. `make run` runs it, `make test` checks it; `make help` lists the rest.
# Needs GNU make and Python 3.11, 3.12 or 3.13. Paths are relative: the folder may have a blank in its name.

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev browser proxies test check lint fmt types imports templates django messages pictures lock licences sbom bundle deb bench backup restore clean

PY := .venv/bin/python
# Packages of the person's own Python must not slip in.
export PYTHONNOUSERSITE := 1
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

# Runs a module of runtime/ with the first fitting Python: the environment's own, PYTHON=… or what the system has.
define SYSTEM_PYTHON
python=; for p in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
  if "$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then python="$$p"; break; fi; \
done; \
if [ -z "$$python" ]; then \
  echo "Cần Python 3.11, 3.12 hoặc 3.13 (máy này: $$(python3 --version 2>/dev/null || echo không có)). Hãy cài, ví dụ: apt-get install python3.11 python3.11-venv; hoặc chỉ ra: make run PYTHON=/đường/dẫn/python3.11"; \
  echo "Python 3.11, 3.12 or 3.13 is needed (here: $$(python3 --version 2>/dev/null || echo none)). Install one, e.g. apt-get install python3.11 python3.11-venv; or name it: make run PYTHON=/path/to/python3.11"; \
  exit 1; \
fi; \
"$$python"
endef

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile

run: setup ## run everything; PORT=8010, HOST=0.0.0.0, SAMPLE=2026|2021|0, DATABASE_URL=…, REDIS_URL=…
	@FOLLOW_PARENT=1 exec $(PY) -m runtime

setup: ## .venv with the locked packages
	@$(SYSTEM_PYTHON) -m runtime.setup runtime

setup-dev: ## the same with the packages for checks and tests
	@$(SYSTEM_PYTHON) -m runtime.setup dev

browser: ## a browser for the browser tests, where one can be had
	@.ci/browser

proxies: ## nginx, Caddy, PgBouncer and Redis for the tests of deploy/, where they can be had
	@.ci/proxies

# Without DATABASE_URL the tests have a server of their own under var/test, which a crash may spoil and which `make clean` removes.
test: setup-dev browser proxies check ## all checks, then all tests: PYTEST='-k name' narrows
ifdef DATABASE_URL
	@chromium=$$(.ci/browser path); export CHROMIUM="$${chromium:-/none}"; $(PY) -m pytest -n 2 --dist worksteal $(PYTEST)
else
	@chromium=$$(.ci/browser path); export CHROMIUM="$${chromium:-/none}" VAR_DIR="$(CURDIR)/var/test" DATABASE_FAST=1; \
	$(PY) -m pytest -n 2 --dist worksteal $(PYTEST)
endif

check: lint types imports templates django ## all checks without the tests

lint: setup-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: setup-dev
	$(PY) -m mypy .

imports: setup-dev
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo

templates: setup-dev
	$(PY) -m djlint --lint --quiet templates rulebook/duties
	$(PY) -m djhtml --tabwidth 2 --check templates rulebook/duties

django: setup-dev
	VAR_DIR="$(CURDIR)/var/test" $(PY) manage.py makemigrations --check --dry-run --skip-checks
	VAR_DIR="$(CURDIR)/var/test" $(PY) .ci/migrations
	VAR_DIR="$(CURDIR)/var/test" SITE_URL=https://nennep.example.vn $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m runtime.messages --check

messages: setup-dev ## compile the translations
	$(PY) -m runtime.messages

fmt: setup-dev ## format the code
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(PY) -m djhtml --tabwidth 2 templates rulebook/duties

# Beside the tests' own data; with DATABASE_URL in a database beside the one that it names.
pictures: setup-dev browser ## take the pictures of the manual and of README.md anew: NAMES='tong-quan lich'
	@chromium=$$(.ci/browser path); export CHROMIUM="$${chromium:-/none}" VAR_DIR="$${VAR_DIR:-$(CURDIR)/var/test}"; \
	$(PY) -m docs.pictures $(NAMES) && { [ -n "$(NAMES)" ] || $(PY) -m docs.paper_pictures --again; }

lock: ## pyproject.toml → requirements/*.txt (needs uv)
	UV_PYTHON_DOWNLOADS=never uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements/runtime.txt
	UV_PYTHON_DOWNLOADS=never uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev -c requirements/runtime.txt pyproject.toml -o requirements/dev.txt

licences: setup-dev ## docs/licences.md anew: the licences of all parts
	$(PY) -m deploy.parts licences

sbom: setup-dev ## the bill of materials (CycloneDX) in dist/
	$(PY) -m deploy.parts sbom

bundle: setup-dev ## one file in dist/ that installs without internet: PYTHONS='3.11 3.13' MACHINE=aarch64
	$(PY) -m deploy.bundle run $(if $(PYTHONS),--python $(PYTHONS)) $(if $(MACHINE),--machine $(MACHINE))

deb: setup-dev ## a Debian package in dist/, for Python 3.11 to 3.13: MACHINE=aarch64
	$(PY) -m deploy.bundle deb $(if $(PYTHONS),--python $(PYTHONS)) $(if $(MACHINE),--machine $(MACHINE))

bench: setup-dev ## the measurements of bench/README.md
	$(PY) -m bench

backup: setup ## one file with database and uploads: FOLDER=…
	@deploy/nen-nep backup $(if $(FOLDER),"$(FOLDER)")

restore: setup ## everything from a backup: FILE=…
	@deploy/nen-nep restore "$(FILE)"

clean: ## forget the environment and the tests' data; the data in var/postgres stays
	rm -rf .venv var/test var/static .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
