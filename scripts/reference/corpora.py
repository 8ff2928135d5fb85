"""Makes test/fixtures/covariance: small files as pyarrow and NumPy write them, for the readers of corpora.

    python -m venv .venv && .venv/bin/pip install pyarrow==25.0.0 numpy==2.4.1
    .venv/bin/python scripts/reference/corpora.py
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = Path(__file__).resolve().parents[2] / "test" / "fixtures" / "covariance"
TEXTS = ["", " = Oslo = \n", "", "Oslo is the capital of Norway.\n", "Größe ≥ 1 — naïve 北京\n", "", "The last one.\n"]
# As the authors of ROME publish them: Σ x xᵀ of 256 inputs, and the number of tokens.
INNER = 256
COUNT = 40


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"text": TEXTS}), FOLDER / "texts.parquet", row_group_size=3, compression="snappy")
    pq.write_table(pa.table({"line": TEXTS}), FOLDER / "without-texts.parquet")
    i = np.arange(INNER)
    mom2 = (np.minimum.outer(i, i) + 1).astype(np.float32)
    np.savez_compressed(
        FOLDER / "transformer.h.1.mlp.c_proj_float32_mom2_100000.npz",
        **{"mom2.constructor": "SecondMoment()", "mom2.count": COUNT, "mom2.mom2": mom2, "sample_size": 100000},
    )


if __name__ == "__main__":
    main()
