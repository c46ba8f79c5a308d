import assert from 'node:assert/strict'
import * as engine from '../sdk/engine/index.js'
import * as spikelab from '../sdk/index.js'
import * as plot from '../sdk/plot/index.js'
import * as quantum from '../quantum/index.js'
import { startKernel, type TestKernel } from './kernel/startKernel.js'

type Door = Record<string, unknown>

/** What is built. */
const open = async (door: string) => (await import(door)) as Door

describe('the doors of the package, bundled', () => {
  const doors: Record<string, Door> = {
    spikelab,
    'spikelab/engine': engine,
    'spikelab/plot': plot,
    'spikelab/quantum': quantum,
  }
  for (const [name, source] of Object.entries(doors))
    it(`${name}: has what its source has, under the same names`, async () => {
      const door = await open(name)
      assert.deepEqual(Object.keys(door).sort(), Object.keys(source).sort())
      const nameOf = (value: unknown) => (typeof value === 'function' ? value.name : typeof value)
      for (const key of Object.keys(source)) assert.equal(nameOf(door[key]), nameOf(source[key]), key)
    })

  it('simulate as the source does, also on several threads', async () => {
    const spikesOf = async ({ network, izhikevich }: typeof spikelab, threads: number) => {
      const net = network({ seed: 1, threads })
      const cells = net.population('cells', 200, izhikevich('RS'))
      net.stimulate(cells, 10)
      const spikes = net.record(cells, 'spikes')
      await net.run('200 ms')
      return JSON.stringify([[...spikes.time], [...spikes.neuron]])
    }
    const built = (await open('spikelab')) as unknown as typeof spikelab
    const expected = await spikesOf(spikelab, 1)
    for (const threads of [1, 2]) assert.equal(await spikesOf(built, threads), expected)
  })

  it('solve problems of spins as the source does, by WebAssembly and gpu.js', async () => {
    const readsOf = async ({ ising, solve, simulatedBifurcation, simulatedQuantumAnnealing }: typeof quantum) => {
      const problem = ising({ edges: [[0, 1, -1], [1, 2, -1], [0, 2, -1], [2, 3, 0.5]], fields: [0.1, 0, 0, 0] }) // prettier-ignore
      const reads: unknown[] = []
      for (const on of [{ engine: 'wasm' }, { engine: 'gpu', backend: 'webasm' }] as const)
        for (const solver of [
          simulatedQuantumAnnealing({ sweeps: 4, ...on }),
          simulatedBifurcation({ sweeps: 20, ...on }),
        ])
          reads.push((await solve(problem, solver, { reads: 2, seed: 1 })).reads)
      return JSON.stringify(reads)
    }
    const built = (await open('spikelab/quantum')) as unknown as typeof quantum
    assert.equal(await readsOf(built), await readsOf(quantum))
  })

  it('share what they have in common', async () => {
    const [door, engine] = [await open('spikelab'), await open('spikelab/engine')]
    const shared = Object.keys(engine).filter(name => name in door)
    for (const name of shared) assert.equal(engine[name], door[name], name)
  })

  describe('in a cell', () => {
    let kernel: TestKernel
    before(async () => void (kernel = await startKernel()))
    after(() => kernel.stop())

    it('name the files of their errors, not those of the bundle', async () => {
      const { of } = await kernel.run(`import { network } from 'spikelab'; network({ sed: 1 } as {})`)
      const trace = (of('error')[0].traceback as string[]).join('\n')
      assert.match(trace, /dist\/sdk\/\w+.*\.js:\d+:\d+/)
      assert.doesNotMatch(trace, /doors/)
    })
  })
})
