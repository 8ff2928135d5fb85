#!/usr/bin/env python3
"""Updates of R-ROME, MEMIT, EMMET and AlphaEdit on small random matrices: test/fixtures/solves.json.

usage: solves.py OUT.json
needs: pip install numpy==2.4.1

The equations are written as the papers have them, in float64. W [hidden, inner] maps keys to values; the columns of K are
keys, those of R what W K lacks to the wanted values.
"""
import json
import sys

import numpy as np

INNER, HIDDEN, FACTS, EARLIER, CONTEXTS = 12, 5, 3, 4, 6
random = np.random.default_rng(20240611)


def covariance(rank: int) -> np.ndarray:
    """K0 K0ᵀ / tokens of keys that lie near `rank` directions."""
    directions = random.normal(size=(INNER, rank))
    keys = directions @ random.normal(size=(rank, 200)) + 0.05 * random.normal(size=(INNER, 200))
    return keys @ keys.T / keys.shape[1]


def r_rome(w, contexts, z, c):
    """arXiv 2403.07175: W + (v − W k)(C⁻¹k)ᵀ / ((C⁻¹k)ᵀ k) with k the mean key everywhere."""
    k = contexts.mean(axis=1)
    whitened = np.linalg.inv(c) @ k
    return np.outer(z - w @ k, whitened) / (whitened @ k)


def rome(w, contexts, bare, z, c):
    """arXiv 2202.05262 as it is implemented: the mean key on the right, the bare prompt's elsewhere."""
    whitened = np.linalg.inv(c) @ contexts.mean(axis=1)
    return np.outer(z - w @ bare, whitened) / (whitened @ bare)


def memit(r, k, c, weight):
    """arXiv 2210.07229: R Kᵀ (λ C + K Kᵀ)⁻¹."""
    return r @ k.T @ np.linalg.inv(weight * c + k @ k.T)


def emmet(r, k, c):
    """arXiv 2403.14236: R (Kᵀ C⁻¹ K)⁻¹ Kᵀ C⁻¹."""
    inverse = np.linalg.inv(c)
    return r @ np.linalg.inv(k.T @ inverse @ k) @ k.T @ inverse


def alpha_edit(r, k, earlier, c, threshold, weight):
    """arXiv 2410.02355: R Kᵀ P (Kp Kpᵀ P + K Kᵀ P + λ I)⁻¹, P = Û Ûᵀ of the singular vectors below the threshold."""
    u, values, _ = np.linalg.svd(c)
    null = u[:, values < threshold]
    p = null @ null.T
    return r @ k.T @ p @ np.linalg.inv(earlier @ earlier.T @ p + k @ k.T @ p + weight * np.eye(INNER))


def main() -> None:
    w, z = random.normal(size=(HIDDEN, INNER)), random.normal(size=HIDDEN)
    contexts, bare = random.normal(size=(INNER, CONTEXTS)) + 1, random.normal(size=INNER) + 1
    k, r = random.normal(size=(INNER, FACTS)), random.normal(size=(HIDDEN, FACTS))
    earlier, c, low = random.normal(size=(INNER, EARLIER)), covariance(INNER), covariance(5)
    none = np.zeros((INNER, 0))
    threshold, l2, weight, ridge = 2e-2, 10.0, 3.0, 0.1
    constrained = emmet(r, k, c)
    assert np.allclose(constrained @ k, r)
    inverse = np.linalg.inv(c)
    cases = {
        "r-rome": r_rome(w, contexts, z, c),
        "rome": rome(w, contexts, bare, z, c),
        "memit": memit(r, k, c, weight),
        "emmet": constrained,
        "emmet-regularised": r @ np.linalg.inv(k.T @ inverse @ k + ridge * np.eye(FACTS)) @ k.T @ inverse,
        "alpha-edit": alpha_edit(r, k, none, low, threshold, l2),
        "alpha-edit-after-others": alpha_edit(r, k, earlier, low, threshold, l2),
    }
    inputs = {"w": w, "z": z, "contexts": contexts, "bare": bare, "k": k, "r": r, "earlier": earlier, "c": c, "low": low}
    settings = {"threshold": threshold, "l2": l2, "weight": weight, "ridge": ridge}
    rows = lambda matrices: {name: np.asarray(matrix).tolist() for name, matrix in matrices.items()}
    with open(sys.argv[1], "w") as file:
        json.dump({"settings": settings, "inputs": rows(inputs), "updates": rows(cases)}, file)
        file.write("\n")


if __name__ == "__main__":
    main()
