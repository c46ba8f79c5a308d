import {
  gpuKernels,
  wichmannHill,
  type Backend,
  type GpuHandle,
  type GpuKernel,
  type GpuPlan,
} from '../../../sdk/engine/index.js'
import { philox } from '../../../sdk/random/index.js'
import type { Ising, Spins } from '../../ising/index.js'
import { backendNote, checkCountable } from '../engine.js'
import { colouring, type Colouring } from '../colouring.js'
import type { Stream } from '../stream.js'
import { columns, worldlineSources } from './worldlineSource.js'
import type { Move, Strengths, Worldlines } from './worldlines.js'

/** Most calls of kernels in one plan. */
const mostCalls = 256

/** Worldlines of an Ising problem as gpu.js kernels; what a plan of several sweeps changes is looked at after it. */
export function gpuWorldlines(problem: Ising, slices: number, moves: readonly Move[], backend?: Backend) {
  const { n, targets } = problem
  checkCountable('random seeds, three a spin,', 3 * n)
  checkCountable('couplings', targets.length)
  const colours = colouring(problem)
  const calls = moves.reduce((sum, move) => sum + (move === 'local' ? 2 : 3) * colours.count, 0)
  let device: Promise<Device> | undefined
  let notes: readonly string[] = []
  return {
    batch: Math.max(1, Math.min(16, Math.floor(mostCalls / calls))),
    async start(start: readonly Spins[], random: Stream) {
      device ??= open(problem, slices, moves, colours, backend)
      notes = [(await device).note]
      return begin(problem, start, moves, await device, colours.order, random)
    },
    get notes() {
      return notes
    },
    close: async () => (await device)?.close(),
  }
}

interface Device {
  /** A plan of so many sweeps: of spins and strengths, to spins. */
  plan(sweeps: number): GpuPlan
  /** Where it computes. */
  readonly note: string
  close(): Promise<void>
}

/** Where slice k lies in a row. */
const place = (k: number, slices: number) => (k % 2) * (slices / 2) + (k >> 1)

async function open(
  problem: Ising,
  slices: number,
  moves: readonly Move[],
  colours: Colouring,
  backend?: Backend,
): Promise<Device> {
  const gpu = await gpuKernels({ backend })
  const { n } = problem
  const turns = Math.max(2, colours.count)
  const tallest = colours.starts.reduce((most, start, c) => Math.max(most, start - (colours.starts[c - 1] ?? 0)), 1)
  const constants = constantsOf(problem, slices, colours)
  const degrees = Array.from({ length: n }, (_, i) => problem.offsets[i + 1] - problem.offsets[i])
  const loops = degrees.reduce((a, b) => Math.max(a, b), slices)
  const sources = worldlineSources({ slices, turns, tallest })
  const heights = { local: tallest, pieces: 2 * tallest, cluster: tallest, global: tallest, merge: n }
  const made = new Map<string, GpuKernel>()
  const kernel = (name: keyof typeof sources) => {
    if (!made.has(name))
      made.set(name, gpu.kernel(sources[name], { output: [slices, heights[name]], constants, loops }))
    return made.get(name)!
  }
  const plans = new Map<number, GpuPlan>()
  const record = (sweeps: number) => (start: GpuHandle, strengths: GpuHandle) => {
    let spins = start
    for (let row = 0; row < sweeps * moves.length; row++) {
      const move = moves[row % moves.length]
      const local = move === 'local'
      for (let turn = 0; turn < (local ? turns : colours.count); turn++) {
        const fresh = local
          ? kernel('local')(spins, strengths, row, turn)
          : kernel(move)(spins, kernel('pieces')(spins, strengths, row, turn), strengths, row, turn)
        spins = kernel('merge')(spins, fresh, turn, local ? 1 : 0)
      }
    }
    return [spins]
  }
  return {
    note: backendNote(gpu),
    plan(sweeps) {
      if (!plans.has(sweeps)) plans.set(sweeps, gpu.plan(2, record(sweeps)))
      return plans.get(sweeps)!
    },
    close: () => gpu.destroy(),
  }
}

/** The constants of {@link worldlineSources}, spins in the order of their colours. */
function constantsOf({ n, offsets, targets, weights, fields }: Ising, slices: number, colours: Colouring) {
  const { order, starts, count } = colours
  const row = (value: (i: number) => number) => Float32Array.from({ length: n + 2 }, (_, i) => value(i))
  const rank = new Uint32Array(n)
  order.forEach((i, at) => (rank[i] = at))
  const own = row(at => (at < n ? fields[order[at]] : 0))
  const colour = row(() => 0)
  for (let c = 0; c < count; c++) colour.fill(c, starts[c], starts[c + 1])
  const begins = row(() => 0)
  const neighbours: number[] = []
  const couplings: number[] = []
  order.forEach((i, at) => {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      neighbours.push(rank[targets[e]])
      couplings.push(weights[e])
    }
    begins[at + 1] = neighbours.length
  })
  // A buffer holds one number at least.
  const edges = [neighbours, couplings].map(values => Float32Array.from(values.length ? values : [0]))
  const ring = [-1, 1].map(by => {
    const beside = new Float32Array(slices)
    for (let k = 0; k < slices; k++) beside[place(k, slices)] = place((k + by + slices) % slices, slices)
    return beside
  })
  const { uniform } = philox(0, 'worldlines on the device')
  const seeds = Array.from({ length: 3 * n }, () => new Float32Array(slices))
  for (let i = 0; i < n; i++)
    for (let k = 0; k < slices; k++) {
      const drawn = wichmannHill.seedsOf(uniform)
      for (let c = 0; c < 3; c++) seeds[3 * i + c][k] = drawn[c]
    }
  return { nodes: [own, begins, colour, row(c => starts[Math.min(c, count)])], edges, ring, seeds, last: n - 1 }
}

function begin(
  problem: Ising,
  start: readonly Spins[],
  moves: readonly Move[],
  device: Device,
  order: Uint32Array,
  random: Stream,
): Worldlines {
  const { n } = problem
  const slices = start.length
  let spins: Float32Array[] = Array.from(order, i => {
    const row = new Float32Array(slices)
    start.forEach((state, k) => (row[place(k, slices)] = state[i]))
    return row
  })
  // All reads draw from one sequence, each from a place of its own on: 2 draws a move.
  let drawn = random[0] * 2 ** 20 + (random[1] >>> 12)
  const energies = new Float64Array(slices)
  const slice = (k: number) => {
    const state = new Int8Array(n)
    spins.forEach((row, at) => (state[order[at]] = row[place(k, slices)]))
    return state
  }
  const look = () => {
    for (let k = 0; k < slices; k++) energies[k] = problem.energy(slice(k))
  }
  look()
  const rowsOf = ({ b, coupling }: Strengths) =>
    moves.map(() => {
      const row = new Float32Array(columns.count)
      row[columns.b] = 2 * b
      row[columns.coupling] = 2 * coupling
      row[columns.join] = 1 - Math.exp(-2 * coupling)
      row.set(wichmannHill.jumps(drawn++), columns.jumps)
      row.set(wichmannHill.jumps(drawn++), columns.joinJumps)
      return row
    })
  return {
    async sweep(strengths) {
      const [after] = await device.plan(strengths.length).run(spins, strengths.flatMap(rowsOf))
      spins = after as Float32Array[]
      look()
    },
    refresh: () => undefined,
    energies,
    slice,
    equalBonds() {
      let equal = 0
      for (const row of spins)
        for (let k = 0; k < slices; k++) if (row[place(k, slices)] === row[place((k + 1) % slices, slices)]) equal++
      return equal
    },
  }
}
