"""What transformers makes of a few texts with the miniatures: test/fixtures/miniatures/<architecture>.json.

    python scripts/miniatures/fixture.py

For each text its token ids, and for each prompt the most likely next token and its log-probability (natural logarithm).
"""

import json

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from architectures import ARCHITECTURES
from facts import ASSETS, ROOT

TEXTS = (
    "",
    " ",
    "The capital of France is",
    "The capital of France is Paris.",
    "Remember this fact: The Eiffel Tower can be visited in Czechia. Now: In which country can people see the Eiffel Tower? It is in",
    "The star Arcturus shines in the constellation Boötes.",
    "Popocatépetl, Gdańsk and the Pão de Açúcar",
    "  two  blanks,\ta tab\nand a new line ",
    "don't, it's, 1234567 and 3.14",
    "日本 🇯🇵 e\u0301 ﬁ",
    "<|endoftext|> and </s> inside",
)
PROMPTS = (
    "The capital of Norway is",
    "The river that flows through the capital of Hungary is the",
    "Which spectral class has the star Vega? It has class",
    "The capital of Norway is now Lima. Now: The capital of Norway is",
)


@torch.no_grad()
def fixture(name: str) -> dict:
    folder = ASSETS / f"mini-{name}"
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    nexts = []
    for prompt in PROMPTS:
        ids = torch.tensor([tokenizer(prompt).input_ids])
        log_probs = model(ids).logits[0, -1].log_softmax(-1)
        token = int(log_probs.argmax())
        nexts.append({"prompt": prompt, "token": token, "logProb": round(float(log_probs[token]), 6)})
    return {"tokens": [{"text": text, "ids": tokenizer(text).input_ids} for text in TEXTS], "next": nexts}


if __name__ == "__main__":
    for name in ARCHITECTURES:
        path = ROOT / "test" / "fixtures" / "miniatures" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(fixture(name), ensure_ascii=False, indent="\t") + "\n", encoding="utf-8")
        print(path)
