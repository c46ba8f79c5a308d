import { check } from '../../../sdk/check.js'
import { refuseUnknown } from '../../../sdk/options.js'
import type { Problem } from '../../ising/index.js'
import { checkEngine, engineFor, type EngineOptions } from '../engine.js'
import { stream } from '../stream.js'
import { checkMoves, checkSlices } from './simulatedQuantumAnnealing.js'
import { sliceCoupling } from './sliceCoupling.js'
import type { Move } from './worldlines.js'
import { worldlinesOf } from './worldlinesOf.js'

export interface PathIntegralOptions extends EngineOptions {
  /** Inverse temperature. */
  readonly beta: number
  /** Transverse field Γ. */
  readonly field: number
  /** Slices of imaginary time P, an even number; default 16. */
  readonly slices?: number
  /** Sweeps that are measured; default 10,000. */
  readonly sweeps?: number
  /** Sweeps before; default a tenth of them. */
  readonly burnIn?: number
  /** The moves of one sweep, in order; default local, then cluster. */
  readonly moves?: readonly Move[]
  /** Blocks of which means are taken for the standard error; default 50. */
  readonly blocks?: number
  /** Default 0. */
  readonly seed?: number
}

/** A mean with its standard error, from the means of blocks. */
export interface Measured {
  readonly mean: number
  readonly error: number
}

/**
 * Thermal averages of `H = H_c - Γ Σσˣ` by path-integral Monte Carlo in P slices: the classical energy, averaged over
 * the slices, and Σσˣ, by `tanh a` where neighbouring slices are equal and `coth a` where they differ, a = βΓ / P.
 * Faithful to equilibrium at this β and P; the error of P itself falls as 1 / P².
 *
 * @throws RangeError for beta or field not above 0, an odd number of slices, fewer sweeps than blocks, an unknown option
 *   or engine, and for engine `wasm` or `gpu` where the problem is not of the kind `ising`
 * @example
 * const { energy } = await pathIntegral(problem, { beta: 2, field: 1, slices: 32 })   // { mean: -6.87, error: 0.008 }
 */
export async function pathIntegral(
  problem: Problem,
  options: PathIntegralOptions,
): Promise<{ readonly energy: Measured; readonly transverse: Measured }> {
  const where = 'pathIntegral'
  const known = ['beta', 'field', 'slices', 'sweeps', 'burnIn', 'moves', 'blocks', 'seed', 'engine', 'backend']
  refuseUnknown(where, options, known)
  const { beta, field, slices = 16, sweeps = 10_000, moves = ['local', 'cluster'], blocks = 50, seed = 0 } = options
  const { burnIn = Math.ceil(sweeps / 10) } = options
  for (const [name, value] of Object.entries({ beta, field }))
    check(value > 0 && Number.isFinite(value), `${where}: ${name} must be finite and above 0, got ${value}`)
  checkSlices(where, slices)
  checkMoves(where, moves)
  checkEngine(where, options)
  check(
    Number.isInteger(blocks) && blocks >= 2 && Number.isInteger(sweeps) && sweeps >= blocks,
    `${where}: there must be 2 blocks or more, and a sweep in each; got ${sweeps} sweeps in ${blocks} blocks`,
  )
  check(Number.isInteger(burnIn) && burnIn >= 0, `${where}: burnIn must be a whole number of 0 or more, got ${burnIn}`)

  const engine = engineFor(where, problem, options.engine)
  const worldlines = worldlinesOf(problem, slices, moves, engine, options.backend)
  const b = beta / slices
  const strengths = [{ b, coupling: sliceCoupling(beta, field, slices) }]
  const tanh = Math.tanh(b * field)
  const bonds = problem.n * slices
  const energy = new Float64Array(blocks)
  const transverse = new Float64Array(blocks)
  const each = Math.floor(sweeps / blocks)
  try {
    const lines = await worldlines.start(stream(seed, 'path integral', 0))
    for (let s = -burnIn; s < each * blocks; s++) {
      if (s % 64 === 0) lines.refresh()
      const sweeping = lines.sweep(strengths)
      if (sweeping) await sweeping
      if (s < 0) continue
      const block = Math.floor(s / each)
      const equal = lines.equalBonds()
      energy[block] += lines.energies.reduce((sum, e) => sum + e, 0) / (slices * each)
      transverse[block] += (equal * tanh + (bonds - equal) / tanh) / (slices * each)
    }
  } finally {
    await worldlines.close?.()
  }
  return { energy: measured(energy), transverse: measured(transverse) }
}

function measured(blocks: Float64Array): Measured {
  const mean = blocks.reduce((sum, x) => sum + x, 0) / blocks.length
  const variance = blocks.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (blocks.length - 1)
  return { mean, error: Math.sqrt(variance / blocks.length) }
}
