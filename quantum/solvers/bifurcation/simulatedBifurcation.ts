import { check } from '../../../sdk/check.js'
import { refuseUnknown } from '../../../sdk/options.js'
import type { Ising } from '../../ising/index.js'
import type { Backend } from '../../../sdk/engine/index.js'
import { checkEngine, engineFor, type EngineOptions, type SolverEngine } from '../engine.js'
import { checkSweeps } from '../schedule.js'
import type { Run, Solver } from '../solver.js'
import { gpuOscillators } from './gpuOscillators.js'
import type { BifurcationStep, OscillatorsOf } from './oscillators.js'
import { plainOscillators } from './plainOscillators.js'
import { wasmOscillators } from './wasmOscillators.js'

export interface SimulatedBifurcationOptions extends EngineOptions {
  /** Steps of one read; default 1000. */
  readonly sweeps?: number
  /** Whether forces come from the signs of the positions or from the positions; default `'discrete'`. */
  readonly kind?: 'discrete' | 'ballistic'
  /** Length of a step; default .5. Longer ones are unstable where many couplings have one sign. */
  readonly step?: number
  /** What the couplings are multiplied by; default ½ over the root mean square of a row. */
  readonly strength?: number
}

/**
 * Simulated bifurcation (Goto et al. 2021, Sci Adv 7:eabe7953): every spin a nonlinear oscillator between two walls,
 * all of them moved at once, while the pump rises from 0 to 1:
 * `y += [-(1 - a) x + c (h + J g(x))] dt`, `x += y dt`, with g the sign (discrete) or the position itself (ballistic),
 * and a position that passes a wall put onto it, at rest. The spins are the signs of the positions.
 *
 * For Ising problems only: it needs couplings. Fields act like a spin that is always up.
 *
 * @throws RangeError for a problem that is not of the kind `ising`, a step or strength that is not above 0, an unknown
 *   option or engine
 * @example
 * await solve(maxCut(graph), simulatedBifurcation({ sweeps: 5000 }), { reads: 20 })
 */
export function simulatedBifurcation(options: SimulatedBifurcationOptions = {}): Solver {
  const where = 'simulatedBifurcation'
  refuseUnknown(where, options, ['sweeps', 'kind', 'step', 'strength', 'engine', 'backend'])
  const { sweeps = 1000, kind = 'discrete', step = 0.5 } = options
  checkSweeps(where, sweeps)
  checkEngine(where, options)
  check(
    kind === 'discrete' || kind === 'ballistic',
    `${where}: kind must be 'discrete' or 'ballistic', got ${JSON.stringify(kind)}`,
  )
  check(step > 0 && Number.isFinite(step), `${where}: step must be finite and above 0, got ${step}`)
  return {
    name: `${kind} simulated bifurcation`,
    prepare(problem) {
      check(
        problem.kind === 'ising',
        `${where}: needs couplings, which a problem of the kind "${problem.kind}" does not have; take simulatedAnnealing`,
      )
      const ising = problem as Ising
      const { strength = usualStrength(ising) } = options
      check(strength > 0 && Number.isFinite(strength), `${where}: strength must be finite and above 0, got ${strength}`)
      const engine = engineFor(where, problem, options.engine)
      const oscillators = oscillatorsOf(ising, kind === 'discrete', engine, options.backend)
      const at = (s: number): BifurcationStep => ({ slack: 1 - s / sweeps, strength, dt: step })
      return {
        sweeps,
        updates: problem.n,
        batch: oscillators.batch,
        get notes() {
          return oscillators.notes ?? []
        },
        start: random => run(oscillators, at, random),
        close: () => oscillators.close?.(),
      }
    },
  }
}

function usualStrength({ n, weights, fields }: Ising): number {
  const squares = weights.reduce((sum, w) => sum + w * w, 0) + fields.reduce((sum, h) => sum + h * h, 0)
  return squares > 0 ? 0.5 / Math.sqrt(squares / n) : 1
}

function oscillatorsOf(problem: Ising, discrete: boolean, engine: SolverEngine, backend?: Backend): OscillatorsOf {
  if (engine === 'gpu') return gpuOscillators(problem, discrete, backend)
  const begin = engine === 'wasm' ? wasmOscillators(problem, discrete) : plainOscillators(problem, discrete)
  return { batch: 1, start: begin }
}

async function run(of: OscillatorsOf, at: (s: number) => BifurcationStep, random: Uint32Array): Promise<Run> {
  const oscillators = await of.start(random)
  return {
    sweep: (s, count = 1) => oscillators.step(Array.from({ length: count }, (_, k) => at(s + k))),
    get energy() {
      return oscillators.energy
    },
    state: () => oscillators.signs(),
    end: () => oscillators.end?.(),
  }
}
