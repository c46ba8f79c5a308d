import type { Row, Rows } from './row.js'

// What the table expects of synapses that learn: part of expected.ts.

const near = (is: number | readonly number[], within: number): Row['expected'] => ({ is, within })
const between = (from: number, to: number): Row['expected'] => ({ from, to })

const window = 'Song, Miller & Abbott 2000, eq. 1: closed form'
const triplet = 'Pfister & Gerstner 2006, table 3 and fig. 3, minimal model: computed from eqs. 3 and 4'
const markram = 'Tsodyks & Markram 1997: closed form'
const song = 'Song, Miller & Abbott 2000; computed, a second implementation in Brian2'
const bits = 'rounding, exact: f is the fraction of a step'
const izhikevich = 'Izhikevich 2007, program of fig. 1 (ModelDB 84167)'

/** The release at a steady rate in Hz. */
function released(U: number, tauF: number, tauR: number, rate: number): number {
  const [f, g] = [tauF, tauR].map(tau => Math.exp(-1000 / (rate * tau)))
  const u = U / (1 - (1 - U) * f)
  return (u * (1 - g)) / (1 - (1 - u) * g)
}
const steady = [1, 5, 10, 20, 50, 100]
const rounding = (double: number, single: number) => ({ is: 0, within: { double, single } })

const settled = (rate: number, weight: number): Rows => ({
  rate: {
    quantity: '2,000 s, mean of three seeds: output over the last 500 s (Hz)',
    source: song,
    expected: near(rate, 2),
  },
  weight: { quantity: 'mean of w/g_max', source: song, expected: near(weight, 0.02) },
  ends: {
    quantity: 'share of weights in the lowest and the highest fifth',
    source: `${song}: the distribution is bimodal`,
    expected: between(0.6, 1),
  },
})
const runaway = (rate: number): Rows => ({
  rate: { quantity: '2,000 s: output over the last 500 s (Hz)', source: song, expected: near(rate, 0.1 * rate) },
})

