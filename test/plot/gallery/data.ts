import {
  smallWorldIndex,
  spectrogram,
  type FiCurve,
  type Graph,
  type PlaneFunction,
  type Spikes,
  type Trace,
} from '../../../sdk/analysis/index.js'
import { compressRows, smallWorld } from '../../../sdk/network/topology/index.js'
import type { Synapses } from '../../../sdk/plot/index.js'
import { philox } from '../../../sdk/random/index.js'
import { table } from '../../../sdk/table.js'
import { seeded } from '../recordings.js'

/** Data for the gallery: made from seeds and closed forms, so that every machine draws the same pictures. */

/** Spikes of independent neurons with a rate, in Hz, that follows time in ms and the neuron. */
export function firing(
  population: string,
  n: number,
  rate: (t: number, i: number) => number,
  { to = 1000, seed = 1, dt = 0.5 } = {},
): Spikes {
  const { uniform } = philox(seed, population)
  const [time, neuron]: [number[], number[]] = [[], []]
  for (let t = 0; t < to; t += dt) {
    for (let i = 0; i < n; i++) {
      if (uniform() * 1000 >= rate(t, i) * dt) continue
      time.push(t)
      neuron.push(i)
    }
  }
  return { population, n, time: Float64Array.from(time), neuron: Uint32Array.from(neuron), from: 0, to }
}

/** A rhythm of so many Hz, from 0 to 1, in short volleys; it comes and goes with a bump around `at` ms. */
const volleys = (t: number, hertz: number, lag = 0) =>
  Math.max(0, Math.sin((2 * Math.PI * hertz * (t - lag)) / 1000)) ** 6
const bump = (t: number, at: number, width: number) => Math.exp(-(((t - at) / width) ** 2))

/** Gamma that comes and goes; the inhibitory cells follow by 3 ms. */
const excitatoryRate = (t: number) => 3 + 110 * volleys(t, 40) * bump(t, 500, 220)
const inhibitoryRate = (t: number) => 6 + 260 * volleys(t, 40, 3) * bump(t, 500, 220)
export const excitatory = firing('excitatory', 80, excitatoryRate)
export const inhibitory = firing('inhibitory', 20, inhibitoryRate)
export const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
export const excitatoryRuns = seeds.map(seed => firing('excitatory', 80, t => 6 + 60 * bump(t, 420, 120), { seed }))
export const inhibitoryRuns = seeds.map(seed => firing('inhibitory', 20, t => 10 + 90 * bump(t, 480, 140), { seed }))

/** Waves along a ring of a thousand neurons. */
export const waves = (() => {
  const random = seeded(9)
  const starts = Array.from({ length: 9 }, () => [900 * random(), 1000 * random()] as const)
  const ring = (i: number, j: number) => Math.min(Math.abs(i - j), 1000 - Math.abs(i - j))
  return firing('cortex', 1000, (t, i) =>
    starts.reduce((rate, [t0, i0]) => rate + (ring(i, i0) < 260 ? 240 * bump(t, t0 + 0.5 * ring(i, i0), 2.2) : 0), 0.6),
  )
})()

/** Cells that wait a little after each spike: their intervals are the sum of two exponential waits. */
export const rested = (() => {
  const { uniform } = philox(12)
  const wait = () => -12 * Math.log(1 - uniform())
  const pairs = Array.from({ length: 100 }, (_, i) => i).flatMap(i => {
    const train: [number, number][] = []
    for (let t = wait(); t < 2000; t += 2 + wait() + wait()) train.push([t, i])
    return train
  })
  pairs.sort(([t], [s]) => t - s)
  const [time, neuron] = [Float64Array.from(pairs, ([t]) => t), Uint32Array.from(pairs, ([, i]) => i)]
  return { population: 'thalamus', n: 100, time, neuron, from: 0, to: 2000 }
})()

/** A hundred thousand spikes: a bump of activity that moves round the ring. */
export const crowd = firing('grid cells', 1000, (t, i) => 4 + 110 * bump(((i - t / 2) % 500) + 250, 250, 60), {
  to: 4000,
  dt: 1,
})

/** A regular-spiking neuron of Izhikevich (2003) by Euler's method, at 0.25 ms. */
function izhikevich(current: (t: number) => number, to: number) {
  let [v, u] = [-65, -13]
  const [vs, us, spikes]: [number[], number[], number[]] = [[], [], []]
  for (let k = 0; k < 4 * to; k++) {
    vs.push(Math.min(30, v))
    us.push(u)
    if (v >= 30) {
      spikes.push(k / 4)
      ;[v, u] = [-65, u + 8]
    }
    const dv = 0.04 * v * v + 5 * v + 140 - u + current(k / 4)
    ;[v, u] = [v + 0.25 * dv, u + 0.25 * 0.02 * (0.2 * v - u)]
  }
  return { vs, us, spikes }
}

