import { wasmKernels, type WasmInstance } from '../../../sdk/engine/index.js'
import type { Ising, Spins } from '../../ising/index.js'
import { isingArrays } from '../isingArrays.js'
import type { Stream } from '../stream.js'
import { header, scratchBytes, worldlineLayout } from './worldlineLayout.js'
import { worldlineText } from './worldlineText.js'
import type { Move, Worldlines } from './worldlines.js'

/**
 * Worldlines of an Ising problem in WebAssembly. Instances are used again by the next read, since each reserves much
 * address space.
 */
export function wasmWorldlines(problem: Ising, count: number, moves: readonly Move[]) {
  const kernels = wasmKernels(worldlineText(count), { math: ['log'] })
  const free: Machine[] = []
  return async (start: readonly Spins[], random: Stream): Promise<Worldlines> => {
    const machine = free.pop() ?? machineOf(problem, count, (await kernels).instance(bytesOf(problem, count)))
    return begin(problem, machine, moves, start, random, () => free.push(machine))
  }
}

interface Machine {
  readonly call: WasmInstance['call']
  readonly head: Int32Array
  readonly energies: Float64Array
  /** n rows. */
  readonly spins: Float32Array
}

function bytesOf({ n, targets }: Ising, count: number): number {
  const { width } = worldlineLayout(count)
  return scratchBytes(count) + 8 * n * width + 4 * (2 * n + 1) + 8 * targets.length + 6 * 16
}

/** Lays out a problem in the memory of an instance. */
function machineOf(problem: Ising, count: number, { call, array }: WasmInstance): Machine {
  const { n, offsets, targets, weights, fields } = isingArrays(problem)
  const { width } = worldlineLayout(count)
  const head = array(Int32Array, header.words)
  const energies = array(Float64Array, width)
  array(Uint8Array, scratchBytes(count) - head.byteLength - energies.byteLength)
  const spins = array(Float32Array, n * width)
  const local = array(Float32Array, n * width)
  const starts = array(Int32Array, n + 1)
  const own = array(Float32Array, n)
  const edges = array(Int32Array, 2 * targets.length)
  const strengths = new Float32Array(edges.buffer, edges.byteOffset, edges.length)
  targets.forEach((target, e) => {
    edges[2 * e] = 4 * width * target
    strengths[2 * e + 1] = weights[e]
  })
  own.set(fields)
  offsets.forEach((offset, i) => (starts[i] = edges.byteOffset + 8 * offset))
  const words = {
    spins: spins.byteOffset,
    fields: local.byteOffset,
    offsets: starts.byteOffset,
    own: own.byteOffset,
    n,
  }
  for (const [name, value] of Object.entries(words)) head[header[name as keyof typeof words]] = value
  return { call, head, energies, spins }
}

function begin(
  problem: Ising,
  { call, head, energies, spins }: Machine,
  moves: readonly Move[],
  start: readonly Spins[],
  random: Stream,
  end: () => void,
): Worldlines {
  const { n, constant } = problem
  const count = start.length
  const { width, place } = worldlineLayout(count)
  start.forEach((state, k) => {
    for (let i = 0; i < n; i++) spins[i * width + place(k)] = state[i]
  })
  head[header.key0] = random[0]
  head[header.key1] = random[1]
  head[header.tick] = 0
  const inOrder = new Float64Array(count)
  const look = () => {
    for (let k = 0; k < count; k++) inOrder[k] = energies[place(k)]
  }
  const refresh = () => {
    call.refresh(constant)
    look()
  }
  refresh()
  return {
    sweep(strengths) {
      for (const { b, coupling } of strengths)
        for (const move of moves) {
          if (move === 'local') call.local(2 * b, 2 * coupling)
          else if (move === 'cluster') call.cluster(2 * b, 1 - Math.exp(-2 * coupling))
          else call.global(2 * b)
        }
      look()
    },
    refresh,
    energies: inOrder,
    slice: k => Int8Array.from({ length: n }, (_, i) => spins[i * width + place(k)]),
    equalBonds: () => (call.bonds() + n * count) / 2,
    end,
  }
}
