import type { Learner } from '../superposition/index.js'

/** A network of spikes in two layers of weights: inputs, leaky integrate-and-fire neurons, a leaky readout. */
export interface SpikingLayers {
  readonly inputs: number
  readonly hidden: number
  readonly outputs: number
  /** Time steps of a trial. */
  readonly steps: number
}

/** Runs trials of a network and gathers the gradients of e-prop; made by {@link spikingTrials}. */
export interface SpikingTrials {
  /** Mean of the readout over the last trial, one an output. */
  readonly readout: Float64Array
  /** Spikes of the hidden layer in the last trial. */
  readonly spikes: number
  /** Gradients of the loss summed since {@link clear}: of the first weights (`[inputs][hidden]`) and of the second. */
  readonly gradients: readonly [Float64Array, Float64Array]
  /** Shows a picture once; returns the output that answers most. */
  run(rates: ArrayLike<number>, draw: TrialDraws): number
  /** Adds the gradients of the last trial, whose right answer is `label`; returns its loss. */
  teach(label: number): number
  clear(): void
}

/** What a trial needs of a layer of weights. */
type Weights = Pick<Learner, 'weights' | 'variances'>

export interface TrialDraws {
  /** A random whole number below 2^32, for the spikes of the input. */
  readonly word: () => number
  /** Where weights are measured in the forward pass: the noise of what is not yet decided. */
  readonly normal?: () => number
}

/** What a step leaves of potentials, traces and the readout. */
export const leak = 0.9

/**
 * The network: inputs spike with probability `rates` in each step; `v = .9 v + sum w z - z_own`, a spike above 1; the
 * readout leaks by .9 and is averaged. Learning is e-prop (Bellec et al. 2020, Nat Commun 11:3625): the eligibility of
 * a weight is `e = sum_t h x` with the pseudo-derivative `h = .3 max(0, 1 - |v - 1|)` and the input filtered by the
 * leak; the local error is the softmax's, carried back through the readout's weights.
 *
 * With `draw.normal`, every summed current has noise of the standard deviation that measuring the weights would give
 * it, the same through a trial: a Born sample of all weights at the cost of one number a neuron.
 *
 * Nothing is allocated after this call.
 *
 * @param first weights `[inputs][hidden]`
 * @param second weights `[hidden][outputs]`
 */
export function spikingTrials(layers: SpikingLayers, first: Weights, second: Weights): SpikingTrials {
  const { inputs, hidden, outputs, steps } = layers
  const [w1, w2] = [first.weights, second.weights]
  const gradients = [new Float64Array(inputs * hidden), new Float64Array(hidden * outputs)] as const
  const [v, z, h] = [new Float64Array(hidden), new Uint8Array(hidden), new Float64Array(steps * hidden)]
  const [x, traces] = [new Uint8Array(inputs), new Float64Array(steps * inputs)]
  const [filtered, summed] = [new Float64Array(hidden), new Float64Array(hidden)]
  const [current, variance] = [new Float64Array(hidden), new Float64Array(Math.max(hidden, outputs))]
  const [readout, noisy, error] = [new Float64Array(outputs), new Float64Array(outputs), new Float64Array(outputs)]
  const [xi1, xi2] = [new Float64Array(hidden), new Float64Array(outputs)]
  let spikes = 0

  const addRow = (sum: Float64Array, from: Float64Array, row: number, n: number) => {
    for (let j = 0; j < n; j++) sum[j] += from[row + j]
  }
  const addNoise = (sum: Float64Array, xi: Float64Array, n: number) => {
    for (let j = 0; j < n; j++) sum[j] += xi[j] * Math.sqrt(variance[j])
  }

  return {
    readout,
    gradients,
    get spikes() {
      return spikes
    },
    clear() {
      gradients[0].fill(0)
      gradients[1].fill(0)
    },

    run(rates, { word, normal }) {
      for (const state of [v, z, filtered, summed, noisy]) state.fill(0)
      readout.fill(0)
      spikes = 0
      if (normal) {
        for (let j = 0; j < hidden; j++) xi1[j] = normal()
        for (let o = 0; o < outputs; o++) xi2[o] = normal()
      }
      for (let t = 0; t < steps; t++) {
        const before = (t - 1) * inputs
        current.fill(0)
        variance.fill(0)
        for (let i = 0; i < inputs; i++) {
          const rate = rates[i]
          x[i] = rate > 0 && (rate >= 1 || word() < rate * 2 ** 32) ? 1 : 0
          traces[t * inputs + i] = (t > 0 ? leak * traces[before + i] : 0) + x[i]
          if (x[i] === 0) continue
          addRow(current, w1, i * hidden, hidden)
          if (normal) addRow(variance, first.variances, i * hidden, hidden)
        }
        if (normal) addNoise(current, xi1, hidden)
        for (let j = 0; j < hidden; j++) {
          v[j] = leak * v[j] + current[j] - z[j]
          z[j] = v[j] > 1 ? 1 : 0
          spikes += z[j]
          h[t * hidden + j] = 0.3 * Math.max(0, 1 - Math.abs(v[j] - 1))
          filtered[j] = leak * filtered[j] + z[j]
          summed[j] += filtered[j] / steps
        }
        if (!normal) continue
        variance.fill(0)
        for (let j = 0; j < hidden; j++) if (z[j]) addRow(variance, second.variances, j * outputs, outputs)
        for (let o = 0; o < outputs; o++) {
          noisy[o] = leak * noisy[o] + xi2[o] * Math.sqrt(variance[o])
          readout[o] += noisy[o] / steps
        }
      }
      // The readout is linear: its mean needs the filtered spikes only.
      for (let j = 0; j < hidden; j++) {
        if (summed[j] === 0) continue
        for (let o = 0; o < outputs; o++) readout[o] += w2[j * outputs + o] * summed[j]
      }
      let best = 0
      for (let o = 1; o < outputs; o++) if (readout[o] > readout[best]) best = o
      return best
    },

    teach(label) {
      let most = -Infinity
      for (let o = 0; o < outputs; o++) most = Math.max(most, readout[o])
      let total = 0
      for (let o = 0; o < outputs; o++) total += error[o] = Math.exp(readout[o] - most)
      for (let o = 0; o < outputs; o++) error[o] /= total
      const loss = -Math.log(error[label])
      error[label] -= 1

      const [g1, g2] = gradients
      const back = current
      for (let j = 0; j < hidden; j++) {
        back[j] = 0
        for (let o = 0; o < outputs; o++) {
          back[j] += w2[j * outputs + o] * error[o]
          g2[j * outputs + o] += summed[j] * error[o]
        }
      }
      for (let t = 0; t < steps; t++) {
        const slopes = t * hidden
        for (let j = 0; j < hidden; j++) h[slopes + j] *= back[j]
        for (let i = 0; i < inputs; i++) {
          const trace = traces[t * inputs + i]
          if (trace === 0) continue
          for (let j = 0, to = i * hidden; j < hidden; j++, to++) g1[to] += trace * h[slopes + j]
        }
      }
      return loss
    },
  }
}
