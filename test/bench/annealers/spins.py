"""Spin updates of other programs: a random graph of the same size, timed with two numbers of sweeps, the difference counted."""
import json
import random
import sys
import time

program, n, degree, slices, sweeps = sys.argv[1], *map(int, sys.argv[2:6])
rng = random.Random(1)
pairs = {}
while len(pairs) < n * degree // 2:
    i, j = rng.sample(range(n), 2)
    pairs[min(i, j), max(i, j)] = rng.choice((-1.0, 1.0))

if program == "dwave":
    import dimod
    from dwave.samplers import SimulatedAnnealingSampler

    bqm = dimod.BinaryQuadraticModel({i: 0.0 for i in range(n)}, pairs, "SPIN")
    run = lambda k: SimulatedAnnealingSampler().sample(bqm, num_reads=1, num_sweeps=k, beta_range=(0.1, 3), seed=1)
else:
    import openjij

    bqm = openjij.BinaryQuadraticModel({i: 0.0 for i in range(n)}, pairs, "SPIN")
    run = lambda k: openjij.SQASampler().sample(
        bqm, num_reads=1, num_sweeps=k, trotter=slices, beta=10, gamma=1, seed=1, sparse=False  # quicker than its sparse code, on sparse graphs too
    )


def seconds(k):
    start = time.process_time()
    run(k)
    return time.process_time() - start


for _ in sys.stdin:
    print(json.dumps({"seconds": seconds(2 * sweeps) - seconds(sweeps)}), flush=True)
