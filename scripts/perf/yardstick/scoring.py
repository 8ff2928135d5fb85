"""Answers to probes, texts, and a whole cell."""
import inspect
import unicodedata

import torch
from transformers import DynamicCache, LlamaForCausalLM

from .editing import edited

TOP_K, TOKENS = 5, 100
# transformers renamed the argument in version 5.
CACHE = "cache" if "cache" in inspect.signature(LlamaForCausalLM.forward).parameters else "past_key_values"


@torch.no_grad()
def generate(model, prompts, newTokens):
    """Continues prompts side by side, top-k sampling over cached keys and values, past end-of-text."""
    ids, mask = model.padded(prompts, "left")
    positions = (mask.cumsum(1) - 1).clamp(min=0)
    new, cache = ids, {CACHE: DynamicCache(), "use_cache": True}
    for _ in range(newTokens):
        out = model.network(input_ids=new, attention_mask=mask, position_ids=positions, **cache)
        likely = torch.softmax(out.logits[:, -1], -1).topk(TOP_K)
        drawn = torch.multinomial(likely.values / likely.values.sum(1, keepdim=True), 1)
        new = likely.indices.gather(1, drawn)
        ids, mask = torch.cat([ids, new], 1), torch.cat([mask, torch.ones_like(new)], 1)
        positions = mask.sum(1, keepdim=True) - 1
    return {"ids": ids[:, -newTokens:].tolist()}


def cell(model, method, records, params):
    """Each record edited: answers before and after, texts, perplexities. The yardstick of a cell of a run."""
    return {"records": [evaluate(model, method, record, params) for record in records]}


def evaluate(model, method, record, params):
    """Scores of one record by the names of editbench's metrics, null where it has no probe; the means over all its probes."""
    before, _ = answers(model, record), text(model, record)
    with edited(model, method, record, params):
        # One text for fluency, one for the file of texts, as the public tools do.
        after, _, written = answers(model, record), text(model, record), text(model, record)
    ratio = perplexity(model, written, len(model.encode(record["prompt"]))) / perplexity(model, record["prompt"][0] + record["targetNew"], 0)
    right = lambda section: [agreement(best, ids) for key in after if key.startswith(section) for best, ids in after[key]]
    kept = [agreement(was, now) for key in after if key.startswith("locality.") for (was, _), (now, _) in zip(before[key], after[key])]
    return {"edit-success": mean(right("rewrite")), "portability": mean(right("portability.")), "locality": mean(kept), "perplexity-ratio": ratio}


def agreement(a, b):
    """Share of equal tokens; none for an empty answer."""
    return sum(x == y for x, y in zip(a, b)) / len(a) if a else None


def mean(values):
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def answers(model, record):
    """By key: predicted and right tokens of each probe; the probes of one key in one padded batch."""
    groups = {"rewrite": [{"prompt": record["prompt"], "answer": record["targetNew"]}]}
    for kind in ("portability", "locality"):
        groups |= {f"{kind}.{key}": probes for key, probes in record[kind].items() if probes}
    return {key: answer(model, probes) for key, probes in groups.items()}


@torch.no_grad()
def answer(model, probes):
    texts = [(probe["prompt"].rstrip(), probe["answer"].strip()) for probe in probes]
    rows = [model.encode(f"{prompt} {right}" if right else prompt) for prompt, right in texts]
    starts = [len(model.encode(prompt)) for prompt, _ in texts]
    ids, mask = model.padded(rows, "left")
    best = model.network(input_ids=ids, attention_mask=mask).logits.argmax(-1)
    return [(best[i, start - len(row) - 1:-1].tolist(), row[start:]) for i, (row, start) in enumerate(zip(rows, starts))]


def text(model, record):
    ids = model.encode(record["prompt"])
    new = generate(model, [ids], TOKENS - len(ids))["ids"][0] if len(ids) < TOKENS else []
    return unicodedata.normalize("NFKD", model.decode(ids + new)).replace("\n\n", " ")


@torch.no_grad()
def perplexity(model, words, start):
    """As the public code gathers it: each token where it stands, one too late."""
    ids = torch.tensor(model.encode(words))
    log_probs = torch.log_softmax(model.network(input_ids=ids[None]).logits[0], -1)
    return (-log_probs.gather(-1, ids[:, None])[start:].mean()).exp().item()
