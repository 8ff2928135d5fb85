#!/usr/bin/env python3
"""FT-L's and FT-M's losses in double precision: the numbers behind test/fixtures/fine-tuning-float64.json.

usage: fine_tuning.py CHECKPOINT GOLDEN.json RECORDS.json OUT.json ft-m.0 ft-l.1 ...
needs: pip install torch transformers   (made with torch 2.15.0, transformers 5.24.0)

Golden numbers are the reference implementation's, in single precision. Adam amplifies rounding, on some records by a factor of
thousands within 25 steps, so that they cannot tell a better implementation from a worse one. These can. An entry `METHOD.RECORD`
is trained as GOLDEN.json's entry of that name says (`reference` edits, without early stop after as many steps); RECORDS.json
holds the requests. The checkpoint is of the Llama architecture, with a tokenizer that adds nothing.
"""
import argparse
import json
import os

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ["checkpoint", "golden", "records", "out"]:
        parser.add_argument(name)
    parser.add_argument("entries", nargs="+")
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(os.path.join(args.checkpoint, "tokenizer.json"))
    model = AutoModelForCausalLM.from_pretrained(args.checkpoint, dtype=torch.float64, attn_implementation="eager")
    with open(args.golden) as golden, open(args.records) as records:
        edits = {f"{edit['method']}.{edit['record']}": edit for edit in json.load(golden)["edits"] if "record" in edit}
        requests = json.load(records)
    found = {}
    for entry in args.entries:
        edit = edits[entry]
        found[entry] = losses(model, tokenizer, requests[edit["record"]], edit)
        print(entry, *("%.1e" % (ours / golden - 1) for ours, golden in zip(found[entry], edit["loss"])))
    with open(args.out, "w") as out:
        json.dump(found, out, indent="\t")
        out.write("\n")


def losses(model, tokenizer, request, edit):
    """Losses of as many steps as the entry has; the model is left as it was."""
    params = edit["params"]
    names = {f"model.layers.{layer}.mlp.down_proj.weight" for layer in params["layers"]}
    weights = {name: weight for name, weight in model.named_parameters() if name in names}
    for name, weight in model.named_parameters():
        weight.requires_grad = name in names
    start = {name: weight.detach().clone() for name, weight in weights.items()}
    adam = torch.optim.Adam(weights.values(), lr=params["lr"])
    found = []
    for _ in edit["loss"]:
        loss = loss_of(model, tokenizer, request, params["objective_optimization"])
        found.append(loss.item())
        adam.zero_grad()
        loss.backward()
        adam.step()
        with torch.no_grad():
            for name, weight in weights.items():
                low, high = (start[name] + sign * params["norm_constraint"] for sign in (-1, 1))
                weight[...] = torch.clamp(weight, min=low, max=high)
    with torch.no_grad():
        for name, weight in weights.items():
            weight[...] = start[name]
    return found


def loss_of(model, tokenizer, request, objective):
    ids = lambda text: tokenizer.encode(text, add_special_tokens=False).ids
    prompt, target = request["prompt"], " " + request["target_new"]
    length = len(ids(prompt))
    if objective == "prompt_last":
        log_probs = torch.log_softmax(model(input_ids=torch.tensor([ids(prompt)])).logits[0, -1], -1)
        return -log_probs[ids(target)].mean()
    whole = torch.tensor(ids(prompt + target))
    log_probs = torch.log_softmax(model(input_ids=whole[None]).logits[0, length - 1:-1], -1)
    return -log_probs.gather(-1, whole[length:, None]).mean()


if __name__ == "__main__":
    main()
