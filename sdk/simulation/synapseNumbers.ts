import type { Filling } from '../network/index.js'
import type { Synapse } from './synapse.js'

type Numbers = number | Filling<Synapse>

/** Weights that are checked. */
export function within(weights: Numbers, bounds: readonly [number, number] | undefined, where: string): Numbers {
  if (!bounds) return weights
  const [least, largest] = bounds
  const checked = (w: number): number => {
    // A message made for every synapse would cost more than all else.
    if (!(w >= least && w <= largest))
      throw new RangeError(`${where}: weight ${w} is outside the bounds ${least} .. ${largest}`)
    return w
  }
  if (typeof weights === 'number') return checked(weights)
  return (out, first, of) => {
    weights(out, first, of)
    for (const w of out) checked(w)
  }
}

/** Synapses that learn have a weight each, though they begin alike. */
export const eachOwn = (weights: Numbers): Filling<Synapse> =>
  typeof weights === 'number' ? out => void out.fill(weights) : weights

/** Delays of ms in steps. */
export function inSteps(delays: Numbers, dt: number, where: string): number | Filling<Synapse, Uint16Array> {
  const steps = delaySteps(dt, where)
  if (typeof delays === 'number') return steps(delays)
  let ms = new Float64Array(0)
  return (out, first, of) => {
    if (ms.length !== out.length) ms = new Float64Array(out.length)
    delays(ms, first, of)
    for (let e = 0; e < out.length; e++) {
      const k = Math.round(ms[e] / dt)
      // Most are whole steps within bounds, and a call for each costs more than that.
      out[e] = k >= 1 && k <= 65_535 ? k : steps(ms[e])
    }
  }
}

/** Turns a delay, in ms, into steps. */
export const delaySteps =
  (dt: number, where: string) =>
  (delay: number): number => {
    const k = Math.max(1, Math.round(delay / dt))
    // A message made for every synapse would cost more than all else.
    if (delay < 0) throw new RangeError(`${where}: delay must not be negative, got ${delay} ms`)
    if (k > 65_535) throw new RangeError(`${where}: delay of ${delay} ms is ${k} steps of ${dt} ms; at most 65,535`)
    return k
  }
