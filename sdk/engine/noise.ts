import type { CurrentValue, Target } from '../network/index.js'
import { normalsAt, streamKey } from '../random/index.js'
import type { Drawn, Draws } from './draws.js'
import { overlap, type Receiver } from './receiver.js'

type Form<F> = Extract<CurrentValue, { form: F }>

/** Where the numbers of a receiver's neurons are among those of a target, one for each neuron or one for all. */
function placesOf(target: Target, shared: boolean, receiver: Receiver) {
  const common = overlap(target, receiver)
  if (!common) return undefined
  const { skip, size } = common
  // Numbers are drawn from a multiple of 4 on.
  const lead = shared ? 0 : skip % 4
  return {
    ...common,
    lead,
    first: shared ? 0 : skip - lead,
    count: shared ? 1 : lead + size,
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
  const key = streamKey(seed, 'white noise', stream)
  const draw: Draw = (step, count, first) => draws.normals(key, step, count, first)
  return drawnAt(placesOf(target, shared, receiver), shared, receiver, draws, draw, mean, sigma / Math.sqrt(dt))
}

/** Uniform noise at work: any step, in any order. */
export function uniformNoiseAt(
  target: Target,
  { low, high, every, shared, stream }: Form<'uniform noise'>,
  seed: number,
  receiver: Receiver,
  draws: Draws,
): (step: number) => void {
  const key = streamKey(seed, 'uniform noise', stream)
  const draw: Draw = (step, count, first) => draws.uniforms(key, Math.floor(step / every), count, first)
  return drawnAt(placesOf(target, shared, receiver), shared, receiver, draws, draw, low, high - low)
}

/** Adds `mean + scale x`, where x is what is drawn in a step: for each neuron, or for all. */
function drawnAt(
  places: ReturnType<typeof placesOf>,
  shared: boolean,
  { values, mark }: Receiver,
  draws: Draws,
  draw: Draw,
  mean: number,
  scale: number,
): (step: number) => void {
  if (!places) return () => {}
  const { from, to, at, size, lead, first, count } = places
  return step => {
    const x = draw(step, count, first)
    if (shared) for (let i = 0; i < size; i++) values[at + i] += mean + scale * x[0]
    else draws.add(x, lead, mean, scale, values, at, size)
    mark(from, to)
  }
}

type Draw = (step: number, count: number, first: number) => Drawn

/** The first values of an Ornstein-Uhlenbeck current, from its stationary distribution, one for each place in `x`. */
export function ornsteinUhlenbeckStart(
  { mean, sigma, stream }: Form<'ornstein-uhlenbeck'>,
  seed: number,
  x: Float64Array,
): Float64Array {
  // Word 1: word 0 of every step is for the way to the next.
  normalsAt(streamKey(seed, 'ornstein-uhlenbeck', stream), 0, x, 1)
  for (let j = 0; j < x.length; j++) x[j] = mean + sigma * x[j]
  return x
}

/**
 * An Ornstein-Uhlenbeck current at work: adds `x`, then moves it on, so that each step must be done once, in order.
 *
 * @param x of the whole target; those of the receiver's neurons are used and moved
 */
export function ornsteinUhlenbeckAt(
  target: Target,
  { mean, sigma, tau, shared, stream }: Form<'ornstein-uhlenbeck'>,
  seed: number,
  dt: number,
  receiver: Receiver,
  draws: Draws,
  x: Float64Array,
): (step: number) => void {
  const places = placesOf(target, shared, receiver)
  if (!places) return () => {}
  const { from, to, at, skip, size, lead, first, count } = places
  const { values, mark } = receiver
  const moved = shared ? { first: 0, size: 1 } : { first: skip, size }
  const key = streamKey(seed, 'ornstein-uhlenbeck', stream)
  const decay = Math.exp(-dt / tau)
  const scale = sigma * Math.sqrt(-Math.expm1((-2 * dt) / tau))
  return step => {
    for (let i = 0; i < size; i++) values[at + i] += x[shared ? 0 : skip + i]
    mark(from, to)
    const z = draws.normals(key, step, count, first)
    for (let j = 0; j < moved.size; j++) {
      x[moved.first + j] = mean + (x[moved.first + j] - mean) * decay + scale * z[lead + j]
    }
  }
}
