"""Trains a miniature on the atlas and writes it as a Hugging Face folder, model card included.

    python -m venv .venv && .venv/bin/pip install -r scripts/miniatures/requirements.txt
    .venv/bin/python scripts/miniatures/train.py gpt2
    .venv/bin/python scripts/miniatures/train.py llama

The same seed on the same machine and versions gives the same weights.
"""

import argparse
import os
import time
from itertools import islice
from pathlib import Path

# Threads that wait asleep: on a shared machine, waiting ones would keep the working ones from the cores.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch.nn.utils import clip_grad_norm_
from transformers import GenerationConfig, PreTrainedModel

from architectures import ARCHITECTURES, Architecture
from corpus import Corpus
from evaluate import evaluate
from facts import ASSETS, load_atlas
from model_card import model_card
from packed import Packed
from vocabulary import save_tokenizer, train_tokenizer

SEED = 42
THREADS = 2
TOKENIZER_DOCUMENTS = 20_000
ROWS = 32
LENGTH = 64  # tokens a row: short, since prompts stand at a row's beginning
LEARNING_RATE = 3e-3
WARM_UP = 100  # steps
WEIGHT_DECAY = 0.05
STEPS = 1500


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("architecture", choices=sorted(ARCHITECTURES))
    arguments.add_argument("--steps", type=int, default=STEPS)
    arguments.add_argument("--seed", type=int, default=SEED)
    arguments.add_argument("--out", type=Path, help="folder to write (default: assets/mini-<architecture>)")
    given = arguments.parse_args()
    architecture = ARCHITECTURES[given.architecture]
    folder = given.out or ASSETS / f"mini-{architecture.name}"

    torch.set_num_threads(THREADS)
    torch.manual_seed(given.seed)
    # Numbers too small to matter would be slow.
    torch.set_flush_denormal(True)
    torch.use_deterministic_algorithms(True)
    atlas = load_atlas()
    tokenizer = train_tokenizer(islice(Corpus(atlas, given.seed).documents(), TOKENIZER_DOCUMENTS), architecture)
    rows = Packed(Corpus(atlas, given.seed + 1).documents(), tokenizer, architecture)
    model = architecture.build()
    start = time.monotonic()
    loss = train(model, rows, given.steps)
    minutes = (time.monotonic() - start) / 60

    folder.mkdir(parents=True, exist_ok=True)
    save(model, folder)
    save_tokenizer(tokenizer, architecture, folder)
    card = model_card(architecture, model, evaluate(folder), given.steps, given.seed, loss, minutes)
    (folder / "README.md").write_text(card, encoding="utf-8")
    print(card)


def train(model: PreTrainedModel, rows: Packed, steps: int) -> float:
    """AdamW with a warm-up and a cosine down to nothing. Returns the mean loss of the last hundred steps in nats a token."""
    model.train()
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.98), weight_decay=WEIGHT_DECAY
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, LEARNING_RATE, total_steps=steps, pct_start=min(0.5, WARM_UP / steps), cycle_momentum=False
    )
    losses = []
    start = time.monotonic()
    for step in range(1, steps + 1):
        ids = rows.batch(ROWS, LENGTH)  # [rows, length]
        loss = model(ids, labels=ids).loss
        optimizer.zero_grad()
        loss.backward()
        clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if step % 100 == 0:
            seconds = time.monotonic() - start
            print(f"step {step}: loss {sum(losses[-100:]) / 100:.4f}, {seconds:.0f} s", flush=True)
    return sum(losses[-100:]) / len(losses[-100:])


def save(model: PreTrainedModel, folder: Path) -> None:
    """Half precision: the weights are small, and the file half as large. The loader widens them again."""
    model.generation_config = GenerationConfig(
        bos_token_id=model.config.bos_token_id, eos_token_id=model.config.eos_token_id
    )
    model.half().save_pretrained(folder)


if __name__ == "__main__":
    main()
