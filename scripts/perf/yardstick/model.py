"""A checkpoint in PyTorch, and requests as tokens."""
import contextlib
import os

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM


class Model:
    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.network = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
        for weight in self.network.parameters():
            weight.requires_grad = False
        end = self.network.config.eos_token_id
        self.end = end[0] if isinstance(end, list) else end
        # What ROME and MEMIT need once for a model: see locating.prepare.
        self.templates, self.covariances = {}, {}

    def encode(self, text):
        return self.tokenizer.encode(text).ids

    def decode(self, ids):
        return self.tokenizer.decode(ids)

    def block(self, layer):
        return self.network.model.layers[layer]

    def matrix(self, layer):
        """The MLP output matrix of a block, [hidden, inner]."""
        return self.block(layer).mlp.down_proj.weight

    @contextlib.contextmanager
    def restored(self, layers):
        """The MLP output matrices of these blocks, to be changed; afterwards they are as they were."""
        weights = [self.matrix(layer) for layer in layers]
        start = [weight.detach().clone() for weight in weights]
        try:
            yield weights
        finally:
            with torch.no_grad():
                for weight, was in zip(weights, start):
                    weight[...] = was

    def padded(self, rows, side):
        """Rows of ids as one batch. Returns ids and mask, [rows, longest] each."""
        longest = max(map(len, rows))
        fill = lambda row, what: [what] * (longest - len(row))
        place = (lambda row, padding: padding + row) if side == "left" else (lambda row, padding: row + padding)
        ids = [place(row, fill(row, self.end)) for row in rows]
        mask = [place([1] * len(row), fill(row, 0)) for row in rows]
        return torch.tensor(ids), torch.tensor(mask)


@contextlib.contextmanager
def trainable(weights):
    """Gradients of these weights, and of nothing else."""
    for weight in weights:
        weight.requires_grad = True
    try:
        yield
    finally:
        for weight in weights:
            weight.requires_grad = False
            weight.grad = None


def sentence(record):
    """Prompt and target with its blank, as the editors' `exact` reads them."""
    return record["prompt"].rstrip(), " " + record["targetNew"].strip()


def target_ids(model, record):
    """Ids that prompt and target have beyond the prompt."""
    prompt, target = sentence(record)
    return model.encode(prompt + target)[len(model.encode(prompt)):]
