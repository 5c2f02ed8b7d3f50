# Needs Python 3.11 or newer, git and make. Everything else is installed inside this folder
# (.venv, .cache); outside it, only temporary files are written.

.DEFAULT_GOAL := help
.PHONY: help site examples serve docs test check-all bench lock wheel clean distclean FORCE

# The first Python that is new enough and can make virtual environments; PYTHON=… names another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$name" && break; done)

export PIP_CACHE_DIR ?= $(CURDIR)/.cache/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_CACHE_DIR ?= $(CURDIR)/.cache/uv
export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never
# Trust the certificates that the system trusts, as browsers and git behind a company's proxy do.
export UV_SYSTEM_CERTS ?= true
# Another project's environment must not leak into this one.
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV

UV_VERSION = $(shell sed -n '/^name = "uv"$$/{n;s/^version = "\(.*\)"/\1/p;}' uv.lock)
PYPI := https://pypi.org/simple
EXAMPLES := $(patsubst %/,%,$(dir $(wildcard examples/*/mkdocs.yml)))
ORGANIZATIONS ?= 1000
CHECKED := generator tests $(wildcard benchmarks)

help:
	@echo 'make site       build the site from data/ and content/ into site/'
	@echo 'make examples   build the example sites in examples/ too (make site does it)'
	@echo 'make serve      build and serve it, and rebuild on every change'
	@echo 'make docs       build the documentation into site-docs/'
	@echo 'make test       run every check and test'
	@echo 'make check-all  what takes too long for make test: other engines, random edits, kills, failing disks, barriers on every page'
	@echo 'make bench      compare builds with those of other generators; random edits, kills (takes long)'
	@echo 'make lock       bring uv.lock up to date after a change of dependencies'
	@echo 'make wheel      build the installable package into dist/'
	@echo 'make clean      remove what was built'
	@echo 'make distclean  remove the environment and the caches too'

site: .venv/ready
	@.venv/bin/pledgebook build
	@$(MAKE) --no-print-directory examples
	@echo
	@echo 'The site is in $(CURDIR)/site'
	@echo 'Look at it: python3 -m http.server -d site, then open http://localhost:8000/'

# Each into its own folder, examples/NAME/site.
examples: .venv/ready
	@for example in $(EXAMPLES); do .venv/bin/pledgebook build -C "$$example" || exit 1; done

serve: .venv/ready
	@.venv/bin/pledgebook serve

# Strict: a link or anchor that leads nowhere fails.
docs: .venv/ready
	@NO_MKDOCS_2_WARNING=1 .venv/bin/python -m mkdocs build --quiet --strict -f mkdocs-docs.yml
	@echo 'The documentation is in $(CURDIR)/site-docs'
	@echo 'Look at it: python3 -m http.server -d site-docs, then open http://localhost:8000/'

# Runs all checks even if one fails; pytest comes last.
test: .venv/ready
	@failed=; \
	.venv/bin/uv lock --check --offline --default-index $(PYPI) >/dev/null 2>&1 \
		|| { echo 'uv.lock does not fit pyproject.toml; run: make lock' >&2; failed="$$failed uv-lock"; }; \
	.venv/bin/ruff check $(CHECKED) || failed="$$failed ruff-check"; \
	.venv/bin/ruff format --check $(CHECKED) || failed="$$failed ruff-format"; \
	.venv/bin/mypy $(CHECKED) || failed="$$failed mypy"; \
	.venv/bin/lint-imports --no-logo --cache-dir .cache/importlinter || failed="$$failed lint-imports"; \
	.venv/bin/python -m pytest -n auto --maxprocesses 4 --dist loadfile \
		--no-loadscope-reorder || failed="$$failed pytest"; \
	if [ -n "$$failed" ]; then echo "Failed:$$failed" >&2; exit 1; fi

# Needs the network once, for Zensical.
check-all: .venv/ready
	@.venv/bin/python benchmarks/slices.py
	@.venv/bin/python benchmarks/engines.py
	@.venv/bin/python benchmarks/random_edits.py
	@.venv/bin/python benchmarks/kills.py
	@.venv/bin/python benchmarks/disk.py --every 10
	@.venv/bin/python benchmarks/check_html.py
	@.venv/bin/python benchmarks/check_linked_data.py
	@.venv/bin/python -m pytest --everything tests/test_access.py

# Needs the network once, and Node.js and npm for Eleventy. ORGANIZATIONS=10000 takes long.
bench: .venv/ready
	@.venv/bin/python benchmarks/builds.py --organizations $(ORGANIZATIONS)
	@.venv/bin/python benchmarks/serving.py --organizations $(ORGANIZATIONS)
	@.venv/bin/python benchmarks/cluster.py --organizations $(ORGANIZATIONS)
	@.venv/bin/python benchmarks/random_edits.py
	@.venv/bin/python benchmarks/kills.py

# The public index is named, so that a mirror set on this machine stays out of uv.lock.
lock: .venv/ready
	@.venv/bin/uv lock --default-index $(PYPI)

wheel: .venv/ready
	@.venv/bin/python -m hatchling build -t wheel -d dist

clean:
	rm -rf build dist site site-docs examples/*/build examples/*/site
	find generator tests $(wildcard benchmarks) -type d -name __pycache__ -prune -exec rm -rf {} +

distclean: clean
	rm -rf .venv .cache .hypothesis

# The stamp holds the folder's place: a moved or copied environment is made anew, since its
# scripts name their interpreter by its full path.
ifneq ($(shell test -x .venv/bin/python && cat .venv/ready 2>/dev/null),$(CURDIR))
.venv/ready: FORCE
endif
.venv/ready: pyproject.toml uv.lock
	@if [ "$$(cat .venv/ready 2>/dev/null)" != "$(CURDIR)" ] || ! .venv/bin/python -c 'import uv' 2>/dev/null; then \
		if [ -z "$(PYTHON)" ]; then \
			echo 'Pledgebook needs Python 3.11 or newer with its modules venv and ensurepip, and found none.' >&2; \
			echo 'On Debian and Ubuntu: apt install python3-venv. To name one: make PYTHON=/path/to/python3 …' >&2; \
			exit 1; \
		fi; \
		echo 'Setting up .venv (once; needs the network)' >&2; \
		"$(PYTHON)" -m venv --clear .venv && .venv/bin/python -m pip install --quiet 'uv==$(UV_VERSION)' || exit 1; \
	fi
	@.venv/bin/python -m uv sync --frozen --quiet
	@printf '%s\n' "$(CURDIR)" > .venv/ready
