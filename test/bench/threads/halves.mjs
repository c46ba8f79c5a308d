/** So many steps of some numbers: a multiplication and an addition each. */
export function half(size, steps, every, meet) {
  const x = new Float32Array(size).fill(1)
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < size; i++) x[i] = x[i] * 0.999 + 0.5
    if (step % every === every - 1) meet()
  }
}

/** Returns when both threads have come here. */
export function meet(words) {
  const phase = Atomics.load(words, 1)
  if (Atomics.add(words, 0, 1) === 0) while (Atomics.load(words, 1) === phase);
  else {
    Atomics.store(words, 0, 0)
    Atomics.add(words, 1, 1)
  }
}
