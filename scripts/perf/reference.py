#!/usr/bin/env python3
"""The yardstick of `npm run perf`: editing methods in PyTorch, with the work that the public tools do for them.

usage: reference.py CHECKPOINT [--threads N]
needs: pip install torch transformers   (measured with what docs/performance.md names)

A server for one process: each line on stdin is a JSON object with a "task" and what the task takes, each line on stdout is
its answer, {"seconds": …, "result": …}, so that the caller can alternate between this and another implementation. The first
line says that the model is loaded, and by which versions. A task that fails answers {"error": …}.

The algorithms are written anew from their papers and from what the public code was seen to do, its waste included: logits at
all tokens, every layer at every step, ICE's samples by a call of `generate` and then the same tokens once more, three texts a
record, the probes of one key at a time. Tasks whose names end in `_tuned` leave out what a careful user of PyTorch would.
"""
import argparse
import json
import platform
import sys
import time

import torch
import transformers

from yardstick import editing, locating, scoring, tensors
from yardstick.model import Model


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", help="Hugging Face folder of the Llama architecture")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    model = Model(args.checkpoint)
    answer({"python": platform.python_version(), "torch": torch.__version__, "transformers": transformers.__version__, "threads": torch.get_num_threads()})
    for line in sys.stdin:
        request = json.loads(line)
        task = request.pop("task")
        try:
            answer(carry_out(model, task, request))
        except Exception as error:  # the caller decides whether it goes on
            answer({"error": f"{task}: {type(error).__name__}: {error}"})


def answer(value):
    print(json.dumps(value), flush=True)


def carry_out(model, task, request):
    began = time.perf_counter()
    result, seconds = TASKS[task](model, **request), time.perf_counter() - began
    # A task that prepares or cleans up tells its own time.
    return {"seconds": result.pop("seconds", seconds), "result": result}


TASKS = {
    "encode": lambda model, texts: {"ids": [model.encode(text) for text in texts]},
    "prepare": locating.prepare,
    "forward": tensors.forward,
    "forward_tuned": tensors.forward_tuned,
    "step": tensors.step,
    "step_tuned": tensors.step_tuned,
    "generate": scoring.generate,
    "edit": editing.edit,
    "cell": scoring.cell,
}


if __name__ == "__main__":
    main()
