import { wasmKernels, type WasmInstance } from '../../../sdk/engine/index.js'
import type { Ising } from '../../ising/index.js'
import type { Stream } from '../stream.js'
import { bifurcationText, header } from './bifurcationText.js'
import type { Oscillators } from './oscillators.js'
import { startingPoint } from './startingPoint.js'

/** Differences drift in single precision: forces are made anew every so many steps. */
const refresh = 64

/** Whether so many couplings are best kept as a matrix. */
export const isDense = ({ n, targets }: Ising) => n > 1 && 4 * targets.length >= n * n && n <= 16_384

/** Oscillators in WebAssembly; instances are used again by the next read. */
export function wasmOscillators(problem: Ising, discrete: boolean) {
  const dense = isDense(problem)
  const kernels = wasmKernels(bifurcationText(dense))
  const free: Machine[] = []
  return async (random: Stream): Promise<Oscillators> => {
    const machine = free.pop() ?? machineOf(problem, dense, await kernels)
    return begin(problem, machine, discrete, random, () => free.push(machine))
  }
}

interface Machine {
  readonly call: WasmInstance['call']
  /** The oscillators in the order in which they lie. */
  readonly order: Uint32Array
  readonly x: Float32Array
  readonly y: Float32Array
  readonly signs: Float32Array
}

function machineOf(
  problem: Ising,
  dense: boolean,
  { instance }: { readonly instance: (bytes: number) => WasmInstance },
): Machine {
  const { n, offsets, targets, weights, fields } = problem
  const degree = (i: number) => offsets[i + 1] - offsets[i]
  // Rows of one group are equally long, or nearly.
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => degree(b) - degree(a))
  const rank = new Uint32Array(n)
  order.forEach((i, at) => (rank[i] = at))
  const groups = Math.ceil(n / 4)
  const width = 4 * groups
  const longest = Array.from({ length: groups }, (_, g) => degree(order[4 * g]))
  const padded = longest.reduce((sum, length) => sum + length, 0)
  const couplingBytes = dense
    ? 4 * width * width
    : 4 * (width + 1) + 8 * targets.length + 4 * (groups + 1) + 32 * padded
  const { array, call } = instance(4 * header.words + 7 * 4 * width + couplingBytes + 16 * 16)

  const head = array(Int32Array, header.words)
  const [x, y, signs, own, ofPositions, ofSigns] = Array.from({ length: 6 }, () => array(Float32Array, width))
  const list = array(Int32Array, width)
  const at = { x, y, signs, own, ofPositions, ofSigns, list }
  head[header.groups] = groups
  for (const [name, { byteOffset }] of Object.entries(at)) head[header[name as keyof typeof at]] = byteOffset
  order.forEach((i, r) => (own[r] = fields[i]))
  if (dense) {
    const matrix = array(Float32Array, width * width)
    head[header.rows] = matrix.byteOffset
    for (let i = 0; i < n; i++)
      for (let e = offsets[i]; e < offsets[i + 1]; e++) matrix[rank[i] * width + rank[targets[e]]] = weights[e]
    return { call, order, x, y, signs }
  }
  const rows = array(Int32Array, width + 1)
  const edges = array(Int32Array, 2 * targets.length)
  const edgeWeights = new Float32Array(edges.buffer, edges.byteOffset, edges.length)
  const groupRows = array(Int32Array, groups + 1)
  const grouped = array(Int32Array, 8 * padded)
  const groupedWeights = new Float32Array(grouped.buffer, grouped.byteOffset, grouped.length)
  head[header.rows] = rows.byteOffset
  head[header.groupRows] = groupRows.byteOffset
  let e = 0
  let block = 0
  for (let g = 0; g < groups; g++) {
    groupRows[g] = grouped.byteOffset + 32 * block
    for (let lane = 0; lane < 4; lane++) {
      const r = 4 * g + lane
      rows[r] = edges.byteOffset + 8 * e
      if (r >= n) continue
      for (let k = offsets[order[r]], b = block; k < offsets[order[r] + 1]; k++, b++, e++) {
        edges[2 * e] = grouped[8 * b + lane] = 4 * rank[targets[k]]
        edgeWeights[2 * e + 1] = groupedWeights[8 * b + 4 + lane] = weights[k]
      }
    }
    block += longest[g]
  }
  groupRows[groups] = grouped.byteOffset + 32 * block
  rows[width] = edges.byteOffset + 8 * e
  return { call, order, x, y, signs }
}

function begin(
  { n, constant }: Ising,
  { call, order, x, y, signs }: Machine,
  discrete: boolean,
  random: Stream,
  end: () => void,
): Oscillators {
  const start = startingPoint(n, random)
  signs.fill(1)
  order.forEach((i, r) => {
    x[r] = start.x[i]
    y[r] = start.y[i]
    signs[r] = x[r] < 0 ? -1 : 1
  })
  call.refresh()
  let done = 0
  const inOrder = (values: Float32Array) => {
    const given = new Float32Array(n)
    order.forEach((i, r) => (given[i] = values[r]))
    return given
  }
  let energy = constant - call.energy() / 2
  return {
    step(steps) {
      for (const { slack, strength, dt } of steps) {
        if (++done % refresh === 0) call.refresh()
        call.step(slack, strength, dt, discrete ? 0 : 1)
      }
      energy = constant - call.energy() / 2
    },
    get energy() {
      return energy
    },
    signs: () => Int8Array.from(inOrder(signs)),
    positions: () => inOrder(x),
    velocities: () => inOrder(y),
    end,
  }
}
