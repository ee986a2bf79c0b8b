"""Hands an array to another process and waits to hear that it is there, over and over.

"shared": the array is in shared memory, its index goes through a multiprocessing.Queue.
"pickled": the array itself goes through a multiprocessing.Queue.
"""

import multiprocessing as mp
import statistics
import sys
import time
from multiprocessing.sharedctypes import RawArray

import numpy as np


def answer(arrays, there, back):
    views = [np.frombuffer(array, dtype=np.float32) for array in arrays]
    while True:
        token = there.get()
        if token is None:
            return
        array = views[token] if isinstance(token, int) else token
        back.put(len(array))


def main():
    way, size = sys.argv[1], int(sys.argv[2])
    shared = [RawArray("B", size)]
    there, back = mp.Queue(), mp.Queue()
    token = 0 if way == "shared" else np.zeros(size // 4, dtype=np.float32)
    other = mp.Process(target=answer, args=(shared, there, back), daemon=True)
    other.start()
    there.put(token)
    back.get()
    print("= ready=1", flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line.split()[1])):
            start = time.perf_counter_ns()
            there.put(token)
            back.get()
            times.append(time.perf_counter_ns() - start)
        print(f"= p50={statistics.median(times)}", flush=True)
    there.put(None)
    other.join()


if __name__ == "__main__":
    main()
