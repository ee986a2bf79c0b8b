"""Reads a file of numbers, a line each, in NumPy's two ways. Tells how long each took.

loadtxt reads the file by itself; fromstring gets a text that is in memory already.
"""

import sys
import time
import warnings

import numpy as np

warnings.simplefilter("ignore", DeprecationWarning)


def loadtxt(path):
    start = time.perf_counter()
    numbers = np.loadtxt(path, dtype=np.float32)
    return time.perf_counter() - start, numbers


def fromstring(path):
    with open(path, encoding="ascii") as file:
        text = file.read()
    start = time.perf_counter()
    numbers = np.fromstring(text, dtype=np.float32, sep="\n")
    return time.perf_counter() - start, numbers


def main():
    path = sys.argv[1]
    print("= ready=1", flush=True)
    for line in sys.stdin:
        way = {"loadtxt": loadtxt, "fromstring": fromstring}[line.strip()]
        seconds, numbers = way(path)
        print(f"= seconds={seconds} elements={len(numbers)}", flush=True)


if __name__ == "__main__":
    main()
