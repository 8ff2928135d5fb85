"""Edits by method, and what is timed of one."""
import contextlib
import time

from . import locating, training

# Each changes the weights that it is given, those of the blocks that its parameters name, and returns its losses.
METHODS = {
    "ft-l": lambda *given: training.train(*given, training.prompt_last),
    "ft-m": lambda *given: training.train(*given, training.target_new),
    "ice": lambda *given: training.train(*given, training.in_context),
    "rome": locating.rome,
    "memit": locating.memit,
}


def edit(model, method, record, params):
    with edited(model, method, record, params) as (losses, seconds):
        return {"losses": losses, "seconds": seconds}


@contextlib.contextmanager
def edited(model, method, record, params):
    """Edits the model; afterwards it is as it was. Yields the losses, and the seconds that the edit took."""
    with model.restored(params.get("layers") or [params["layer"]]) as weights:
        began = time.perf_counter()
        losses = METHODS[method](model, weights, record, params)
        yield losses, time.perf_counter() - began
