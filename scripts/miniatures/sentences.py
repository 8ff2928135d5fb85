"""Makes assets/atlas/corpus.txt: sentences for the covariance of a miniature's activations, a document a line.

    python scripts/miniatures/sentences.py

They are of the kind the miniatures were trained on, drawn with a seed of their own.
"""

from itertools import islice

from corpus import Corpus
from facts import ASSETS, load_atlas

SEED = 7
DOCUMENTS = 1000


def main() -> None:
    documents = islice(Corpus(load_atlas(), SEED).documents(), DOCUMENTS)
    (ASSETS / "atlas" / "corpus.txt").write_text("".join(f"{document}\n" for document in documents))


if __name__ == "__main__":
    main()
