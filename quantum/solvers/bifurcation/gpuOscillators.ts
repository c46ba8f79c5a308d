import { gpuKernels, type Backend, type GpuHandle, type GpuPlan } from '../../../sdk/engine/index.js'
import { backendNote, checkCountable } from '../engine.js'
import type { Ising, Spins } from '../../ising/index.js'
import { isingArrays } from '../isingArrays.js'
import type { Oscillators, OscillatorsOf } from './oscillators.js'
import { startingPoint } from './startingPoint.js'
import { isDense } from './wasmOscillators.js'

/** Oscillators as gpu.js kernels: a step is one product, of a matrix or of rows of edges, and one kernel that moves. */
export function gpuOscillators(problem: Ising, discrete: boolean, backend?: Backend): OscillatorsOf {
  const { n, targets } = problem
  checkCountable('spins', n)
  checkCountable('couplings', targets.length)
  let device: Promise<Device> | undefined
  let notes: readonly string[] = []
  return {
    batch: 32,
    async start(random) {
      device ??= open(problem, discrete, backend)
      notes = [(await device).note]
      return begin(problem, await device, startingPoint(n, random))
    },
    get notes() {
      return notes
    },
    close: async () => (await device)?.close(),
  }
}

interface Device {
  /** A plan of so many steps: of positions and velocities, and of their strengths, to positions and velocities. */
  plan(steps: number): GpuPlan
  /** Where it computes. */
  readonly note: string
  close(): Promise<void>
}

async function open(problem: Ising, discrete: boolean, backend?: Backend): Promise<Device> {
  const gpu = await gpuKernels({ backend })
  const { n, offsets, targets, weights, fields } = isingArrays(problem)
  const dense = isDense(problem)
  const drive = (j: string) =>
    discrete ? [`let g = 1.0;`, `if (state[0][${j}] < 0.0) { g = -1.0; }`] : [`const g = state[0][${j}];`]
  const product = dense
    ? [`for (let j = 0; j < ${n}; j++) {`, ...drive('j'), 'force = force + this.constants.matrix[i][j]*g;', '}']
    : [
        'const begin = this.constants.offsets[i];',
        'const count = this.constants.offsets[i + 1] - begin;',
        'for (let j = 0; j < count; j++) {',
        'const e = begin + j;',
        ...drive('this.constants.edges[0][e]'),
        'force = force + this.constants.edges[1][e]*g;',
        '}',
      ]
  const matrix = () => {
    const rows = Array.from({ length: n }, () => new Float32Array(n))
    for (let i = 0; i < n; i++) for (let e = offsets[i]; e < offsets[i + 1]; e++) rows[i][targets[e]] = weights[e]
    return rows
  }
  // A buffer holds one number at least.
  const edges = targets.length ? [Float32Array.from(targets), weights] : [new Float32Array(1), new Float32Array(1)]
  const degrees = Array.from({ length: n }, (_, i) => offsets[i + 1] - offsets[i])
  const forces = gpu.kernel(
    ['function(state) {', 'const i = this.thread.x;', 'let force = this.constants.own[i];', ...product, 'return force;', '}'].join('\n'), // prettier-ignore
    {
      output: [n],
      constants: { own: fields, ...(dense ? { matrix: matrix() } : { offsets: Float32Array.from(offsets), edges }) },
      loops: dense ? n : degrees.reduce((a, b) => Math.max(a, b), 1),
    },
  )
  const move = gpu.kernel(
    `function(state, forces, strengths, row) {
      const i = this.thread.x;
      const x = state[0][i];
      const dt = strengths[row][2];
      let v = state[1][i] + (strengths[row][1]*forces[i] - strengths[row][0]*x)*dt;
      let p = x + v*dt;
      if (p > 1.0) { p = 1.0; v = 0.0; }
      if (p < -1.0) { p = -1.0; v = 0.0; }
      let result = p;
      if (this.thread.y === 1) { result = v; }
      return result;
    }`,
    { output: [n, 2] },
  )
  const plans = new Map<number, GpuPlan>()
  return {
    note: backendNote(gpu),
    plan(steps) {
      const record = (start: GpuHandle, strengths: GpuHandle) => {
        let state = start
        for (let row = 0; row < steps; row++) state = move(state, forces(state), strengths, row)
        return [state]
      }
      if (!plans.has(steps)) plans.set(steps, gpu.plan(2, record))
      return plans.get(steps)!
    },
    close: () => gpu.destroy(),
  }
}

function begin(problem: Ising, device: Device, { x, y }: ReturnType<typeof startingPoint>): Oscillators {
  let state: Float32Array[] = [x, y]
  const signs = (): Spins => Int8Array.from(state[0], p => (p < 0 ? -1 : 1))
  let energy = problem.energy(signs())
  return {
    async step(steps) {
      const strengths = steps.map(({ slack, strength, dt }) => Float32Array.of(slack, strength, dt))
      const [after] = await device.plan(steps.length).run(state, strengths)
      state = after as Float32Array[]
      energy = problem.energy(signs())
    },
    get energy() {
      return energy
    },
    signs,
    positions: () => state[0].slice(),
    velocities: () => state[1].slice(),
  }
}
