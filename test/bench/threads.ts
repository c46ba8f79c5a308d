import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { brunel2000 } from '../../sdk/circuits/index.js'
import { wasm } from '../../sdk/engine/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { philox } from '../../sdk/random/index.js'
import { network, type Network } from '../../sdk/simulation/index.js'
import type { Contender } from './measure.js'
import type { Row } from './row.js'
import { half, meet } from './threads/halves.mjs'

/** Steps of a bare loop from one meeting to the next: as many as the engine takes without delays. */
const every = 16
const bare = { size: 100_000, steps: 1600 }

/** By the clock: a thread that waits takes processor time, too. */
function clocked(name: string, body: () => Promise<void> | void, close?: () => void): Contender {
  return {
    name,
    ...(close && { close }),
    async work() {
      const began = performance.now()
      await body()
      return { units: 1, seconds: (performance.now() - began) / 1000 }
    },
  }
}

async function advancing(threads: number, steps: number, dt: number, build: (net: Network) => unknown) {
  const engine = wasm({ threads })
  const net = network({ dt, engine })
  build(net)
  const simulation = await engine.compile(net.describe())
  return clocked(
    threads === 1 ? 'spikelab, one thread' : `spikelab, ${threads} threads`,
    async () => {
      await simulation.advance(steps)
      simulation.forget(simulation.step)
    },
    () => void simulation.dispose(),
  )
}

/** What a processor gives to two threads at best: loops of arithmetic in plain JavaScript that meet now and then. */
async function bareLoops(): Promise<Contender[]> {
  const words = new Int32Array(new SharedArrayBuffer(16))
  const worker = new Worker(new URL('./threads/bareLoop.mjs', import.meta.url), {
    workerData: { words, size: bare.size, every },
    execArgv: [],
  })
  await once(worker, 'message')
  return [
    clocked(
      'bare loop, two threads',
      () => {
        Atomics.store(words, 3, bare.steps)
        Atomics.add(words, 2, 1)
        Atomics.notify(words, 2)
        half(bare.size / 2, bare.steps, every, () => meet(words))
      },
      () => void worker.terminate(),
    ),
    clocked('bare loop, one thread', () => half(bare.size, bare.steps, every, () => {})),
  ]
}

const dense = (net: Network) => {
  const { uniform } = philox(1, 'bench')
  const v = Float64Array.from({ length: 100_000 }, () => -70 + 20 * uniform())
  net.stimulate(net.population('cells', 100_000, izhikevich('RS')({}, { initial: { v } })), 10)
}

function row(title: string, steps: number, dt: number, build: (net: Network) => unknown): Row {
  return {
    title: `${title}: two threads against one, by the clock, best of five pairs`,
    unit: 'run',
    runs: 5,
    by: 'greatest ratio',
    contenders: async () => [
      await advancing(2, steps, dt, build),
      await advancing(1, steps, dt, build),
      ...(await bareLoops()),
    ],
    goals: [{ rival: 'spikelab, one thread', times: 1.6 }],
  }
}

export const denseThreadsRow = row('Izhikevich, 100,000 cells, 1,600 steps', 1600, 1, dense)
export const brunelThreadsRow = row('Brunel, .1 s', 1000, 0.1, brunel2000)
