"""The job that Baton grew out of, in Python: one process reads text into shared arrays, the other
prints every element and checks the text.

Arrays are multiprocessing.RawArray wrapped by numpy.frombuffer, their indices travel through two
multiprocessing.Queue, an Event asks everybody to stop, None marks the end. The text counts 1 to
127, a line each, through a TextIOWrapper over a BufferedReader, as text from a file would come. As
in the program that it stands for, lines are made and checked one by one.
"""

import io
import multiprocessing as mp
import sys
import time
from ast import literal_eval
from multiprocessing.sharedctypes import RawArray

import numpy as np

DTYPE = np.dtype(np.float32)
ARRAYS = 2
ROUND = 400  # bytes of the lines 1 to 127
WIDTHS = ((288, 100, 4), (18, 10, 3), (0, 1, 2))  # from which byte, from which number, bytes a line


class Counting(io.RawIOBase):
    """The text, without an end."""

    def __init__(self):
        super().__init__()
        self.position = 0

    def readable(self):
        return True

    def readinto(self, target):
        lines = []
        left = len(target)
        while left > 0:
            offset = self.position % ROUND
            for start, first, width in WIDTHS:
                if offset >= start:
                    break
            number, passed = divmod(offset - start, width)
            line = str(first + number).encode("ascii") + b"\n"
            line = line[passed : passed + left]
            lines.append(line)
            self.position += len(line)
            left -= len(line)
        target[:] = b"".join(lines)
        return len(target)


class Checking(io.RawIOBase):
    """Checks that each line is a whole number whose lowest 8 bits count 1 to 127."""

    def __init__(self):
        super().__init__()
        self.rest = b""
        self.number = 1

    def writable(self):
        return True

    def write(self, data):
        *lines, self.rest = (self.rest + bytes(data)).split(b"\n")
        for line in lines:
            value = literal_eval(line.decode("ascii"))
            if value != int(value) or int(value) & 255 != self.number:
                raise ValueError(f"expected {self.number}, got {value}")
            self.number = self.number % 127 + 1
        return len(data)


def load(arrays, free, used, bail, elements):
    views = [np.frombuffer(array, dtype=DTYPE) for array in arrays]
    reader = io.TextIOWrapper(io.BufferedReader(Counting()), encoding="ascii")
    left = elements
    while left > 0 and not bail.is_set():
        index = free.get()
        if index is None:
            return
        array = views[index]
        count = min(left, len(array))
        for place in range(count):
            array[place] = np.fromstring(reader.readline(), dtype=DTYPE, sep="\n")[0]
        left -= count
        used.put((index, count))
    used.put(None)


def process(arrays, free, used, bail):
    views = [np.frombuffer(array, dtype=DTYPE) for array in arrays]
    writer = io.TextIOWrapper(io.BufferedWriter(Checking()), encoding="ascii")
    while True:
        token = used.get()
        if token is None:
            break
        index, count = token
        array = views[index]
        for place in range(count):
            writer.write(str(array[place]) + "\n")
        writer.flush()
        free.put(index)
    bail.set()


def run(length, elements):
    arrays = [RawArray("f", length) for _ in range(ARRAYS)]
    free, used, bail = mp.Queue(), mp.Queue(), mp.Event()
    for index in range(ARRAYS):
        free.put(index)
    loader = mp.Process(target=load, args=(arrays, free, used, bail, elements))
    processor = mp.Process(target=process, args=(arrays, free, used, bail))
    start = time.perf_counter()
    loader.start()
    processor.start()
    processor.join()
    loader.join()
    if processor.exitcode or loader.exitcode:
        raise SystemExit("failed")
    return time.perf_counter() - start


def main():
    mp.set_start_method("fork")  # the quickest start there is
    print("= ready=1", flush=True)
    for line in sys.stdin:
        _, length, elements = line.split()
        print(f"= seconds={run(int(length), int(elements))}", flush=True)


if __name__ == "__main__":
    main()
