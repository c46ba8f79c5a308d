import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { rates } from '../../sdk/analysis/index.js'
import * as circuits from '../../sdk/circuits/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network, type Group, type Network } from '../../sdk/simulation/index.js'
import { engines, quietly } from '../engine/engines.js'

type Build = (net: Network) => { readonly cells: Group }

/** Every circuit at a size that every engine can run, with its published step. */
const small: Record<string, { build: Build; dt: number }> = {
  izhikevich2003: { build: net => circuits.izhikevich2003(net, { size: 50 }), dt: 1 },
  cuba: { build: net => circuits.cuba(net, { size: 200 }), dt: 0.1 },
  coba: { build: net => circuits.coba(net, { size: 200 }), dt: 0.1 },
  cobahh: { build: net => circuits.cobahh(net, { size: 100 }), dt: 0.1 },
  brunel2000: { build: net => circuits.brunel2000(net, { size: 250, inputs: 100, weight: '1 mV' }), dt: 0.1 },
  smallWorld: { build: net => circuits.smallWorld(net, { size: 100, drive: '20 Hz' }), dt: 0.5 },
}
const steps = 150

async function run({ build, dt }: (typeof small)[string], engine: (typeof engines)[number]['engine']) {
  const net = network({ dt, engine, seed: 3 })
  const { cells } = build(net)
  const spikes = net.record(cells, 'spikes')
  await quietly(() => net.run(steps * dt))
  return Array.from(spikes.time, (t, j) => `${t.toFixed(3)} ${spikes.neuron[j]}`)
}

for (const { name, engine, precision } of engines) {
  describe(`ready networks on ${name}`, function () {
    this.timeout(60_000)
    for (const [circuit, how] of Object.entries(small)) {
      it(`${circuit} fires as on the reference`, async () => {
        const [found, expected] = [await run(how, engine), await run(how, engines[0].engine)]
        assert(expected.length > 10, `${expected.length} spikes`)
        if (precision === 'double') assert.deepEqual(found, expected)
        else {
          const common = new Set(expected)
          const share = found.filter(spike => common.has(spike)).length / Math.max(found.length, expected.length)
          assert(share > 0.9, `${share} of ${expected.length} spikes are the same`)
        }
      })
    }
  })
}

