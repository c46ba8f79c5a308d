/**
 * Reads the history of a call's steps: `found(step, neurons)` for each step, the neurons in order.
 *
 * @param history a row of the state: bit d of a number says that the neuron fired d + 1 steps ago
 * @param steps of the call
 */
export function spikesIn(history: Float32Array, steps: number): number[][] {
  const fired: number[][] = Array.from({ length: steps }, () => [])
  const mask = 2 ** steps - 1
  for (let i = 0; i < history.length; i++) {
    if (history[i] === 0) continue
    for (let bits = history[i] & mask; bits; bits &= bits - 1)
      fired[steps - 1 - (31 - Math.clz32(bits & -bits))].push(i)
  }
  return fired
}