const one = izhikevich(t => (t < 40 ? 0 : 10), 400)
const trace = (variable: string, unit: string, values: number[]): Trace => ({
  population: 'cell',
  variable,
  unit,
  neurons: Uint32Array.of(0),
  time: Float64Array.from(values, (_, i) => i / 4),
  values: Float64Array.from(values),
})
export const v = trace('v', 'mV', one.vs)
export const u = trace('u', 'mV/ms', one.us)
export const spikes: Spikes = {
  population: 'cell',
  n: 1,
  time: Float64Array.from(one.spikes),
  neuron: new Uint32Array(one.spikes.length),
  from: 0,
  to: 400,
}

/** Rate of a leaky neuron against its current in closed form, over seeds that differ a little. */
const leaky = (tau: number, refractory: number): FiCurve => {
  const random = seeded(Math.round(tau))
  const current = Float64Array.from({ length: 17 }, (_, i) => 50 * i)
  const rate = current.map(I => (I > 150 ? 1000 / (refractory + tau * Math.log(I / (I - 150))) : 0))
  const deviation = rate.map(hz => 0.04 * hz + (hz ? 2 * random() : 0))
  return { current, rate, deviation, rates: rate }
}
export const regular = leaky(20, 5)
export const fast = leaky(10, 1)

/** FitzHugh and Nagumo's neuron, and a way through its plane. */
export const fitzHughNagumo: PlaneFunction = (v, w) => [v - v ** 3 / 3 - w + 0.5, 0.08 * (v + 0.7 - 0.8 * w)]
const way = (() => {
  let [v, w] = [-1, -0.5]
  return Array.from({ length: 1200 }, () => {
    const [dv, dw] = fitzHughNagumo(v, w)
    ;[v, w] = [v + 0.1 * dv, w + 0.1 * dw]
    return [v, w]
  })
})()
export const trajectory: [Trace, Trace] = [
  {
    ...trace(
      'v',
      '',
      way.map(([v]) => v),
    ),
    population: 'cell',
  },
  {
    ...trace(
      'w',
      '',
      way.map(([, w]) => w),
    ),
    population: 'cell',
  },
]

/** Weights before learning, and after, when most have lost and some have won. */
const { uniform: even, normal: bell } = philox(4)
export const before = Float64Array.from({ length: 2000 }, () => 8 + 1.2 * bell())
export const after = before.map(() => (even() < 0.62 ? 1.4 * Math.abs(bell()) : 16 - 1.1 * Math.abs(bell())))

/** A small world of sixty neurons with a weight for each synapse. */
const world = (n: number, k: number, p: number, seed: number) =>
  compressRows(smallWorld({ k, p }).edges(n, n, philox(seed), true), n)
const ring = world(60, 8, 0.12, 3)
export const synapses = { ...ring, weights: Float64Array.from(ring.targets, () => 8 + 2.5 * bell()) }

/** The same kind of world as a projection, with the two ends of every synapse. */
export const projection: Synapses = (() => {
  const { offsets, targets } = world(80, 4, 0.15, 6)
  const from = targets.map((_, s) => offsets.findIndex(offset => offset > s) - 1)
  const cortex = { label: 'cortex', size: 80 }
  return { label: 'cortex -> cortex', from, to: targets, pre: cortex, post: cortex }
})()

/** Weights that learning draws to one of two bounds, as STDP does (Song, Miller & Abbott 2000). */
export const weights: Trace = (() => {
  const { uniform, normal } = philox(15)
  const [samples, n] = [60, 50]
  const [time, neurons] = [
    Float64Array.from({ length: samples }, (_, i) => 500 * i),
    Uint32Array.from({ length: n }, (_, s) => s),
  ]
  const values = new Float64Array(samples * n)
  for (const s of neurons) {
    let w = 6 + 4 * uniform()
    const drift = uniform() < 0.65 ? -1 : 1
    for (let i = 0; i < samples; i++) {
      values[i * n + s] = w
      w = Math.min(16, Math.max(0, w + 0.28 * drift + 0.35 * normal()))
    }
  }
  const labels = Array.from(neurons, s => `input ${s} -> cell 0`)
  return { population: 'inputs -> cell', variable: 'weight', unit: 'mV', neurons, labels, time, values }
})()

