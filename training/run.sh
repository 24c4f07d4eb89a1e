#!/bin/sh
# Data -> weights: train both phases, export, evaluate the shipped and the unquantised model, write the card and the curves. Resumes where it was stopped.
# CHANCERY_DATA names the folder of the corpora (../shared/data by default); PYTHON the interpreter with training/requirements.txt.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv-training/bin/python}
export HF_HUB_OFFLINE=1
"$python" -m training.train --phase main
"$python" -m training.train --phase settle
"$python" -m training.export
"$python" -m training.export --plain --out training/runs/plain
"$python" -m training.evaluate --keep training/runs/figures.json
"$python" -m training.evaluate --model training/runs/plain --keep training/runs/figures-plain.json
"$python" -m training.card
"$python" -m training.curves
