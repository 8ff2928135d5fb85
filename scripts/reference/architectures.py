#!/usr/bin/env python3
"""Logits of small networks whose config.json has settings that the golden checkpoints lack: test/fixtures/architectures.json.

usage: architectures.py OUT.json
needs: pip install transformers==4.44.2   (the first with all of rope_scaling's types here) and any PyTorch it takes

Weights are not stored: element i (from 0, row-major) of the t-th tensor (from 0, in order of their names) is

    0.25 sin(0.7391 (i + 1) (t + 1)), and 1 more in the weights of normalisations
"""
import json
import sys

import torch
from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

LLAMA = dict(model_type="llama", vocab_size=24, hidden_size=16, intermediate_size=20, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=128)
GPT2 = dict(model_type="gpt2", vocab_size=24, n_embd=16, n_layer=2, n_head=4, n_positions=64)
VARIANTS = {
    "llama: grouped-query attention": LLAMA,
    "llama: tied head": LLAMA | dict(tie_word_embeddings=True),
    "llama: a key head for each query head": LLAMA | dict(num_key_value_heads=4),
    "llama: one key head": LLAMA | dict(num_key_value_heads=1),
    "llama: attention bias": LLAMA | dict(attention_bias=True),
    "llama: MLP bias": LLAMA | dict(mlp_bias=True),
    "llama: rope_theta and rms_norm_eps": LLAMA | dict(rope_theta=500000.0, rms_norm_eps=1e-2),
    "llama: linear rope_scaling": LLAMA | dict(rope_scaling=dict(type="linear", factor=4.0)),
    "llama: rope_scaling of Llama 3": LLAMA
    | dict(rope_theta=100.0, rope_scaling=dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=24)),
    "gpt2: as published": GPT2,
    "gpt2: inner width": GPT2 | dict(n_inner=20),
    "gpt2: layer_norm_epsilon": GPT2 | dict(layer_norm_epsilon=1e-2),
    "gpt2: scores not scaled": GPT2 | dict(scale_attn_weights=False),
    "gpt2: scores scaled by layer": GPT2 | dict(scale_attn_by_inverse_layer_idx=True),
    "gpt2: head of its own": GPT2 | dict(tie_word_embeddings=False),
}
IDS = [(7 * i * i + 3 * i + 1) % 24 for i in range(40)]
AT = [0, 20, 39]


def network(config):
    values = {k: v for k, v in config.items() if k != "model_type"}
    if config["model_type"] == "llama":
        return LlamaForCausalLM(LlamaConfig(**values, attn_implementation="eager"))
    return GPT2LMHeadModel(GPT2Config(**values, attn_implementation="eager"))


def fill(model):
    tied = "lm_head.weight" if model.config.tie_word_embeddings else None
    state = model.state_dict()
    names = sorted(name for name in state if name != tied and not name.endswith((".attn.bias", ".masked_bias")))
    for t, name in enumerate(names):
        i = torch.arange(state[name].numel(), dtype=torch.float64)
        is_gain = name.endswith("norm.weight") or ".ln_" in name and name.endswith(".weight")
        values = 0.25 * torch.sin(0.7391 * (i + 1) * (t + 1)) + (1 if is_gain else 0)
        state[name].copy_(values.float().reshape(state[name].shape))
    return {name: list(state[name].shape) for name in names}


def main():
    out = {"ids": IDS, "at": AT, "variants": []}
    with torch.no_grad():
        for title, config in VARIANTS.items():
            model = network(config).eval()
            shapes = fill(model)
            logits = model(torch.tensor([IDS])).logits[0, AT]
            out["variants"].append(dict(title=title, config=config, shapes=shapes, logits=[[float(f"{x:.8g}") for x in row] for row in logits.tolist()]))
    json.dump(out, open(sys.argv[1], "w"), separators=(",", ":"))


main()
