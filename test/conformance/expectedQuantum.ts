import type { Row, Rows } from './row.js'

// What the table expects of weights in superposition and of entangled groups: part of expected.ts.

const near = (is: number | readonly number[], within = 1e-6): Row['expected'] => ({ is, within })
const between = (from: number, to: number): Row['expected'] => ({ from, to })

const rule = 'arithmetic of the rule in double precision, independent'
const chain = 'diagonalisation, independent'
const states = 'closed form'
const ising = 'exact diagonalisation, independent; Pfeuty 1970'
const capacity = 'independent runs of 8 seeds each; Krauth & Mezard 1989 for the capacity, .833'
const digits = 'independent runs, mean and deviation over 6 to 12 seeds'

const solved = (quantity: string, from: number, to: number): Row => ({
  quantity: `${quantity}: solved of 8`,
  source: capacity,
  expected: between(from, to),
})
/** A mean over so many seeds of a quantity whose seeds scatter: two such means differ by this at most, nearly always. */
const accuracy = (quantity: string, mean: number, within: number): Row => ({
  quantity: `${quantity}: test accuracy, mean of 6 seeds`,
  source: digits,
  expected: near(mean, within),
})

/** Independent runs annealed for six seconds with every evaluation from the beginning: .63 (binary), .09 (4 bits). */
const annealed = (quantity: string): Row => ({
  quantity: `${quantity}, annealing on levels, 12 proposals a weight: test accuracy, mean of 6 seeds`,
  source: `${digits}: .63 at least, from 6 s without incremental evaluation`,
  expected: between(0.63, 1),
})

