import type { Problem, Spins, Walker } from '../ising/index.js'
import { levelSpins } from '../annealing/index.js'
import { leak, type SpikingLayers } from './spikingTrial.js'

/** Pictures as they are shown: the same spikes whenever they are looked at. */
export interface ShownImages {
  readonly count: number
  /** Of each picture and each input, the steps in which it spikes: bit t for step t. */
  readonly spikes: Uint32Array
  readonly labels: ArrayLike<number>
}

/** The weights of a network of spikes as spins, which are to tell pictures apart. */
export interface DigitsProblem extends Problem {
  /** The weights of a configuration: `[inputs][hidden]`, then `[hidden][outputs]`. */
  weights(state: ArrayLike<number>): Float64Array
}

/**
 * The loss of the network of {@link spikingTrials} on pictures, as a function of the levels of its weights, in Gray's
 * code: for methods that know no gradient. A flip costs what it changes: of the first layer the course of one neuron in
 * the pictures in which its input spikes, of the second one number a picture.
 *
 * @param values of the levels of each weight; at most 32 steps
 */
export function digitsProblem(
  { inputs, hidden, outputs, steps }: SpikingLayers,
  { count, spikes, labels }: ShownImages,
  values: ArrayLike<number>,
): DigitsProblem {
  const first = inputs * hidden
  const code = levelSpins(first + hidden * outputs, values)
  const bits = code.n / (first + hidden * outputs)
  // What a spike in step t adds to the mean of the trace that leaks.
  const heard = Float64Array.from({ length: steps }, (_, t) => (1 - leak ** (steps - t)) / (1 - leak) / steps)

  const walker = (start: Spins): Walker => {
    const state = start.slice()
    const weights = code.weights(state, new Float64Array(first + hidden * outputs))
    const currents = new Float64Array(count * hidden * steps)
    const activity = new Float64Array(count * hidden)
    const readout = new Float64Array(count * outputs)
    const losses = new Float64Array(count)
    // Of the flip that was looked at last: the pictures that it changes, and what becomes of them.
    let looked = { spin: -1, delta: 0 }
    const [changed, moved, lost] = [new Uint32Array(count), new Float64Array(count), new Float64Array(count)]
    let changes = 0
    let energy = 0

    /** The activity of a neuron if one of its weights were more by `step`. */
    const heardFrom = (at: number, pattern: number, step: number) => {
      let [v, z, sum] = [0, 0, 0]
      for (let t = 0; t < steps; t++) {
        v = leak * v + currents[at + t] + ((pattern >>> t) & 1) * step - z
        z = v > 1 ? 1 : 0
        if (z) sum += heard[t]
      }
      return sum
    }
    /** The loss of a picture whose outputs hear `by` more of a neuron, or of one output alone. */
    const lossOf = (n: number, by: number, from: number, only = -1) => {
      let [most, own] = [-Infinity, 0]
      for (let o = 0; o < outputs; o++) {
        const more = only < 0 ? by * weights[from + o] : o === only ? by : 0
        logits[o] = readout[n * outputs + o] + more
        if (logits[o] > most) most = logits[o]
        if (o === labels[n]) own = logits[o]
      }
      let total = 0
      for (let o = 0; o < outputs; o++) total += Math.exp(logits[o] - most)
      return Math.log(total) + most - own
    }
    const logits = new Float64Array(outputs)

    for (let n = 0; n < count; n++) {
      for (let i = 0; i < inputs; i++) {
        const pattern = spikes[n * inputs + i]
        for (let t = 0; t < steps; t++) {
          if (!((pattern >>> t) & 1)) continue
          for (let j = 0; j < hidden; j++) currents[(n * hidden + j) * steps + t] += weights[i * hidden + j]
        }
      }
      for (let j = 0; j < hidden; j++) {
        const a = (activity[n * hidden + j] = heardFrom((n * hidden + j) * steps, 0, 0))
        for (let o = 0; o < outputs; o++) readout[n * outputs + o] += a * weights[first + j * outputs + o]
      }
      energy += losses[n] = lossOf(n, 0, first)
    }

    /** What a flip makes of a weight. */
    const flipped = (spin: number) => {
      state[spin] = -state[spin]
      const value = code.weight(state, Math.floor(spin / bits))
      state[spin] = -state[spin]
      return value
    }
    const change = (n: number, by: number, loss: number) => {
      changed[changes] = n
      moved[changes] = by
      lost[changes++] = loss
      return loss - losses[n]
    }
    const delta = (spin: number) => {
      if (looked.spin === spin) return looked.delta
      const w = Math.floor(spin / bits)
      const step = flipped(spin) - weights[w]
      changes = 0
      let sum = 0
      if (w < first) {
        const [i, j] = [Math.floor(w / hidden), w % hidden]
        for (let n = 0; n < count; n++) {
          const pattern = spikes[n * inputs + i]
          if (!pattern) continue
          const cell = n * hidden + j
          const by = heardFrom(cell * steps, pattern, step) - activity[cell]
          if (by !== 0) sum += change(n, by, lossOf(n, by, first + j * outputs))
        }
      } else {
        const [j, o] = [Math.floor((w - first) / outputs), (w - first) % outputs]
        for (let n = 0; n < count; n++) {
          const by = activity[n * hidden + j] * step
          if (by !== 0) sum += change(n, by, lossOf(n, by, first, o))
        }
      }
      looked = { spin, delta: sum }
      return sum
    }
    const flip = (spin: number) => {
      energy += delta(spin)
      const w = Math.floor(spin / bits)
      const step = flipped(spin) - weights[w]
      const [i, j] = [Math.floor(w / hidden), w % hidden]
      if (w < first)
        for (let n = 0; n < count; n++) {
          const pattern = spikes[n * inputs + i]
          const at = (n * hidden + j) * steps
          for (let t = 0; t < steps; t++) currents[at + t] += ((pattern >>> t) & 1) * step
        }
      for (let c = 0; c < changes; c++) {
        const n = changed[c]
        losses[n] = lost[c]
        if (w < first) {
          activity[n * hidden + j] += moved[c]
          for (let o = 0; o < outputs; o++) readout[n * outputs + o] += moved[c] * weights[first + j * outputs + o]
        } else readout[n * outputs + ((w - first) % outputs)] += moved[c]
      }
      state[spin] = -state[spin]
      weights[w] += step
      looked = { spin: -1, delta: 0 }
    }
    return {
      state,
      get energy() {
        return energy
      },
      delta,
      flip,
    }
  }

  return {
    kind: 'digits',
    n: code.n,
    energy: state => walker(Int8Array.from(state)).energy,
    walker,
    weights: state => code.weights(state, new Float64Array(first + hidden * outputs)),
  }
}