export const expectedLearning = {
  'STDP window': {
    'no delays': {
      quantity: 'pairs at lags -40 .. 40 ms: largest distance from the exponentials',
      source: window,
      expected: rounding(1e-15, 2e-7),
    },
    delays: {
      quantity: 'the same, axonal and dendritic delay 5 and 0, 3 and 2, 1 and 7 ms: lag at the synapse',
      source: window,
      expected: rounding(1e-15, 2e-7),
    },
  },
  'Triplets of spikes': {
    before: {
      quantity: '60 pairs at .1, 10, 20, 40, 50 Hz, source 10 ms before the neuron: change',
      source: triplet,
      expected: near([0, 0.1186, 0.2278, 0.5321, 0.7627], 6e-5),
    },
    after: {
      quantity: 'the same, 10 ms after it',
      source: triplet,
      expected: near([-0.3166, -0.3322, -0.3417, 0.1737, 0.7492], 6e-5),
    },
  },
  'Short-term plasticity': {
    depressing: {
      quantity: 'U .5, tau_r 800 ms: release at 1, 5, 10, 20, 50, 100 Hz',
      source: markram,
      expected: near(
        steady.map(rate => released(0.5, 1e-3, 800, rate)),
        1e-6,
      ),
    },
    facilitating: {
      quantity: 'U .15, tau_r 130 ms, tau_f 1,500 ms: release at 1, 5, 10, 20, 50, 100 Hz',
      source: markram,
      expected: near(
        steady.map(rate => released(0.15, 1500, 130, rate)),
        1e-6,
      ),
    },
  },
  'Inhibitory plasticity in a circuit': {
    start: {
      quantity: 'five cells, 1,000 inhibitory inputs of 5 Hz, target 3 Hz: rate in the first .5 s (Hz)',
      source: 'Vogels et al. 2011: it has to come down',
      expected: between(15, 200),
    },
    settled: {
      quantity: 'rate over 30 .. 60 s (Hz)',
      source: 'Vogels et al. 2011; independent runs: a little above the target, 3.2',
      expected: between(2.9, 3.6),
    },
  },
  'Homeostatic scaling': {
    rates: {
      quantity: 'four cells whose inputs are too weak or too strong: rates over 15 .. 45 s, target 10 Hz',
      source: 'Turrigiano et al. 1998; fixed point of w (1 - r/target)/tau',
      expected: near(10, 0.5),
    },
    ratios: {
      quantity: 'the same: largest change of the ratio of two weights onto a cell',
      source: 'closed form: all are multiplied alike',
      expected: rounding(1e-11, 1e-4),
    },
  },
  'Winner-take-all': {
    winners: {
      quantity: '1,000 draws of ten drives in 1.2 .. 2.5: with exactly one winner',
      source: 'hard competition, by definition',
      expected: near(1000, 0),
    },
    strongest: {
      quantity: 'of those with a margin above a tenth: share won by the strongest',
      source: 'hard competition, over 99 %',
      expected: between(0.99, 1),
    },
  },
  'Plasticity in few bits': {
    nearest: {
      quantity: '1,000 changes of 1e-4, accumulators of 4, 8, 12, 16 bits on [0, 1], to the nearest: sum',
      source: `${bits}: whole steps`,
      expected: { is: [0, 0, 0, 7000 / 65_535], within: { double: 1e-12, single: 1e-6 } },
    },
    mean: { quantity: 'the same, stochastically, 400 synapses: mean', source: bits, expected: near(0.1, 0.02) },
    deviation: {
      quantity: 'standard deviation',
      source: `${bits}: sqrt(1000 f (1 - f)) steps`,
      expected: near([0.077, 0.02, 0.004, 0.0002], 0.012),
    },
    variance: { quantity: 'variance over 1000 f (1 - f) step^2', source: bits, expected: near([1, 1, 1, 1], 0.35) },
  },
  'Four-bit weights': {
    neuron: {
      quantity: '1,024 normal weights onto each of 512 neurons in 4 bits, a scale a neuron: signal to noise (dB)',
      source: 'uniform noise of step max/7, computed',
      expected: near(16.9, 0.1),
    },
    all: { quantity: 'the same, one scale for all (dB)', source: 'the same', expected: near(14.2, 0.4) },
  },
  'Song, Miller & Abbott 2000: 200 s': {
    rate: {
      quantity: 'inputs of 10 Hz, from 546 weights at g_max and 454 at 0: output over 100 .. 200 s (Hz)',
      source: song,
      expected: near(13.5, 3),
    },
    weight: { quantity: 'mean of w/g_max', source: song, expected: near(0.546, 0.02) },
  },
  'Song, Miller & Abbott 2000: 200 s in 4 bits': {
    rate: {
      quantity: 'the same, weights of 4 bits learned through accumulators of 16: output over 100 .. 200 s (Hz)',
      source: `${song}: few bits leave the working point`,
      expected: near(13.5, 3),
    },
    weight: { quantity: 'mean of w/g_max', source: song, expected: near(0.546, 0.02) },
    ends: {
      quantity: 'share of weights in the lowest and the highest fifth',
      source: `${song}: the distribution is bimodal`,
      expected: between(0.6, 1),
    },
  },
  'Song, Miller & Abbott 2000: 10 Hz': settled(13.5, 0.546),
  'Song, Miller & Abbott 2000: 10 Hz, from g_max': settled(13.5, 0.546),
  'Song, Miller & Abbott 2000: 15 Hz': settled(15, 0.368),
  'Song, Miller & Abbott 2000: 20 Hz': settled(15.2, 0.279),
  'Song, Miller & Abbott 2000: 10 Hz, A- = A+': runaway(179),
  'Song, Miller & Abbott 2000: 15 Hz, A- = A+': runaway(350),
  'Dopamine: forced pairs': {
    chosen: {
      quantity: 'twenty pairs 5 ms apart, one a second, each rewarded 1 s later: growth of their synapse, from 0',
      source: `${izhikevich}: credit assignment; bound 4`,
      expected: between(3.5, 4),
    },
    rank: { quantity: 'its rank among 80,000 by growth', source: izhikevich, expected: near(1, 0) },
    others: { quantity: 'mean growth of the others', source: `${izhikevich}: low`, expected: between(-0.2, 0.2) },
  },
  'Dopamine: an hour': {
    reached: {
      quantity: 'the rewarded synapse first reaches 4 after (s)',
      source: `${izhikevich}; 32 independent seeds: 297 to 2,676, median 1,407`,
      expected: between(200, 3200),
    },
    end: { quantity: 'and is in the end', source: `${izhikevich}; 32 seeds`, expected: between(2.5, 4) },
    rewards: {
      quantity: 'rewards',
      source: `${izhikevich}; 32 seeds: 94 to 637, median 217`,
      expected: between(70, 800),
    },
    others: { quantity: 'mean of all other weights', source: `${izhikevich}: stays low`, expected: between(0, 1) },
    rate: { quantity: 'mean rate (Hz)', source: `${izhikevich}: a few Hz`, expected: between(0.5, 10) },
    control: { quantity: 'no dopamine comes: its largest', source: `${izhikevich}; 4 seeds`, expected: between(0, 2) },
    'control end': { quantity: 'and in the end', source: `${izhikevich}; 4 seeds`, expected: between(0, 0.1) },
  },
} satisfies Readonly<Record<string, Rows>>
