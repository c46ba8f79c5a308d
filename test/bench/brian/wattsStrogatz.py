"""NetworkX: seconds for a Watts-Strogatz graph of 100,000 nodes, k 6, p .02, one for each line on stdin."""
import json, sys, time, networkx
for seed, _ in enumerate(sys.stdin):
    start = time.perf_counter()
    networkx.watts_strogatz_graph(100_000, 6, 0.02, seed=seed)
    print(json.dumps({'seconds': time.perf_counter() - start}), flush=True)
