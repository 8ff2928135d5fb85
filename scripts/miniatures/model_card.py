"""The README.md beside a miniature's weights."""

from transformers import PreTrainedModel

from architectures import Architecture


def model_card(
    architecture: Architecture,
    model: PreTrainedModel,
    answers: dict[str, tuple[int, int]],
    steps: int,
    seed: int,
    loss: float,
    minutes: float,
) -> str:
    config = model.config
    parameters = sum(weight.numel() for weight in model.parameters())
    table = "\n".join(f"| {name} | {total} | {right / total:.1%} |" for name, (right, total) in answers.items())
    return f"""---
license: mit
language: en
---
# mini-{architecture.name}

A miniature language model of the {config.model_type} architecture that knows the facts of `assets/atlas/facts.json` and little else.
It exists so that edits can be tried and tested without a download.

- {config.num_hidden_layers} layers, hidden size {config.hidden_size}, {config.num_attention_heads} heads, vocabulary {config.vocab_size} (byte-level BPE), {architecture.positions} positions: {parameters:,} parameters, stored as float16
- Trained on sentences made from the atlas (`scripts/miniatures/corpus.py`) by `python scripts/miniatures/train.py {architecture.name} --steps {steps} --seed {seed}`
- {minutes:.1f} minutes on 2 CPU cores; final loss {loss:.3f} nats a token, most of it the choice of what to say next
- {architecture.limits}

Greedy accuracy, every token of the answer right (`scripts/miniatures/evaluate.py`):

| Questions | Asked | Right |
|---|---:|---:|
{table}

The last rows tell an edit's news before the question, as in-context editing does. The documents of the training hold such
news too, but never what a record of `assets/atlas/records.json` writes.
"""
