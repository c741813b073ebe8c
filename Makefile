.DEFAULT_GOAL := help
.PHONY: help run test lint format check benchmark messages lock screenshots clean setup setup-dev
export PORT ?= 8000
python := .venv/bin/python

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup:
	@bin/setup requirements.txt

setup-dev:
	@bin/setup requirements-dev.txt

run: setup ## show the portal with its starter content on http://127.0.0.1:8000 (PORT=8001 for another)
	@$(python) manage.py portal

test: setup-dev ## run the whole test suite (ARGS="tests/home -x" for a part)
	@bin/browser
	@$(python) -m pytest $(ARGS)

lint: setup-dev ## find mistakes: ruff, types, missing migrations, system checks
	@$(python) -m ruff check .
	@$(python) -m mypy
	@$(python) manage.py makemigrations --check --dry-run
	@$(python) manage.py check

format: setup-dev ## bring the code into its common form
	@$(python) -m ruff check --fix --quiet . || true
	@$(python) -m ruff format .

check: lint test ## everything CI runs

benchmark: setup-dev ## measure pages and facets beside plain baselines
	@$(python) -m tests.benchmarks $(ARGS)

messages: setup-dev ## collect the translatable texts into locale/
	@$(python) manage.py makemessages --locale nl --locale fr --locale de --locale nb --ignore .venv --ignore var --ignore tests --add-location file

lock: setup-dev ## resolve the packages of pyproject.toml again
	@bin/lock

screenshots: setup-dev ## take docs/screenshots/ anew
	@bin/browser
	@$(python) -m tests.browser.screenshots

clean: ## remove the virtual environment, the embedded database and all files made by running
	rm -rf .venv var
