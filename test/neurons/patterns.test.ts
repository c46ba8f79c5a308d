import assert from 'node:assert/strict'
import { neuron } from '../../sdk/model/index.js'
import { current } from '../../sdk/network/index.js'
import { network } from '../../sdk/simulation/index.js'

/** The program of Izhikevich 2004 (IEEE TNN 15:1063, figure 1; ModelDB 39948): v first, then u from the new v. */
const cell = neuron({
  name: 'Izhikevich 2004',
  equations: `
    dv/dt = 0.04*v^2 + slope*v + offset - u + I
    du/dt = a*(b*v - u)`,
  parameters: { a: 0.02, b: 0.2, c: -65, d: 6, slope: 5, offset: 140, start: -70 },
  threshold: 'v > 30',
  reset: 'v = c; u += d',
  initial: { v: 'start', u: 'b*v' },
  method: 'euler-sequential',
})

interface Pattern {
  readonly abcd: readonly [number, number, number, number]
  readonly start: number
  readonly dt: number
  readonly T: number
  readonly input: (t: number) => number
  /** Spikes, the first and the last, in ms. */
  readonly expected: readonly [count: number, first: number, last: number]
  /** 4.1 v + 108 in place of 5 v + 140. */
  readonly integrates?: true
}

const within = (t: number, from: number, to: number) => t > from && t < to

const patterns: Record<string, Pattern> = {
  'A tonic spiking': {
    abcd: [0.02, 0.2, -65, 6],
    start: -70,
    dt: 0.25,
    T: 100,
    input: t => (t > 10 ? 14 : 0),
    expected: [5, 13, 86.75],
  },
  'B phasic spiking': {
    abcd: [0.02, 0.25, -65, 6],
    start: -64,
    dt: 0.25,
    T: 200,
    input: t => (t > 20 ? 0.5 : 0),
    expected: [1, 43.75, 43.75],
  },
  'C tonic bursting': {
    abcd: [0.02, 0.2, -50, 2],
    start: -70,
    dt: 0.25,
    T: 220,
    input: t => (t > 22 ? 15 : 0),
    expected: [28, 25, 204.5],
  },
  'D phasic bursting': {
    abcd: [0.02, 0.25, -55, 0.05],
    start: -64,
    dt: 0.2,
    T: 200,
    input: t => (t > 20 ? 0.6 : 0),
    expected: [6, 39, 67.2],
  },
  'E mixed mode': {
    abcd: [0.02, 0.2, -55, 4],
    start: -70,
    dt: 0.25,
    T: 160,
    input: t => (t > 16 ? 10 : 0),
    expected: [6, 20, 131.5],
  },
  'G class 1 excitable': {
    abcd: [0.02, -0.1, -55, 6],
    start: -60,
    dt: 0.25,
    T: 300,
    input: t => (t > 30 ? 0.075 * (t - 30) : 0),
    expected: [10, 84.5, 290.5],
    integrates: true,
  },
  'I spike latency': {
    abcd: [0.02, 0.2, -65, 6],
    start: -70,
    dt: 0.2,
    T: 100,
    input: t => (within(t, 10, 13) ? 7.04 : 0),
    expected: [1, 26.6, 26.6],
  },
  'J subthreshold oscillation': {
    abcd: [0.05, 0.26, -60, 0],
    start: -62,
    dt: 0.25,
    T: 200,
    input: t => (within(t, 20, 25) ? 2 : 0),
    expected: [1, 26.5, 26.5],
  },
  'K resonator': {
    abcd: [0.1, 0.26, -60, -1],
    start: -62,
    dt: 0.25,
    T: 400,
    input: t => ([40, 60, 280, 320].some(at => within(t, at, at + 4)) ? 0.65 : 0),
    expected: [1, 338, 338],
  },
  'L integrator': {
    abcd: [0.02, -0.1, -55, 6],
    start: -60,
    dt: 0.25,
    T: 100,
    input: t => ([100 / 11, 100 / 11 + 5, 70, 80].some(at => within(t, at, at + 2)) ? 9 : 0),
    expected: [1, 20, 20],
    integrates: true,
  },
  'M rebound spike': {
    abcd: [0.03, 0.25, -60, 4],
    start: -64,
    dt: 0.2,
    T: 200,
    input: t => (within(t, 20, 25) ? -15 : 0),
    expected: [1, 68, 68],
  },
  'O threshold variability': {
    abcd: [0.03, 0.25, -60, 4],
    start: -64,
    dt: 0.25,
    T: 100,
    input: t => (within(t, 10, 15) || within(t, 80, 85) ? 1 : within(t, 70, 75) ? -6 : 0),
    expected: [1, 93.25, 93.25],
  },
  'Q depolarising after-potential': {
    abcd: [1, 0.2, -60, -21],
    start: -70,
    dt: 0.1,
    T: 50,
    input: t => (Math.abs(t - 10) < 1 ? 20 : 0),
    expected: [1, 11.3, 11.3],
  },
  'S inhibition-induced spiking': {
    abcd: [-0.02, -1, -60, 8],
    start: -63.8,
    dt: 0.5,
    T: 350,
    input: t => (t >= 50 && t <= 250 ? 75 : 80),
    expected: [3, 94.5, 236],
  },
  'T inhibition-induced bursting': {
    abcd: [-0.026, -1, -45, -2],
    start: -63.8,
    dt: 0.5,
    T: 350,
    input: t => (t >= 50 && t <= 250 ? 75 : 80),
    expected: [12, 86.5, 204],
  },
}

describe('the patterns of Izhikevich 2004 have their spikes', () => {
  for (const [name, { abcd, start, dt, T, input, expected, integrates }] of Object.entries(patterns)) {
    it(name, async () => {
      const [a, b, c, d] = abcd
      const [slope, offset] = integrates ? [4.1, 108] : [5, 140]
      const steps = Math.round(T / dt) + 1
      const net = network({ dt, engine: 'reference' })
      const cells = net.population('cell', 1, cell({ a, b, c, d, start, slope, offset }))
      net.stimulate(cells, current({ values: Float64Array.from({ length: steps }, (_, k) => input(k * dt)) }))
      const spikes = net.record(cells, 'spikes')
      await net.run(steps * dt)
      const { time } = spikes
      assert.deepEqual(
        [spikes.count, time[0], time.at(-1)].map(x => Math.round(1e6 * x!) / 1e6),
        [...expected],
      )
    })
  }
})
