"""ROME and MEMIT: a value is searched at the subject's last token and written at its key."""
import contextlib

import torch
from safetensors.torch import load_file

from .model import sentence, target_ids

# Below this loss there is nothing left to learn.
LEARNT = 5e-2


def prepare(model, templates, covariances):
    """What is made once for a model: context templates by type, and C of blocks from a safetensors file, by the block's number."""
    model.templates = templates
    model.covariances = {int(name): tensor for name, tensor in load_file(covariances).items()}
    return {}


def rome(model, weights, record, params):
    """Changes the one weight. Returns the losses of the search."""
    layer, templates = params["layer"], [text for kind in model.templates["rome"] for text in kind]
    key, _ = at_subject(model, record, templates, layer)
    u = key.mean(0) / key.mean(0).norm()
    value, losses = find_value(model, record, templates, model.block(layer).mlp, params)
    now_in, now_out = at_subject(model, record, ["{}"], layer)
    right = (value - now_out[0]) / now_in[0].dot(u)
    add(weights[0], torch.outer(right, u))
    return losses


def memit(model, weights, record, params):
    """Changes the weights, one block after the other. Returns the losses of the search."""
    layers, types = params["layers"], model.templates["memit"]
    texts = [text for kind in types for text in kind]
    value, losses = find_value(model, record, texts, model.block(layers[-1]), params)
    for i, (layer, weight) in enumerate(zip(layers, weights)):
        inputs, _ = at_subject(model, record, texts, layer)
        by_type = torch.split(inputs, [len(kind) for kind in types])
        key = torch.stack([part.mean(0) for part in by_type]).mean(0)[:, None].double()  # [inner, 1]
        residual = (value - block_output(model, record, layers[-1])) / (len(layers) - i)
        system = params["mom2UpdateWeight"] * model.covariances[layer].double() + key @ key.T
        add(weight, residual[:, None].double() @ torch.linalg.solve(system, key).T)
    return losses


@torch.no_grad()
def add(weight, delta):
    weight += delta.float()


def find_value(model, record, templates, module, params):
    """The module's output at the subject's last token after which the target follows: output now + δ, by Adam on δ."""
    target = target_ids(model, record)
    rows = [subject_row(model, record, template) for template in templates]
    rows = [(ids + target[:-1], subject) for ids, subject in rows]
    drift = model.encode(f"{record['subject']} is a")
    rows.append((drift, last_of(model, record["subject"], f"{record['subject']} is a")))
    ids, mask = model.padded([row for row, _ in rows], "right")
    subjects = torch.tensor([subject for _, subject in rows])
    every = torch.arange(len(rows))
    ends = mask.sum(1)[:-1, None] - len(target) + torch.arange(len(target))  # [templates, target]
    delta = torch.zeros(model.network.config.hidden_size, requires_grad=True)
    adam = torch.optim.Adam([delta], lr=params["learningRate"])
    start, first, losses = None, None, []

    def shift(_module, _inputs, output):
        nonlocal start
        hidden = output[0] if isinstance(output, tuple) else output
        if start is None:
            start = hidden[0, subjects[0]].detach().clone()
        hidden = hidden.clone()
        hidden[every, subjects] += delta
        return (hidden, *output[1:]) if isinstance(output, tuple) else hidden

    hook = module.register_forward_hook(shift)
    try:
        for step in range(params["steps"]):
            adam.zero_grad()
            log_probs = torch.log_softmax(model.network(input_ids=ids, attention_mask=mask).logits, -1)
            told = -log_probs[every[:-1, None], ends, torch.tensor(target)].mean(1).mean()
            now = log_probs[-1, subjects[-1]]
            first = now.detach().clone() if first is None else first
            kl = params["klFactor"] * (now.exp() * (now - first)).sum()
            # At δ = 0 the norm has no gradient, and adds nothing.
            decay = params["weightDecay"] * delta.norm() / start.norm() ** 2 if step > 0 else 0
            loss = told + kl + decay
            losses.append(loss.item())
            if losses[-1] < LEARNT or step == params["steps"] - 1:
                break
            loss.backward()
            adam.step()
            longest = params["clampNormFactor"] * start.norm()
            with torch.no_grad():
                if delta.norm() > longest:
                    delta *= longest / delta.norm()
    finally:
        hook.remove()
    return (start + delta).detach(), losses


@torch.no_grad()
def at_subject(model, record, templates, layer):
    """Input and output of the MLP output matrix at the subject's last token, [templates, inner] and [templates, hidden]."""
    found = {}
    with watching(model.block(layer).mlp.down_proj, lambda inputs, output: found.update(inputs=inputs[0], output=output)):
        every, subjects = run(model, record, templates)
    return found["inputs"][every, subjects], found["output"][every, subjects]


@torch.no_grad()
def block_output(model, record, layer):
    """Output of a block at the subject's last token of the prompt, [hidden]."""
    found = {}
    keep = lambda _inputs, output: found.update(output=output[0] if isinstance(output, tuple) else output)
    with watching(model.block(layer), keep):
        every, subjects = run(model, record, ["{}"])
    return found["output"][every, subjects][0]


def run(model, record, templates):
    """A whole forward pass over the prompt in templates. Returns rows and columns of the subjects."""
    rows = [subject_row(model, record, template) for template in templates]
    ids, mask = model.padded([row for row, _ in rows], "right")
    model.network(input_ids=ids, attention_mask=mask)
    return torch.arange(len(rows)), torch.tensor([subject for _, subject in rows])


@contextlib.contextmanager
def watching(module, see):
    hook = module.register_forward_hook(lambda _module, inputs, output: see(inputs, output))
    try:
        yield
    finally:
        hook.remove()


def subject_row(model, record, template):
    """Ids of the prompt in a template, and the column of its subject's last token."""
    prompt, _ = sentence(record)
    before, after = template.split("{}")
    text = before + prompt + after
    end = len(before) + prompt.index(record["subject"]) + len(record["subject"])
    return model.encode(text), last_of(model, text[:end], text)


def last_of(model, start, text):
    """Index of the token of `text` in which its beginning `start` ends."""
    offsets = model.tokenizer.encode(text).offsets
    return next(i for i, (_, end) in enumerate(offsets) if end >= len(start))
