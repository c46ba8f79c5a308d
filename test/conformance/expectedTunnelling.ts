import type { Row, Rows } from './row.js'

// What expected.ts is to spiking networks, to spins and their tunnelling. Instances: R(n, seed) has couplings uniform
// in [-1, 1) and fields in [-1/2, 1/2), B(n, seed) couplings of 1 and -1, both from the generator of Numerical Recipes
// (test/quantum/instances.ts).

const about = (is: number | readonly number[], within: number) => ({ is, within })
const row = (quantity: string, source: string, expected: Row['expected']): Row => ({ quantity, source, expected })

const pfeuty = 'Pfeuty 1970, free fermions'
const fields = 'fields .5, 1, 2'
const chains = (kind: 'open' | 'ring', n: number, e: number[], gap: number[], x: number[]): Rows => ({
  [`${kind} ${n} energy`]: row(`${kind}, N ${n}, ${fields}: energy of the ground state`, pfeuty, about(e, 1e-8)),
  [`${kind} ${n} gap`]: row(`${kind}, N ${n}, ${fields}: gap`, pfeuty, about(gap, 1e-8)),
  [`${kind} ${n} transverse`]: row(`${kind}, N ${n}, ${fields}: transverse magnetisation`, pfeuty, about(x, 1e-6)),
})

const vectors = 'diagonalisation, in double precision'
const spike = 'Farhi et al. 2002; Crosson & Harrow 2016; 60 runs and more'
const learning = 'Baldassi & Zecchina 2018; 20 runs each, in another program'

const solved = (n: number, loads: string, counts: Readonly<Record<string, readonly number[]>>): Rows =>
  Object.fromEntries(
    Object.entries(counts).map(([solver, is]) => [
      solver,
      row(`N ${n}: solved by ${solver}, of 20, at loads ${loads}`, learning, about(is, 5)),
    ]),
  )

