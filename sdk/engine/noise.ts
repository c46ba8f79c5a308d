import type { CurrentValue, Target } from '../network/index.js'
import { normalsAt, streamKey } from '../random/index.js'
import type { Draws } from './draws.js'
import type { Receiver } from './receiver.js'

type Form<F> = Extract<CurrentValue, { form: F }>

/** Draws and adds numbers, one for each neuron or one for all. */
function adder({ from, to }: Target, shared: boolean, { values, mark }: Receiver) {
  const drawn = new Float64Array(shared ? 1 : to - from)
  return {
    drawn,
    add: (x: Float64Array) => {
      for (let i = from; i < to; i++) values[i] += x[shared ? 0 : i - from]
      mark(from, to)
    },
  }
}

/** White noise at work: any step, in any order. */
export function whiteNoiseAt(
  target: Target,
  { mean, sigma, shared, stream }: Form<'white noise'>,
  seed: number,
  dt: number,
  receiver: Receiver,
  draws: Draws,
): (step: number) => void {
  const { drawn, add } = adder(target, shared, receiver)
  const key = streamKey(seed, 'white noise', stream)
  const scale = sigma / Math.sqrt(dt)
  return step => {
    draws.normals(key, step, drawn)
    for (let j = 0; j < drawn.length; j++) drawn[j] = mean + scale * drawn[j]
    add(drawn)
  }
}

/** The first values of an Ornstein-Uhlenbeck current, from its stationary distribution. */
export function ornsteinUhlenbeckStart(
  { from, to }: Target,
  { mean, sigma, shared, stream }: Form<'ornstein-uhlenbeck'>,
  seed: number,
): Float64Array {
  const x = new Float64Array(shared ? 1 : to - from)
  // Word 1: word 0 of every step is for the way to the next.
  return normalsAt(streamKey(seed, 'ornstein-uhlenbeck', stream), 0, x, 1).map(normal => mean + sigma * normal)
}

/** An Ornstein-Uhlenbeck current at work: adds `x`, then moves it on, so that each step must be done once, in order. */
export function ornsteinUhlenbeckAt(
  target: Target,
  { mean, sigma, tau, shared, stream }: Form<'ornstein-uhlenbeck'>,
  seed: number,
  dt: number,
  receiver: Receiver,
  draws: Draws,
  x: Float64Array,
): (step: number) => void {
  const { drawn, add } = adder(target, shared, receiver)
  const key = streamKey(seed, 'ornstein-uhlenbeck', stream)
  const decay = Math.exp(-dt / tau)
  const scale = sigma * Math.sqrt(-Math.expm1((-2 * dt) / tau))
  return step => {
    add(x)
    draws.normals(key, step, drawn)
    for (let j = 0; j < x.length; j++) x[j] = mean + (x[j] - mean) * decay + scale * drawn[j]
  }
}
