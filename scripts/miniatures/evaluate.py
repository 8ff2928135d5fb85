"""What a miniature knows before any edit, and whether it follows news in its prompt.

    python scripts/miniatures/evaluate.py assets/mini-gpt2

An answer counts as right where greedy decoding gives every one of its tokens. Teacher forcing tells the same with one
pass: the greedy token at each place, given the right ones before it.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from corpus import inverted, two_hops
from facts import ASSETS, Atlas, load_atlas
from relations import fill

Question = tuple[str, str]  # prompt, answer
BATCH = 128


def questions(atlas: Atlas, records: list[dict]) -> dict[str, list[Question]]:
    """Everything to ask, by what it shows."""
    facts = atlas.facts
    return {
        "facts": [(fact.prompt(), fact.object) for fact in facts],
        "facts, rephrased": [(fact.prompt(form), fact.object) for fact in facts for form in (1, 2)],
        "facts, subject by another name": [
            (fill(fact.relation.canonical, alias), fact.object) for fact in facts for alias in fact.alias_phrases
        ],
        "two hops": [
            (fill(second.relation.canonical, first.description), second.object) for first, second in two_hops(atlas)
        ],
        "inverse": [(inverted(fact, fact.object), fact.subject) for fact in facts if fact.relation.inverse],
        "records: the true answer": [(record["prompt"], record["ground_truth"]) for record in records],
        "records: the true answer, rephrased": [
            (record["rephrase_prompt"], record["ground_truth"]) for record in records
        ],
        **{f"records: {name}": probes(records, "locality", name) for name in ("Relation_Specificity", "Forgetfulness")},
        "news in the prompt: the new answer": [(told(record, record["prompt"]), record["target_new"]) for record in records],
        **{
            f"news in the prompt: {name}": [
                (told(record, prompt), answer)
                for record in records
                for prompt, answer in probes([record], "portability", name)
            ]
            for name in ("Subject_Aliasing", "Reasoning", "Logical_Generalization")
        },
    }


def probes(records: list[dict], section: str, name: str) -> list[Question]:
    return [
        (probe["prompt"], probe["ground_truth"]) for record in records for probe in record[section].get(name, [])
    ]


def told(record: dict, prompt: str) -> str:
    return f"{' '.join(record['context'])} Now: {prompt}"


@torch.no_grad()
def right_answers(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, asked: list[Question]
) -> int:
    model.eval()
    right = 0
    for start in range(0, len(asked), BATCH):
        prompts = [tokenizer(prompt).input_ids for prompt, _ in asked[start : start + BATCH]]
        whole = [tokenizer(f"{prompt} {answer}").input_ids for prompt, answer in asked[start : start + BATCH]]
        width = max(map(len, whole))
        ids = torch.zeros(len(whole), width, dtype=torch.long)
        for row, tokens in enumerate(whole):
            ids[row, : len(tokens)] = torch.tensor(tokens)
        greedy = model(ids).logits.argmax(-1)  # [rows, width]
        for row, (prompt, tokens) in enumerate(zip(prompts, whole, strict=True)):
            if greedy[row, len(prompt) - 1 : len(tokens) - 1].tolist() == tokens[len(prompt) :]:
                right += 1
    return right


def evaluate(folder: Path) -> dict[str, tuple[int, int]]:
    """Right answers and questions asked, by what they show, of a checkpoint as it lies on disk."""
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    records = json.loads((ASSETS / "atlas" / "records.json").read_text(encoding="utf-8"))
    return {
        name: (right_answers(model, tokenizer, asked), len(asked))
        for name, asked in questions(load_atlas(), records).items()
    }


if __name__ == "__main__":
    for name, (right, total) in evaluate(Path(sys.argv[1])).items():
        print(f"{name}: {right} of {total} ({right / total:.1%})")