export const expectedTunnelling = {
  'Ising chains in a transverse field': {
    ...chains(
      'open',
      8,
      [-7.64059255, -9.83795145, -16.88514149],
      [0.00585989, 0.36907344, 2.19024714],
      [0.331024, 0.747924, 0.943363],
    ),
    ...chains(
      'ring',
      8,
      [-8.50908224, -10.25166179, -17.01816447],
      [0.00145585, 0.19698281, 2.0029117],
      [0.260062, 0.640729, 0.933604],
    ),
    ...chains(
      'open',
      12,
      [-11.89204487, -14.92597111, -25.39349675],
      [0.00036621, 0.25116208, 2.09854474],
      [0.303719, 0.720864, 0.940314],
    ),
    ...chains(
      'ring',
      12,
      [-12.76256915, -15.32259515, -25.5251383],
      [0.00007247, 0.13108693, 2.00014494],
      [0.258729, 0.638441, 0.934183],
    ),
    'squared magnetization': row(
      `rings, N 8 and 12, ${fields}: <M²> / N²`,
      vectors,
      about([0.939548, 0.617523, 0.232265, 0.937017, 0.560108, 0.155191], 1e-6),
    ),
    fermions: row('all of them: largest difference between free fermions and state vectors', pfeuty, about(0, 1e-9)),
    long: row('open, N 64 and 777, field 1: energy less 1 - 1/sin(π/(4N + 2)), per spin', pfeuty, about([0, 0], 1e-12)),
  },

  'Spins with random couplings': {
    'ground state of 12': row(
      'R(12,1): lowest classical energy, and its index',
      vectors,
      about([-16.49983017, 3620], 1e-8),
    ),
    'ground state of 8': row('R(8,1): lowest classical energy, and its index', vectors, about([-9.12713414, 25], 1e-8)),
    'levels of 12': row('R(12,1), field 1: ground state, gap', vectors, about([-19.09121906, 0.46383254], 1e-8)),
    'energies of 8': row(
      `R(8,1), ${fields}: ground state`,
      vectors,
      about([-9.72873988, -11.54450542, -17.53443597], 1e-8),
    ),
    'gaps of 8': row(`R(8,1), ${fields}: gap`, vectors, about([0.6112006, 1.04470412, 2.19658584], 2e-8)),
    thermal: row('R(8,1), beta 2, field 1: classical energy, Σσˣ', vectors, about([-6.860049, 4.493944], 1e-6)),
    cold: row('R(8,1), beta 4, field .5: classical energy', vectors, about(-8.465337, 1e-6)),
    slices: row(
      'R(8,1), beta 2, field 1: classical energy with 8, 16, 32, 64 slices',
      'Suzuki & Trotter, exactly',
      about([-7.042163, -6.908562, -6.872385, -6.863146], 1e-6),
    ),
    'cold slices': row(
      'R(8,1), beta 4, field .5: classical energy with 32 slices',
      'Suzuki & Trotter, exactly',
      about(-8.476154, 1e-6),
    ),
    annealing: row(
      'R(8,1): success of quantum annealing in a time of 1, 3, 10, 30, 100',
      "Schrödinger's equation",
      about([0.019622, 0.166756, 0.581917, 0.941334, 0.999946], 1e-6),
    ),
    'smallest gap': row('R(8,1), along the schedule: smallest gap', vectors, about(0.40285, 5e-6)),
    where: row('R(8,1): where it is', vectors, about(0.635, 0.001)),
  },

  'Search and passing levels': {
    grover: row(
      "Grover's search of 256 items: success after 4, 8, 12 rounds",
      'Grover 1996: closed form',
      about([0.284743, 0.763722, 0.999947], 1e-6),
    ),
    linear: row(
      'adiabatic search of 256 items, linear, in a time of 50, 100',
      'Roland & Cerf 2002',
      about([0.141406, 0.263884], 1e-6),
    ),
    // A product of ten million exact rotations gives these digits, as do two and 256 dimensions.
    local: row('the same, as fast as the gap allows', 'Roland & Cerf 2002', about([0.863653, 0.99107], 1e-6)),
    passing: row(
      'Landau-Zener: staying, at D 1, v 1 and D 1, v 2, followed from -150/√v to 150/√v',
      'Landau 1932, Zener 1932: closed form',
      about([0.20788, 0.455938], 1e-6),
    ),
  },

  'Path integrals against slices': Object.fromEntries(
    ['plain', 'wasm', 'webasm', 'cpu'].flatMap((engine): [string, Row][] => {
      const on = engine === 'webasm' || engine === 'cpu' ? `gpu.js, ${engine}` : engine
      const exactly = 'Suzuki & Trotter, exactly; 50 blocks'
      return [
        [
          `energy, ${engine}`,
          row(
            `R(8,1), beta 2, field 1, ${on}: classical energy less the exact one, in standard errors; 16 and 32 slices, local and cluster`,
            exactly,
            about(0, 3),
          ),
        ],
        [`transverse, ${engine}`, row(`the same, ${on}: Σσˣ`, exactly, about(0, 3))],
        [
          `errors, ${engine}`,
          row(`the same, ${on}: standard errors of the energy`, '50 blocks', { from: 0.001, to: 0.3 }),
        ],
      ]
    }),
  ),

  'Best energies known': {
    'B(200,1)': row(
      'B(200,1): best of each of four solvers',
      'annealing, path integrals and bifurcation agree',
      about(-2144, 0),
    ),
    G1: row('G1: cut found by simulated quantum annealing', 'Helmberg & Rendl 2000; best known', about(11624, 0)),
    G6: row('G6: cut found by simulated annealing', 'Helmberg & Rendl 2000; best known', about(2178, 0)),
  },

  'A spike to tunnel through': {
    annealing: row(
      'n 32, heights 4, 8, 12, 16: log10 of spin updates of annealing to .99, the best of 100, 300, 1000 sweeps',
      spike,
      about([4.36, 5.59, 6.08, 6.45], 0.3),
    ),
    tunnelling: row(
      'the same: successes of path integrals of 32 slices, of 60, in 100, 100, 300, 1000 sweeps',
      spike,
      about([60, 60, 59, 59], 4),
    ),
  },

  'Binary perceptron, N 201': solved(201, '.4, .5, .55, .6, .65', {
    annealing: [20, 12, 6, 5, 0],
    'path integrals': [20, 19, 12, 8, 6],
    'robust ensembles': [20, 20, 18, 15, 9],
    SBPI: [20, 20, 20, 20, 20],
  }),
  'Binary perceptron, N 401': solved(401, '.5, .6', {
    annealing: [0, 0],
    'path integrals': [10, 5],
    'robust ensembles': [15, 2],
    SBPI: [20, 15],
  }),
} satisfies Readonly<Record<string, Rows>>
