# Set-up and the daily commands. `make demo` and `make test` do all set-up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXTRAS ?= sources,web,lake,office,postgres,dev

.PHONY: demo test check docs clean

demo: $(VENV)/.elchi
	@rm -f elchi-demo.db*
	@$(BIN)/elchi demo elchi-demo.db

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto -rs tests

check: $(VENV)/.dev
	$(BIN)/ruff check src tests scripts
	$(BIN)/mypy
	$(BIN)/python scripts/check_sizes.py

docs: $(VENV)/.dev
	$(BIN)/python scripts/build_reference.py

$(VENV)/.elchi: pyproject.toml scripts/make_venv.sh
	@sh scripts/make_venv.sh $(PYTHON) $(VENV) .
	@touch $@

$(VENV)/.dev: $(VENV)/.elchi
	@sh scripts/make_venv.sh $(PYTHON) $(VENV) '.[$(EXTRAS)]'
	@touch $@

clean:
	rm -rf $(VENV) build dist elchi-demo.db*