describe('ready networks', () => {
  it('have four excitatory cells of five, first, and their two parts', () => {
    for (const build of [circuits.cuba, circuits.coba, circuits.cobahh]) {
      const { cells, excitatory, inhibitory } = build(network({ dt: 0.1 }), { size: 11, name: 'crowd' })
      assert.deepEqual([cells.size, excitatory.size, inhibitory.size], [11, 9, 2])
    }
  })

  it('keep the mean number of inputs when they are smaller', () => {
    for (const size of [500, 2000]) {
      const net = network({ dt: 0.1 })
      circuits.cuba(net, { size })
      const inputs = net.describe().projections.map(({ targets }) => targets.length / size)
      assert(Math.abs(inputs[0] - 64) < 3 && Math.abs(inputs[1] - 16) < 1.5, inputs.join())
    }
  })

  it('give each cell of Brunel exactly its inputs, distinct unless asked otherwise, and none from itself', () => {
    for (const repeats of [false, true]) {
      const net = network({ dt: 0.1 })
      circuits.brunel2000(net, { size: 500, inputs: 80, repeats })
      const pairs: string[] = []
      const inputs = new Uint32Array(500)
      for (const { offsets, targets } of net.describe().projections)
        for (let pre = 0; pre < 500; pre++)
          for (let k = offsets[pre]; k < offsets[pre + 1]; k++) {
            assert.notEqual(targets[k], pre)
            inputs[targets[k]]++
            pairs.push(`${pre} ${targets[k]}`)
          }
      assert.deepEqual(new Set(inputs), new Set([100]))
      assert.equal(new Set(pairs).size < pairs.length, repeats)
    }
  })

  it("drive Brunel's cells at eta times the rate that just reaches the threshold", () => {
    for (const [eta, rate] of [
      [1, 10_000],
      [2, 20_000],
      [0.9, 9000],
    ]) {
      const net = network({ dt: 0.1 })
      circuits.brunel2000(net, { size: 50, inputs: 5, eta })
      const [input] = net.describe().inputs
      assert(input.kind === 'poisson' && typeof input.rate === 'number')
      assert(Math.abs(input.rate - rate) < 1e-9, `${input.rate} Hz`)
    }
  })

  it('take the weights, the neuron and the drive that they are given', async () => {
    const weights = (net: Network) => net.describe().projections.map(({ weights }) => [weights].flat()[0] as number)
    const net = network({ dt: 0.1 })
    circuits.coba(net, { size: 20, p: 1, excitation: '5 nS', inhibition: 60 })
    assert.deepEqual(weights(net), [5, 60])
    const silent = network()
    const { cells } = circuits.smallWorld(silent, { size: 50, drive: 0, neuron: izhikevich('FS'), delay: '2 ms' })
    const spikes = silent.record(cells, 'spikes')
    await silent.run(100)
    assert.equal(spikes.count, 0)
    assert.equal(silent.describe().populations[0].model.parameters.a, 0.1)
  })

  it('hardly change their rate with their size', async () => {
    const rateOf = async (size: number) => {
      const net = network({ dt: 0.1, seed: 1 })
      const { cells } = circuits.cuba(net, { size })
      const spikes = net.record(cells, 'spikes')
      await net.run(500)
      return rates(spikes).reduce((sum, rate) => sum + rate, 0) / size
    }
    for (const size of [1000, 8000]) {
      const rate = await rateOf(size)
      assert(rate > 4.5 && rate < 7.5, `${size} cells: ${rate} Hz`)
    }
  })

  it('name what is wrong', () => {
    const refused: [(net: Network) => unknown, RegExp][] = [
      [
        net => circuits.cuba(net, { sise: 5 } as object),
        /cuba: unknown option "sise"; it has .*; did you mean "size"\?/,
      ],
      [net => circuits.coba(net, { size: 4 }), /coba: size must be a whole number of at least 5, .*, got 4/],
      [net => circuits.cobahh(net, { size: 10.5 }), /cobahh: size must be a whole number .*, got 10\.5/],
      [net => circuits.cuba(net, { size: 10, p: 1.5 }), /p must .*1\.5/],
      [net => circuits.cuba(net, { size: 10, excitation: '6 nS' as '6 mV' }), /6 nS/],
      [net => circuits.brunel2000(net, { g: -1 }), /brunel2000: g must not be negative, got -1/],
      [net => circuits.brunel2000(net, { eta: -2 }), /brunel2000: eta must not be negative, got -2/],
      [net => circuits.brunel2000(net, { eta: NaN }), /brunel2000: eta must not be negative, got NaN/],
      [net => circuits.brunel2000(net, { weight: 0 }), /brunel2000: weight must be positive, got 0 mV/],
      [
        net => circuits.brunel2000(net, { size: 100 }),
        /brunel2000: 1000 excitatory inputs .* raise size or lower inputs/,
      ],
      [net => circuits.brunel2000(net, { inhibition: 1 } as object), /brunel2000: unknown option "inhibition"/],
      [net => circuits.izhikevich2003(net, { size: 0 }), /izhikevich2003: size must be .*, got 0/],
      [net => circuits.izhikevich2003(net, { excitation: NaN }), /NaN/],
      [net => circuits.izhikevich2003(net, { excitatoryNoise: -1 }), /sigma must not be negative, got -1/],
      [net => circuits.smallWorld(net, { size: 10, k: 5 }), /k must be an even whole number/],
      [net => circuits.smallWorld(net, { size: 10, q: 5 } as object), /smallWorld: unknown option "q"/],
    ]
    for (const [build, message] of refused) assert.throws(() => build(network({ dt: 0.1 })), message)
  })

  it('stand in docs/circuits.md, each with its source', async () => {
    const page = await readFile('docs/circuits.md', 'utf8')
    for (const name of Object.keys(circuits)) assert(page.includes(`| \`${name}\` |`), `${name} is missing`)
  })
})
