"""The two things that nearly all time goes to: a forward pass, and a step of ICE forward and back."""
import torch

from .model import trainable


@torch.no_grad()
def forward(model, ids):
    """Logits at all tokens of rows of equal length."""
    return first_logits(model.network(input_ids=torch.tensor(ids)).logits)


@torch.no_grad()
def forward_tuned(model, ids):
    """Logits at each row's last token."""
    return first_logits(model.network(input_ids=torch.tensor(ids), logits_to_keep=1).logits)


def first_logits(logits):
    """A few of the last token's, for comparison."""
    return {"logits": logits[:, -1, :4].tolist()}


def step(model, **request):
    """Loss and gradients of one step of ICE, logits at all tokens."""
    return differentiate(model, logits_at_all, **request)


def step_tuned(model, **request):
    """The same with logits where they are read. Blocks below the first edited one take no part in the backward pass in either."""
    return differentiate(model, logits_where_read, **request)


def differentiate(model, logits, layers, withContext, plain, target, completion):
    weights = [model.matrix(layer) for layer in layers]
    with trainable(weights):
        loss = ice_loss(model, logits, withContext, plain, target, completion)
        loss.backward()
        return {"loss": loss.item(), "norm": sum(weight.grad.square().sum().item() for weight in weights) ** 0.5}


def ice_loss(model, logits, with_context, plain, target, completion):
    """Σ over x* of −log P − log Q, and Σ over x_c of KL(sg(P) ‖ Q), of one row; places are those of `plain`."""
    places = torch.tensor(target + completion)
    log_p = torch.log_softmax(logits(model, with_context, places + len(with_context) - len(plain) - 1), -1)
    log_q = torch.log_softmax(logits(model, plain, places - 1), -1)
    count = len(target)
    tokens = torch.tensor(plain)[target, None]
    told = -log_p[:count].gather(-1, tokens).sum() - log_q[:count].gather(-1, tokens).sum()
    fixed = log_p[count:].detach()
    return told + (fixed.exp() * (fixed - log_q[count:])).sum()


def logits_at_all(model, ids, at):
    return model.network(input_ids=torch.tensor([ids])).logits[0, at]


def logits_where_read(model, ids, at):
    return model.network(input_ids=torch.tensor([ids]), logits_to_keep=at).logits[0]
