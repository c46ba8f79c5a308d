import {
  barrier,
  robustEnsemble,
  simulatedAnnealing,
  simulatedBifurcation,
  simulatedQuantumAnnealing,
  solve,
  type Problem,
  type Solver,
} from '../../quantum/index.js'
import { gset } from '../quantum/instances.js'
import { writeBetween } from '../writeBetween.js'

/** What it costs to reach a target with a confidence of .99, or how many reads did not. */
export interface Cost {
  readonly problem: string
  readonly solver: string
  readonly reads: number
  readonly hits: number
  /** Spin updates, and seconds of processor time; null where no read reached it. */
  readonly updates: number | null
  readonly seconds: number | null
}

const heat = (sweeps: number) => simulatedAnnealing({ sweeps, beta: [0, 5] })
const path = (sweeps: number) =>
  simulatedQuantumAnnealing({ sweeps, slices: 32, beta: 16, field: [1.5, 0.001], scale: [0, 1], moves: ['cluster'] })

/** Annealing, path integrals and their kind against each other; of several lengths of a read the best. */
export async function tunnelling(): Promise<readonly Cost[]> {
  const costs: Cost[] = []
  for (const [height, width] of [
    [2, 1],
    [8, 1],
    [12, 1],
    [8, 4],
    [12, 4],
  ]) {
    // prettier-ignore
    const problem = barrier({ n: 32, height, width })
    const name = `a wall ${height} high, ${width} wide, 32 spins`
    costs.push(await best(name, problem, 0, 'annealing', [100, 300, 1000].map(heat), 1000))
    costs.push(await best(name, problem, 0, 'path integrals, cluster', [30, 100, 300].map(path), 40))
  }
  for (const [name, cut] of [
    ['G1', 11624],
    ['G6', 2178],
  ] as const) {
    // prettier-ignore
    const problem = await gset(name)
    const bifurcation = (kind: 'discrete' | 'ballistic') => (sweeps: number) => simulatedBifurcation({ sweeps, kind })
    const solvers: Readonly<Record<string, readonly [readonly Solver[], number]>> = {
      annealing: [[1000, 3000].map(sweeps => simulatedAnnealing({ sweeps, beta: [0.2, 3] })), 40],
      'path integrals': [[1000, 3000].map(sweeps => simulatedQuantumAnnealing({ sweeps })), 20],
      'robust ensembles': [[robustEnsemble({ sweeps: 2000 })], 5],
      'discrete bifurcation': [[5000, 20_000].map(bifurcation('discrete')), 100],
      'ballistic bifurcation': [[500, 2000].map(bifurcation('ballistic')), 100],
    }
    for (const [solver, [made, reads]] of Object.entries(solvers))
      costs.push(await best(`maximum cut of ${name}, ${cut}`, problem, -cut, solver, made, reads))
  }
  return costs
}

async function best(
  problem: string,
  made: Problem,
  target: number,
  solver: string,
  solvers: readonly Solver[],
  reads: number,
): Promise<Cost> {
  let least: Cost | undefined
  for (const one of solvers) {
    const start = process.cpuUsage()
    const found = await solve(made, one, { reads, seed: 1, target })
    const { user, system } = process.cpuUsage(start)
    const success = found.success(target).value
    const { sweeps, updates } = found.circumstances
    const repeated = found.timeToTarget(target).value / sweeps
    const cost = {
      problem,
      solver,
      reads,
      hits: Math.round(success * reads),
      updates: success > 0 ? repeated * sweeps * updates : null,
      seconds: success > 0 ? (repeated * (user + system)) / 1e6 / reads : null,
    }
    if (!least || (cost.updates ?? Infinity) < (least.updates ?? Infinity)) least = cost
  }
  return least!
}

const digits = (x: number) => Number(x.toPrecision(2)).toLocaleString('en', { maximumSignificantDigits: 2 })

/** The table, put between its marks in docs/quantum.md. */
export async function writeTunnelling(costs: readonly Cost[]): Promise<void> {
  const lines = costs.map(cost => {
    const rivals = costs.filter(({ problem }) => problem === cost.problem)
    const least = Math.min(...rivals.map(({ seconds }) => seconds ?? Infinity))
    const share =
      cost.seconds === null ? 'no read' : cost.seconds === least ? 'the least' : `${digits(cost.seconds / least)} x`
    const first = rivals[0] === cost ? cost.problem : ''
    const found = `${cost.hits} of ${cost.reads}`
    const [updates, seconds] = [cost.updates, cost.seconds].map(x => (x === null ? '' : digits(x)))
    return `| ${first} | ${cost.solver} | ${found} | ${updates} | ${seconds} | ${share} |`
  })
  const table = [
    '| problem | solver | reads that reached it | spin updates | seconds | against the best |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
  await writeBetween('docs/quantum.md', 'npm run bench -- quantum-tunnelling', table)
}
