import assert from 'node:assert/strict'
import { anneal, type AnnealOptions } from '../../../quantum/annealing/index.js'
import { levelSpins } from '../../../quantum/annealing/levelSpins.js'
import { spins } from '../../../quantum/ising/index.js'
import { robustEnsemble, simulatedAnnealing, simulatedQuantumAnnealing } from '../../../quantum/solvers/index.js'
import { levelValues } from '../../../quantum/superposition/index.js'
import { oneToOne } from '../../../sdk/network/topology/index.js'
import { stdp } from '../../../sdk/plasticity/index.js'
import { network } from '../../../sdk/simulation/index.js'
import { listener, protocol } from '../../engine/plasticity/protocol.js'

/** Two populations, connected one to one with a weight of 0.25. */
function connected(synapses: number) {
  const net = network({ seed: 1, dt: 1, engine: 'reference' })
  const [pre, post] = ['pre', 'post'].map(name => net.population(name, synapses, listener))
  return { net, projection: net.connect(pre, post, { topology: oneToOne(), weight: 0.25, receptor: 'g' }) }
}

describe('weights on levels as spins', () => {
  it('have every level once, neighbours one flip apart', () => {
    for (const levels of [2, 4, 8, 16]) {
      const values = levelValues(levels)
      const code = levelSpins(1, values)
      const of = new Map<number, Int8Array>()
      for (let b = 0; b < levels; b++) of.set(code.weights(spins(b, code.n), new Float64Array(1))[0], spins(b, code.n))
      assert.deepEqual(
        [...of.keys()].sort((a, b) => a - b),
        Array.from(values),
      )
      for (let k = 1; k < levels; k++) {
        const [a, b] = [of.get(values[k - 1])!, of.get(values[k])!]
        assert.equal(a.filter((s, i) => s !== b[i]).length, 1)
      }
    }
  })
})

describe('annealing the weights of a projection', () => {
  const wanted = [0.2, -0.6, 1, -0.25, 0.07]
  const distance = (w: Float64Array) => wanted.reduce((sum, x, i) => sum + (w[i] - x) ** 2, 0)

  it('finds the nearest of 16 levels of every synapse, with each solver, and writes them', async () => {
    const values = Array.from(levelValues(16))
    const nearest = wanted.map(x => values.reduce((best, v) => (Math.abs(v - x) < Math.abs(best - x) ? v : best)))
    for (const solver of [
      undefined,
      simulatedQuantumAnnealing({ sweeps: 200, slices: 4, moves: ['local'] }),
      robustEnsemble({ sweeps: 200, replicas: 4 }),
      simulatedAnnealing({ sweeps: 300 }),
    ]) {
      const { projection } = connected(5)
      const found = await anneal(projection, { objective: distance, seed: 1, reads: 4, ...(solver && { solver }) })
      assert.deepEqual(Array.from(found.weights), nearest)
      assert.equal(found.energy, distance(Float64Array.from(nearest)))
      assert.deepEqual(Array.from(await projection.read()), nearest)
    }
  })

  it('does what the brute force of all weights does, where synapses depend on each other', async () => {
    // Three synapses of four levels round 2, whose product should be 7 and whose sum should be small.
    const objective = ([a, b, c]: Float64Array) => Math.abs(a * b * c - 7) + 0.1 * (a + b + c)
    const values = Array.from(levelValues(4), v => 2 + 1.5 * v)
    const all = values.flatMap(a => values.flatMap(b => values.map(c => objective(Float64Array.of(a, b, c)))))
    const { projection } = connected(3)
    const { energy } = await anneal(projection, { objective, levels: 4, range: 1.5, centre: 2, seed: 2 })
    assert(Math.abs(energy - Math.min(...all)) < 1e-12, `${energy}, not ${Math.min(...all)}`)
  })

  it('is the same for a seed, and works on a network that has run and learns', async () => {
    const run = async () => {
      const { net, projection } = protocol({ pre: [[5], [5]], post: [[9], [9]], rules: stdp })
      await net.run(20)
      const objective = (w: Float64Array) => Math.abs(w[0] + w[1] - 0.4)
      const { solutions } = await anneal(projection, { objective, range: 0.5, centre: 0.5, seed: 7, reads: 2 })
      const written = await projection.read()
      await net.run(20)
      return [solutions.reads.map(({ energy }) => energy), Array.from(written)]
    }
    assert.deepEqual(await run(), await run())
  })

  it('refuses by name, and leaves the projection as it was', async () => {
    const { projection } = connected(5)
    const refused = async (options: AnnealOptions, message: RegExp) => {
      await assert.rejects(anneal(projection, options), message)
      assert.deepEqual(Array.from(await projection.read()), new Array(5).fill(0.25))
    }
    let calls = 0
    await refused(
      { objective: () => NaN },
      /anneal pre -> post: the objective must return a finite .* returned NaN for the weights/,
    )
    await refused({ objective: w => (calls++ < 500 ? distance(w) : NaN) }, /returned NaN/)
    await refused({ objective: () => Infinity }, /returned Infinity/)
    const later = (async () => 1) as unknown as () => number
    await refused({ objective: later }, /must return a number at once, and returned a promise/)
    await refused({ objective: 3 as unknown as () => number }, /objective must be a function of weights, got/)
    await refused({ objective: distance, levels: 3 as 2 }, /levels must be 2, 4, 8 or 16 .* got 3/)
    await refused({ objective: distance, range: -1 }, /range must be positive, got -1/)
    await refused({ objective: distance, depth: 3 } as AnnealOptions, /depth/)
  })

  it('refuses levels outside the bounds of the synapses before it looks for any', async () => {
    const { projection } = protocol({ pre: [[]], post: [[]], rules: stdp, connect: { bounds: [0, 1] } })
    let calls = 0
    await assert.rejects(
      anneal(projection, { objective: () => calls++ }),
      /-1 of synapse 0 is outside the bounds 0 \.\. 1/,
    )
    assert.equal(calls, 0)
  })

  it('refuses synapses that share one weight since the network runs, likewise', async () => {
    const { net, projection } = connected(3)
    await net.run(1)
    let calls = 0
    await assert.rejects(anneal(projection, { objective: () => calls++ }), /write weights of pre -> post: /)
    assert.equal(calls, 0)
    assert.deepEqual(Array.from(await projection.read()), [0.25, 0.25, 0.25])
  })
})
