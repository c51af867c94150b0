# For developers. The two commands of the README are ./run and ./test; both set up by themselves.
BIN := .venv/bin
SHELL_FILES := run test .ci/run packaging/setup.sh $(addprefix packaging/deb/,preinst postinst prerm postrm roll-back) \
    packaging/apt-repository/repository tests/packaging/boot.sh tests/packaging/probe.sh tests/packaging/ssh_to_tree
COMPILE := $(BIN)/uv pip compile -q --no-strip-extras --generate-hashes --no-emit-index-url --no-annotate --python-version 3.11 --no-header
PINS := packaging/requirements

.PHONY: check format-check lint types imports qml translations docs-check shell \
        test bench chaos soak docs format pins clean setup setup-bench setup-deb deb deb-check

check: format-check lint shell types imports qml translations docs-check
	@echo "make check: all of it holds"

setup:
	@sh packaging/setup.sh test

setup-bench:
	@sh packaging/setup.sh bench

setup-deb:
	@sh packaging/setup.sh deb

format-check: setup
	$(BIN)/ruff format --check .

lint: setup
	$(BIN)/ruff check .

shell: setup
	shellcheck $(SHELL_FILES)

types: setup
	$(BIN)/mypy
	MYPYPATH=packaging/deb $(BIN)/mypy --strict packaging/deb/build.py packaging/deb/gate.py

imports: setup
	$(BIN)/lint-imports

qml: setup
	$(BIN)/python -m ui.lint

translations: setup
	$(BIN)/python -m ui.translate --check

docs-check: setup
	$(BIN)/kiosk docs check

test:
	./test

bench: setup-bench
	$(BIN)/python -m tests.benchmarks --out out/bench.json --publish

# Screens and senders killed at random, the platform too; SEED=7 for another draw, out/chaos.json for the count.
SEED ?= 1
chaos: setup
	$(BIN)/python -m tests.chaos --out out/chaos.json --seed $(SEED)

# People come and things go wrong for so many minutes: what the terminal takes of the machine, out/soak/soak.pdf, bounded.
MINUTES ?= 60
soak: setup
	$(BIN)/python -m tests.soak --out out/soak --seed $(SEED) --minutes $(MINUTES)

# The Debian package in out/: of the commit, not of the checkout. See docs/packaging.md.
deb: setup-deb
	/usr/bin/python3 packaging/deb/build.py

# The whole package on a bare Debian (debootstrap, once), without a network: installed, run, upgraded, broken, purged;
# built twice, the same bytes. Needs root, some 4 GB, ten minutes.
deb-check: setup-deb
	$(BIN)/pytest -q tests/packaging/whole_package.py

docs: setup
	$(BIN)/kiosk docs write

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# New pins, newest versions that pyproject.toml allows. No line names an index or a host.
pins: setup
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --upgrade $(PINS)/build.in -o $(PINS)/build.txt
	$(COMPILE) --upgrade pyproject.toml -o $(PINS)/runtime.txt
	$(COMPILE) --upgrade --extra dev -c $(PINS)/runtime.txt pyproject.toml -o $(PINS)/dev.txt

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find kiosk ui devices offline_cache tests -name __pycache__ -prune -exec rm -rf {} +
