"""Fitted weights as a file: the ones that come with the package, and others."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from grading.calibration import Platt
from grading.errors import BadWeights
from grading.judge import FittedJudge, Network, Weights
from grading.phrases import Phrasebook
from grading.similarity import Floats, WordWeights
from grading.trees import Trees

DIGITS = 4
"""Significant digits of a stored number: its rounding moves no probability by a thousandth."""


def load(source: Path | Traversable | None = None) -> Weights:
    """Read weights from a file, by default those of the package.

    Raises `BadWeights` where the file is not one that `store` wrote.
    """
    path = source or files("grading").joinpath("data/weights.json")
    try:
        return _read(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadWeights(f"{path} holds no weights of this version: {error}") from error


@lru_cache(maxsize=1)
def shipped_judge() -> FittedJudge:
    """Return the judge whose weights come with the package; read when first asked for."""
    return FittedJudge(load())


def store(weights: Weights, path: Path) -> None:
    """Write weights to a file, rounded to `DIGITS` significant digits."""
    book = weights.phrasebook
    content: dict[str, Any] = {
        "revision": weights.revision,
        "platt": [_round(weights.platt.slope), _round(weights.platt.shift)],
        "features": {
            name: [_round(mean), _round(scale)]
            for name, mean, scale in zip(weights.names, weights.mean, weights.scale, strict=True)
        },
        "networks": [
            {
                "hidden": _rounded(network.hidden),
                "hidden_bias": _rounded(network.hidden_bias),
                "output": _rounded(network.output),
                "output_bias": _round(network.output_bias),
            }
            for network in weights.networks
        ],
        "trees": {
            "feature": weights.trees.feature.tolist(),
            "bound": _rounded(weights.trees.bound),
            "low": weights.trees.low.tolist(),
            "high": weights.trees.high.tolist(),
            "value": _rounded(weights.trees.value),
            "bias": _round(weights.trees.bias),
        },
        "words": {
            "default": _round(weights.words.default),
            "table": {stem: _round(value) for stem, value in weights.words.table.items()},
        },
        "phrases": book and {"bias": _round(book.bias), "weights": dict(book.weights)},
    }
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def _read(content: dict[str, Any]) -> Weights:
    scales = content["features"]
    book, trees = content["phrases"], content["trees"]
    return Weights(
        revision=content["revision"],
        names=tuple(scales),
        mean=np.array([mean for mean, _ in scales.values()]),
        scale=np.array([scale for _, scale in scales.values()]),
        networks=tuple(
            Network(
                hidden=np.array(network["hidden"], dtype=np.float64),
                hidden_bias=np.array(network["hidden_bias"], dtype=np.float64),
                output=np.array(network["output"], dtype=np.float64),
                output_bias=float(network["output_bias"]),
            )
            for network in content["networks"]
        ),
        trees=Trees(
            feature=np.array(trees["feature"], dtype=int),
            bound=np.array(trees["bound"], dtype=np.float64),
            low=np.array(trees["low"], dtype=int),
            high=np.array(trees["high"], dtype=int),
            value=np.array(trees["value"], dtype=np.float64),
            bias=float(trees["bias"]),
        ),
        words=WordWeights(content["words"]["default"], content["words"]["table"]),
        phrasebook=Phrasebook(book["bias"], book["weights"]) if book else None,
        platt=Platt(*content["platt"]),
    )


def _round(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _rounded(values: Floats) -> Any:
    return [_rounded(row) if isinstance(row, np.ndarray) else _round(float(row)) for row in values]
