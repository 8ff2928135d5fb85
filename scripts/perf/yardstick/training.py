"""FT-L, FT-M and ICE: Adam with a clamp on the MLP output matrices of some blocks."""
import random

import torch

from .model import sentence, target_ids, trainable
from .tensors import ice_loss, logits_at_all

# Below this loss there is nothing left to learn.
LEARNT = 1e-2
INSTRUCTIONS = ["", "Fact: A new knowledge: Consider this new knowledge: ", "Remember this fact: ", "Remember this new fact and reason about its consequences: "]


def train(model, weights, record, params, loss_of_step):
    """Changes the weights. Returns the losses, each from before its update."""
    start = [weight.detach().clone() for weight in weights]
    radius, losses = params["normConstraint"], []
    with trainable(weights):
        adam = torch.optim.Adam(weights, lr=params["learningRate"])
        for _ in range(params["steps"]):
            adam.zero_grad()
            loss = loss_of_step(model, record, params)
            losses.append(loss.item())
            if losses[-1] < LEARNT and not params["printKl"]:
                break
            loss.backward()
            adam.step()
            with torch.no_grad():
                for weight, was in zip(weights, start):
                    weight[...] = torch.clamp(weight, min=was - radius, max=was + radius)
    return losses


def prompt_last(model, record, _params):
    """FT-L: all target tokens at the prompt's last token."""
    prompt, _ = sentence(record)
    logits = model.network(input_ids=torch.tensor([model.encode(prompt)])).logits
    return -torch.log_softmax(logits[0, -1], -1)[target_ids(model, record)].mean()


def target_new(model, record, _params):
    """FT-M: cross-entropy of the target."""
    ids = torch.tensor(model.encode("".join(sentence(record))))
    count = len(target_ids(model, record))
    logits = model.network(input_ids=ids[None]).logits[0, -count - 1:-1]
    return torch.nn.functional.cross_entropy(logits, ids[-count:])


def in_context(model, record, params):
    """ICE: completions are sampled with context, by `generate`, then run again with and without it. One context sentence."""
    prompt, target = sentence(record)
    ids, count = model.encode(prompt + target), len(target_ids(model, record))
    context = (record.get("context") or [f"{prompt}{target}. "])[0]
    opening = model.encode(f"{random.choice(INSTRUCTIONS)}{context} Now: {prompt}")
    prefix = torch.tensor([opening + ids[-count:]])
    completed = model.network.generate(
        prefix,
        attention_mask=torch.ones_like(prefix),
        do_sample=True,
        temperature=float(params["temperature"]),
        top_k=50,
        max_new_tokens=params["maxNewTokens"],
        min_new_tokens=params["maxNewTokens"],
        pad_token_id=model.end,
    )[0].tolist()
    plain = ids + completed[prefix.shape[1]:]
    places = list(range(len(ids) - count, len(plain)))
    return ice_loss(model, logits_at_all, completed, plain, places[:count], places[count:])
