#!/usr/bin/env python3
"""Makes the .npy files beside this script with NumPy (2.4.6 made those committed).

The Java tests read them, so that they need no NumPy. Run it in this directory.
"""
import io

import numpy as np
from numpy.lib import format as npy


def save(name, array, version=None):
    with open(name + ".npy", "wb") as file:
        npy.write_array(file, np.asanyarray(array), version=version, allow_pickle=True)


# Every dtype in either byte order: the first three elements of 0, 1, 2 ...
for code in "i1 i2 i4 i8 u1 u2 u4 u8 f4 f8".split():
    for order, name in (("<", "little"), (">", "big")):
        save(f"{code}-{name}", np.arange(3).astype(order + code))

# Shapes: no dimension, none in one, three, empty rows, one column in Fortran order.
save("scalar", np.float64(2.5))
save("empty", np.zeros((0,), "<f4"))
save("empty-rows", np.zeros((0, 3), "<f4"))
save("three-dimensions", np.arange(24, dtype="<i4").reshape(2, 3, 4))
save("records", np.frombuffer(bytes(range(32)), "V16"))

# Versions.
for version in ((1, 0), (2, 0), (3, 0)):
    save(f"version-{version[0]}", np.arange(4, dtype="<f4").reshape(2, 2), version)

# What Baton refuses.
save("fortran", np.asfortranarray(np.arange(6, dtype="<f4").reshape(2, 3)))
save("bool", np.array([True, False]))
save("complex", np.array([1 + 2j], "<c8"))
save("half", np.array([1.5], "<f2"))
save("long-double", np.array([1.5], "<f16"))
save("object", np.array([None, {}], dtype=object))
save("text", np.array(["Baton"]))
save("bytes", np.array([b"Baton"]))
save("date", np.array(["2020-01-01"], "<M8[D]"))
save("duration", np.array([1], "<m8[s]"))
save("structured", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f4")]))
save("structured-utf8", np.array([(1,)], dtype=[("\u00fc", "<i4")]), (3, 0))
