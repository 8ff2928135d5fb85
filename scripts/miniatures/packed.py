"""Rows of tokens for training: documents one after the other, each row from the beginning of a document."""

from collections.abc import Iterator
from itertools import islice

import torch
from tokenizers import Tokenizer

from architectures import Architecture


class Packed:
    def __init__(self, documents: Iterator[str], tokenizer: Tokenizer, architecture: Architecture):
        self.documents = documents
        self.tokenizer = tokenizer
        self.end = tokenizer.token_to_id(architecture.ends_with)

    def batch(self, rows: int, length: int) -> torch.Tensor:
        """[rows, length]"""
        return torch.tensor([self.row(length) for _ in range(rows)])

    def row(self, length: int) -> list[int]:
        """A prompt stands at position 0, so what is cut off at a row's end is not continued in the next."""
        ids: list[int] = []
        while len(ids) < length:
            for encoding in self.tokenizer.encode_batch(list(islice(self.documents, 4))):
                ids += [*encoding.ids, self.end]
        return ids[: length]