export const expectedQuantum = {
  'Weights in superposition': {
    'first step': {
      quantity: 'L 4, g 1, kappa 1, eta .1, Gamma .5: probabilities and mean after 1 update',
      source: rule,
      expected: near([0.263654, 0.268098, 0.250881, 0.217368, -0.052025]),
    },
    'tenth step': {
      quantity: 'the same after 10 updates',
      source: rule,
      expected: near([0.448061, 0.357195, 0.153076, 0.041668, -0.474433]),
    },
    tilted: {
      quantity: 'L 16, U 8(v^2 - .36)^2 - .2v, Gamma .5: two energies, mean, deviation',
      source: chain,
      expected: near([0.18064341, 0.40597889, 0.574359, 0.118308]),
    },
    symmetric: {
      quantity: 'L 16, U 8(v^2 - .36)^2, Gamma .5: lowest energy, splitting',
      source: chain,
      expected: near([0.29400524, 0.00087353], 1e-8),
    },
    tunnelling: {
      quantity: 'the same in real time from level 3: P(v > 0) at t 20',
      source: chain,
      expected: near(0.391157),
    },
  },

  'Entangled groups': {
    Bell: { quantity: 'Bell: entropy of one, concurrence', source: states, expected: near([Math.LN2, 1]) },
    GHZ: { quantity: 'GHZ of 3: entropy of one, concurrence of a pair', source: states, expected: near([Math.LN2, 0]) },
    W: {
      quantity: 'W of 3: entropy of one, concurrence and mutual information of a pair',
      source: 'Wootters 1998; closed form',
      expected: near([0.636514, 2 / 3, 0.636514]),
    },
    concurrence: {
      quantity: 'ring of 8 in a field of .5, 1, 2: concurrence of neighbours',
      source: ising,
      expected: near([0.035947, 0.210208, 0.207604]),
    },
    information: {
      quantity: 'the same: mutual information',
      source: ising,
      expected: near([0.625326, 0.364757, 0.118069]),
    },
    halves: {
      quantity: 'rings of 8, 10, 12 in a field of 1: entropy of a half',
      source: ising,
      expected: near([0.635096, 0.672015, 0.702255]),
    },
    slope: {
      quantity: 'the same: slope in ln N (1/6 for large N)',
      source: 'exact diagonalisation, independent; Calabrese & Cardy 2004',
      expected: near(0.1656, 5e-5),
    },
    open: { quantity: 'open chain of 10, field 1: entropy of a half', source: ising, expected: near(0.379052) },
    joint: {
      quantity: 'parity of three weights: time of the joint state to P .99, ln(99)/2',
      source: states,
      expected: near(Math.log(99) / 2),
    },
    alone: {
      quantity: 'the same: time of three equal weights in a product state from .01 to .99',
      source: states,
      expected: near(101.63, 0.05),
    },
    discarded: {
      quantity: 'open chain of 12, field 1: weight beyond bond 2 (1e-3), 4 (1e-6) and 8 (1e-10)',
      source: ising,
      expected: near([1.09, 1.576, 2.87], 5e-3),
    },
    'energy of 64': {
      quantity: 'open chain of 64, field 1, as a matrix product state of bond 10: energy',
      source: 'free fermions, Pfeuty 1970: 1 - 1/sin(pi/258)',
      expected: near(1 - 1 / Math.sin(Math.PI / 258), 5e-5),
    },
    'entropy of 64': {
      quantity: 'the same: entropy of a half',
      source: 'free fermions; Vidal, Latorre, Rico & Kitaev 2003',
      expected: near(0.545827, 3e-3),
    },
  },

  'Random patterns, binary weights': {
    '.5': solved('N 401, alpha .5, Gamma0 .1', 7, 8),
    '.6': solved('N 401, alpha .6, Gamma0 .1', 6, 8),
    '.65': solved('N 401, alpha .65, Gamma0 .1', 5, 8),
    '.7': solved('N 401, alpha .7, Gamma0 .1', 0, 6),
    '.65 without': solved('N 401, alpha .65, no hopping', 0, 6),
    '.65 entropic': solved('N 401, alpha .65, entropic instead of hopping', 5, 8),
  },
  'Random patterns, 4-bit weights': {
    '1.5': solved('N 201, alpha 1.5, Gamma0 .1', 7, 8),
    '1.6': solved('N 201, alpha 1.6, Gamma0 .1', 6, 8),
    '1.6 without': solved('N 201, alpha 1.6, no hopping', 3, 8),
  },
  'Spiking digits': {
    'rule 2': accuracy('binary, the rule', 0.943, 0.018),
    'rule 4': accuracy('2 bits, the rule', 0.963, 0.012),
    'rule 16': accuracy('4 bits, the rule', 0.97, 0.012),
    'rule 2, noise': accuracy('binary, the rule, noise of a tenth of the range on the weights', 0.936, 0.018),
    'rule 4, noise': accuracy('2 bits, the rule, noise', 0.956, 0.015),
    'rule 16, noise': accuracy('4 bits, the rule, noise', 0.961, 0.015),
    'no hopping 2': accuracy('binary, the rule without hopping', 0.94, 0.02),
    'no hopping 4': accuracy('2 bits, the rule without hopping', 0.968, 0.012),
    'no hopping 16': accuracy('4 bits, the rule without hopping', 0.971, 0.012),
    'born 2': accuracy('binary, the rule, measured in the forward pass', 0.913, 0.025),
    'born 4': accuracy('2 bits, the rule, measured in the forward pass', 0.95, 0.018),
    'born 16': accuracy('4 bits, the rule, measured in the forward pass', 0.959, 0.015),
  },
  'Random patterns, plain methods': {
    '.5 straight-through': solved('N 401, alpha .5, straight-through, step falling', 3, 8),
    '.55 straight-through': solved('N 401, alpha .55, straight-through, step falling', 0, 6),
    '.6 straight-through': solved('N 401, alpha .6, straight-through, step falling', 0, 2),
    '.6 rounding': solved('N 401, alpha .6, rounding', 0, 1),
    '1.5 straight-through': solved('N 201, alpha 1.5, straight-through, step falling', 1, 8),
    '1.6 straight-through': solved('N 201, alpha 1.6, straight-through, step falling', 0, 6),
    '1.6 rounding': solved('N 201, alpha 1.6, rounding', 0, 6),
  },
  'Spiking digits, plain methods': {
    real: accuracy('8 x 8 digits, 64-64-10, real weights', 0.971, 0.012),
    'straight-through 2': {
      quantity: 'binary, straight-through, step falling: test accuracy, mean of 6 seeds',
      source: `${digits}: .931 with a constant step, and more where it falls`,
      expected: between(0.915, 0.965),
    },
    'straight-through 4': {
      quantity: '2 bits, straight-through, step falling: test accuracy, mean of 6 seeds',
      source: `${digits}: .964 with a constant step`,
      expected: between(0.952, 0.98),
    },
    'straight-through 16': accuracy('4 bits, straight-through', 0.971, 0.012),
    'straight-through 2, noise': accuracy('binary, straight-through, noise of a tenth of the range', 0.922, 0.025),
    'straight-through 4, noise': accuracy('2 bits, straight-through, noise', 0.95, 0.02),
    'straight-through 16, noise': accuracy('4 bits, straight-through, noise', 0.96, 0.015),
    'rounding 2': accuracy('binary, rounded in the end', 0.69, 0.15),
    'rounding 4': accuracy('2 bits, rounded in the end', 0.948, 0.02),
    'rounding 16': accuracy('4 bits, rounded in the end', 0.969, 0.015),
  },
  'Spiking digits, annealing': {
    'annealing 2': annealed('binary'),
    'annealing 4': annealed('2 bits'),
    'annealing 16': annealed('4 bits'),
  },
} satisfies Readonly<Record<string, Rows>>
