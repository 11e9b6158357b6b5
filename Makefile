# Every command sets up what it needs: a virtual environment for the project and one for the emulated cloud.
.DEFAULT_GOAL := help
PY := .venv/bin/python
RECORDS ?= 300
SEED ?= 1
STAGE ?= prod
CASES ?= 100000
SHELL := /bin/bash
# Environments are made side by side, and what does not need the other's result goes beside it.
MAKEFLAGS += --jobs=3
# Two workers, a file at a time in the order of the collection: tests/conftest.py puts the long ones first.
POR_ARCHIVO := -n 2 --dist loadfile --no-loadscope-reorder
export AWS_DEFAULT_REGION ?= mx-central-1
# Tests start hundreds of processes: without bytecode each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup manuales openapi decisions run demo web test test-web test-fast check check-python check-web format bench package ensayo checkov fuzz fallas bitacora candados clean

help: ## Show what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/listo .venv-nube/listo local/documentacion/node_modules/listo web/node_modules/listo ## Make the virtual environments (done by itself when needed)

# Of twelve thousand modules few are ever imported: each is compiled when it is, and not all when they are installed.
.venv/listo: requirements-dev.lock requirements-contraste.lock
	python3 -m venv .venv
	.venv/bin/pip install --quiet --no-compile --require-hashes -r requirements-dev.lock
	.venv/bin/pip install --quiet --no-compile --require-hashes --no-deps --ignore-requires-python -r requirements-contraste.lock
	touch $@

.venv-nube/listo: requirements-nube.lock
	python3 -m venv .venv-nube
	.venv-nube/bin/pip install --quiet --require-hashes -r requirements-nube.lock
	touch $@

local/documentacion/node_modules/listo: local/documentacion/package-lock.json
	cd local/documentacion && npm ci --ignore-scripts --no-audit --no-fund --silent
	touch $@

web/node_modules/listo: web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund --silent
	touch $@

web: setup ## Build the portal and the app into web/dist
	cd web && npm run --silent api && npm run --silent build

run: setup ## Start the system on this machine and stay; prints addresses and logins
	$(PY) -m local run $(if $(CAMARA),--camara $(CAMARA))

demo: setup ## Send, receive, class, assign and review RECORDS=300 records, then check every one
	$(PY) -m local demo --registros $(RECORDS) --semilla $(SEED)

test: test-fast test-web ## Every test: those of whole use cases and those on the local cloud too
	$(PY) -m pytest tests/unit tests/property tests/infra -m lento -n 2 --dist worksteal
	$(PY) -m pytest tests/e2e tests/contract tests/local tests/functional -m "not nube" $(POR_ARCHIVO)
	$(PY) -m pytest -m nube $(POR_ARCHIVO)

manuales: setup ## Pictures of the manuals (docs/manuales), taken anew by the stories of the Portal Web
	mkdir -p docs/manuales/imagenes && MANUALES=1 $(PY) -m pytest tests/e2e/portal_web -m nube

test-web: setup ## Unit and component tests of the web programs
	cd web && npm run --silent api && npm run --silent prueba

test-fast: setup ## The quick tests: rules, vault, documents, client, template
	$(PY) -m pytest tests/unit tests/property tests/infra -m "not lento" -n 2 --dist loadfile

check: check-python check-web ## Style, types, import rules, budgets (the template and what is generated: test)

check-python: setup ## Style, types and import rules of the Python programs
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/lint-imports
	.venv/bin/mypy

check-web: setup ## Types against docs/openapi.json, style, import rules and budgets of the web programs
	cd web && npm run --silent tipos && npm run --silent estilo && npm run --silent portal && npm run --silent presupuesto && npm run --silent app

format: setup ## Mend the style
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

fallas: setup ## The whole flow of N records (10000) under faults with the seeds S (7); minutes
	PYTHONHASHSEED=0 REGISTROS=$(or $(N),10000) SEMILLAS=$(or $(S),7) $(PY) -m pytest tests/functional/fallas -s

bitacora: setup ## The public log: N receptions (10000) under deaths of the sequencer and two at once; minutes
	PYTHONHASHSEED=0 RECEPCIONES=$(or $(N),10000) $(PY) -m pytest tests/functional/evidencia/test_campana.py -s

bench: setup ## Processor time, AWS calls and units per record, import times
	$(PY) -m bench

package: setup ## The package for AWS in build/aws, imported from the zip alone (STAGE=prod), with the pages; the OPL's tool in build/opl
	$(PY) -m infra.empaquetar build/aws --etapa $(STAGE)
	$(PY) -m infra.paginas build/aws/web
	$(PY) -m infra.paquete_opl build/opl

ensayo: package .venv-ensayo/listo ## Deploy the package on the emulated cloud, on Lambda's Python, and do the main job
	$(PY) -m infra.ensayo build/aws

.venv-ensayo/listo: requirements-nube.lock
	$$($(PY) -c 'from infra.empaquetar import target_python; print(target_python())') -m venv .venv-ensayo
	.venv-ensayo/bin/pip install --quiet --require-hashes -r requirements-nube.lock
	touch $@

fuzz: setup ## Damaged files, images, tables, cursors and tokens: CASES=100000 for each reader
	FUZZ=$(CASES) $(PY) -m pytest tests/unit/fuzz tests/functional/borde/test_fuzz.py -n 2 --dist load -q

checkov: setup .venv-checkov/listo ## What checkov finds in the template and nobody gave a reason for
	$(PY) -m infra.checkov

.venv-checkov/listo: requirements-checkov.lock
	python3 -m venv .venv-checkov
	.venv-checkov/bin/pip install --quiet --require-hashes -r requirements-checkov.lock
	touch $@

clean: ## Remove what the commands made
	rm -rf build .venv .venv-nube .venv-ensayo .venv-checkov .mypy_cache .ruff_cache .pytest_cache .hypothesis

CANDADO := .venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url

candados: setup ## After a change of requirements*.txt or constraints*.txt: the digest of every distribution, anew
	$(CANDADO) requirements.txt -c constraints.txt -o requirements.lock
	$(CANDADO) requirements-dev.txt -c constraints.txt -o requirements-dev.lock
	$(CANDADO) requirements-nube.txt -o requirements-nube.lock
	$(CANDADO) requirements-checkov.txt -o requirements-checkov.lock
	$(subst 3.11,3.12,$(CANDADO)) --no-deps requirements-contraste.txt -o requirements-contraste.lock

openapi: setup ## Write docs/openapi.json from the code
	$(PY) -m infra.openapi

decisions: setup ## Write the index of docs/decisions from the heads of its files
	$(PY) -m infra.decisiones
