import type { GPU } from 'gpu.js'
import { chunkOf, outputOf, rowOf, type Grid, type Spread } from './grid.js'
import type { Handle } from './createKernel.js'
import type { Kernels, StepInputs } from './kernels.js'
import type { Due } from './plasticity/index.js'
import type { Runner } from './runner.js'

interface OnDevice {
  toArray(): Promise<Spread>
}

/**
 * Keeps the states on the device between calls too, and reads back the rows that are asked for: for populations whose
 * way up and down would cost more than their steps. WebGPU alone has such memory.
 *
 * @param pair the kernels of the network twice, since a kernel cannot write to what it reads
 */
export function residentRunner(gpu: GPU, pair: readonly [Kernels, Kernels], start: readonly Spread[]): Runner {
  const { parts, grids, driven, plastic } = pair[0]
  const copies = parts.map(({ grid, count }) => copyKernel(gpu, grid, count))
  const readers = parts.map(({ grid }) => rowKernel(gpu, grid))
  const none: Due = plastic.map(() => [])
  let states: Handle[] = [...start]
  let before: Handle[] = states
  let turn = 0
  let rewards = 0

  return {
    kernels: pair[0],
    async call(steps, inputs, due) {
      await keep()
      for (let k = 0; k < steps; k++)
        states = await oneByOne(pair[turn++ % 2].step(states, of(inputs, k), 0, k ? none : due))
    },
    async reward(shared) {
      await keep()
      // Parts without rules for rewards stay as they are, so that the next step must be that of the other kernels still.
      states = await oneByOne(pair[rewards++ % 2].reward(states, shared))
    },
    async undo() {
      // The copies are written to by the next call: what is put back must not be one of them.
      states = await Promise.all(before.map(toHost))
    },
    async row(p, row) {
      const state = states[p]
      return isOnDevice(state)
        ? rowOf((await readers[p](state, row)) as Spread, 0, parts[p].grid)
        : rowOf(state as Spread, row, parts[p].grid)
    },
    state: p => toHost(states[p]),
    put: (p, state) => void (states[p] = state),
    destroy() {
      for (const kernel of [...copies, ...readers, ...pair]) kernel.destroy()
    },
  }

  /** Remembers the states, and has them on the device. */
  async function keep(): Promise<void> {
    // What nobody has changed since is its copy still, which cannot be copied onto itself.
    const copied = async (state: Handle, p: number) =>
      isOnDevice(state) && state === before[p] ? state : copies[p](state)
    before = await Promise.all(states.map(copied))
    // A kernel that was made for what lies on the device takes nothing else.
    states = states.map((state, p) => (isOnDevice(state) ? state : before[p]))
  }

  /** The inputs of one step of a call. */
  function of({ drives, fired, shared }: StepInputs, k: number): StepInputs {
    const part = (all: Handle, p: number) => (all as Spread[]).slice(k * grids[p].chunks, (k + 1) * grids[p].chunks)
    return {
      drives: drives.map((all, p) => driven[p] && part(all, p)),
      fired: fired.map((all, p) => all && part(all, p)),
      shared: shared && [(shared as Spread[])[k]],
    }
  }
}

const isOnDevice = (state: Handle): state is OnDevice => typeof (state as Partial<OnDevice>).toArray === 'function'

const toHost = async (state: Handle): Promise<Spread> => (isOnDevice(state) ? state.toArray() : (state as Spread))

type Small = ((...args: Handle[]) => Promise<Handle>) & { destroy(): void }

/** Copies a state into memory of its own. */
function copyKernel(gpu: GPU, grid: Grid, count: number): Small {
  const source = `function(state) { return state${chunkOf(grid)}[this.thread.y][this.thread.x]; }`
  return small(gpu, source, outputOf(grid, count), true)
}

/** Reads one row of a state. */
function rowKernel(gpu: GPU, grid: Grid): Small {
  const source = `function(state, row) { return state${chunkOf(grid)}[row][this.thread.x]; }`
  return small(gpu, source, outputOf(grid, 1), false)
}

const small = (gpu: GPU, source: string, output: number[], pipeline: boolean): Small =>
  gpu.createKernel(source, { output, precision: 'single', pipeline } as object) as unknown as Small

/** Waits for the result of each kernel, which is then a handle. */
async function oneByOne<T>(steps: Generator<Handle, T, Handle>): Promise<T> {
  let next = steps.next()
  while (!next.done) next = steps.next(await next.value)
  return next.value
}