/** Rates of a leaky neuron over its current, its time constant and its refractory time, with three seeds. */
export const runs = (() => {
  const { normal } = philox(21)
  const rows = [10, 20, 40].flatMap(tau =>
    [1, 3, 5].flatMap(refractory =>
      Array.from({ length: 11 }, (_, k) => 40 * k).flatMap(current =>
        [1, 2, 3].map(seed => {
          const clear = current > 150 ? 1000 / (refractory + tau * Math.log(current / (current - 150))) : 0
          return { current, tau, refractory, seed, rate: Math.max(0, clear * (1 + 0.05 * normal())) }
        }),
      ),
    ),
  )
  const names = ['current', 'tau', 'refractory', 'seed', 'rate'] as const
  return table(Object.fromEntries(names.map(name => [name, rows.map(row => row[name])])))
})()

/** Growth with preference for the many (Barabási & Albert 1999), each vertex with m edges; degrees of it. */
function preferential(n: number, m: number): Float64Array {
  const random = seeded(8)
  const ends = Array.from({ length: 2 * m }, (_, i) => i % (m + 1))
  for (let i = m + 1; i < n; i++) {
    const chosen = new Set<number>()
    while (chosen.size < m) chosen.add(ends[Math.floor(ends.length * random())])
    for (const j of chosen) ends.push(i, j)
  }
  const degrees = new Float64Array(n)
  for (const i of ends) degrees[i]++
  return degrees
}
export const hubs = preferential(4000, 3)
export const randomGraph: Graph = world(4000, 6, 1, 5)

/** Rings of 400 neurons, more and more of whose edges are rewired, three seeds each. */
export const worlds = async () => {
  const shares = [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]
  return Promise.all(
    shares.flatMap(p => [1, 2, 3].map(async seed => ({ p, ...(await smallWorldIndex(world(400, 10, p, seed))) }))),
  )
}

/** Pairs as a pairing experiment finds them, around a window of 17 and 34 ms. */
export const pairs = (() => {
  const lag = Float64Array.from({ length: 70 }, () => 160 * even() - 80)
  const change = lag.map(t => (t > 0 ? 80 * Math.exp(-t / 17) : -40 * Math.exp(t / 34)) + 9 * bell())
  return { lag, change }
})()

/** Forty neurons in four groups that each share a drive. */
export const groups = firing(
  'groups',
  40,
  (t, i) => 6 + 50 * volleys(t, 9 + 4 * Math.floor(i / 10), 13 * Math.floor(i / 10)),
  {
    to: 4000,
  },
)

/** A rhythm that climbs from 20 to 80 Hz. */
const chirp = firing('gamma', 200, t => 10 + 60 * volleys(t, 20 + t / 100), { to: 3000, seed: 6 })
export const rhythm = firing('gamma', 200, t => 8 + 70 * volleys(t, 42), { to: 4000, seed: 2 })
export const slow = firing('theta', 200, t => 8 + 22 * volleys(t, 8), { to: 4000, seed: 3 })
export const climbing = spectrogram(chirp, { segment: '200 ms', overlap: 0.9 })

/** A seven, drawn with a soft pen. */
export const seven = Float64Array.from({ length: 28 * 28 }, (_, k) => {
  const [x, y] = [k % 28, Math.floor(k / 28)]
  const top = Math.hypot(x - Math.min(20, Math.max(7, x)), y - 6)
  const t = Math.min(1, Math.max(0, ((x - 20) * -8 + (y - 6) * 17) / 353))
  const leg = Math.hypot(x - (20 - 8 * t), y - (6 + 17 * t))
  return Math.max(0, Math.min(1, 1.9 - Math.min(top, leg) / 1.3))
})

/** Twenty epochs of five seeds. */
const learning = (end: number, tau: number, seed: number) => {
  const { normal } = philox(seed)
  const best = end + 1.5 * normal()
  return Array.from({ length: 20 }, (_, i) => best - (best - 10) * Math.exp(-(i + 1) / tau) + normal())
}
export const train = [1, 2, 3, 4, 5].map(seed => learning(97, 3, seed))
export const test = [11, 12, 13, 14, 15].map(seed => learning(91, 3.4, seed))

/** Answers to two thousand digits; some are easily taken for others. */
const alike: Record<number, number> = { 3: 5, 4: 9, 5: 3, 7: 9, 9: 4, 8: 3 }
export const actual = Uint8Array.from({ length: 2000 }, () => Math.floor(10 * even()))
export const predicted = actual.map(digit => {
  if (even() < 0.88) return digit
  return digit in alike && even() < 0.6 ? alike[digit] : Math.floor(10 * even())
})
