#!/usr/bin/env python3
"""One leverage-targeting cascade, round by round, as one writes it first in NumPy: a matrix of holdings that shrinks with every sale.

Inputs come from a counter through splitmix64, seed 12345, as in BatchCascade.cs: mask, size, other assets, leverage, liquidity and shock
one after the other. Prints the best time in milliseconds and the equity lost to the cascade over all equity.
"""
import time

import numpy as np

BANKS, ASSETS, ROUNDS, SEED, SHOCK, SCALE, CAP, REPEAT = 90, 40, 10, 12345, 0.02, 0.05, 30.0, 300
WORD = (1 << 64) - 1


def uniform(first, count):
    numbers = []
    for counter in range(first, first + count):
        z = (SEED + (counter + 1) * 0x9E3779B97F4A7C15) & WORD
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
        numbers.append(((z ^ (z >> 31)) >> 11) * 2.0**-53)
    return np.array(numbers)


cells = BANKS * ASSETS
holdings = uniform(cells, cells).reshape(BANKS, ASSETS) * (100.0 / ASSETS)
other = 5 + 20 * uniform(2 * cells, BANKS)
assets = holdings.sum(1) + other
equity = assets * (0.03 + 0.07 * uniform(2 * cells + BANKS, BANKS))
debt = assets - equity
target = np.minimum(debt / equity, CAP)
impact = SCALE * (0.5 + uniform(2 * cells + 2 * BANKS, ASSETS)) / holdings.sum(0)
shock = SHOCK * uniform(2 * cells + 2 * BANKS + ASSETS, ASSETS)


def cascade():
    held, price, owed = holdings.copy(), 1 - shock, debt.copy()
    first = None
    for _ in range(ROUNDS):
        value = (held * price).sum(1)
        left = value + other - owed
        first = left.sum() if first is None else first
        sale = np.where(left <= 0, value, np.clip(owed - target * left, 0, value))
        owed -= sale
        share = np.where(value > 0, sale / np.where(value > 0, value, 1), 0)
        sold = (held * share[:, None]).sum(0) * price
        held = held * (1 - share)[:, None]
        price = price * np.maximum(0, 1 - impact * sold)
    return (first - ((held * price).sum(1) + other - owed).sum()) / equity.sum()


best = float("inf")
for _ in range(REPEAT):
    began = time.perf_counter()
    loss = cascade()
    best = min(best, time.perf_counter() - began)
print(f"{1e3 * best:.6f} {loss:.17g}")
