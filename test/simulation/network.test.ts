import assert from 'node:assert/strict'
import { reference } from '../../sdk/engine/index.js'
import { neuron } from '../../sdk/model/index.js'
import { current, poisson, spikeTimes, uniform } from '../../sdk/network/index.js'
import { allToAll, smallWorld } from '../../sdk/network/topology/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network, type Group, type Network } from '../../sdk/simulation/index.js'

const leak = neuron({ name: 'leak', equations: 'dv/dt = -v/10', threshold: 'v > 1e6' })

function small(): { net: Network; cells: Group } {
  const net = network()
  return { net, cells: net.population('cells', 10, izhikevich()) }
}

describe('network', () => {
  it('reads as it is written in the design', async () => {
    const net = network({ seed: 42, dt: '0.5 ms' })
    const cortex = net.population('cortex', 100, izhikevich('RS'))
    net.connect(cortex, cortex, { topology: smallWorld({ k: 6, p: 0.02 }), weight: 8, delay: uniform('1 ms', '5 ms') })
    net.stimulate(cortex.slice(0, 80), poisson({ rate: '20 Hz', weight: 20 }))
    const spikes = net.record(cortex, 'spikes')
    await net.run('0.2 s')
    await net.run('100 ms')
    assert.equal(net.time, 300)
    assert.equal(spikes.to, 300)
    assert(spikes.count > 50)
    assert.equal(spikes.table().numRows(), spikes.count)
    assert.deepEqual(spikes.table().columnNames(), ['time', 'neuron', 'population'])
  })

  it('describes itself as plain data in compressed rows', () => {
    const { net, cells } = small()
    net.connect(cells.slice(0, 2), cells.slice(4, 6), { topology: allToAll(), weight: [1, 2, 3, 4], delay: '2 ms' })
    const { projections, populations, dt, seed } = structuredClone(net.describe())
    assert.equal(dt, 0.5)
    assert.equal(seed, 1)
    assert.equal(populations[0].name, 'cells')
    assert.deepEqual(projections[0], {
      pre: 'cells',
      post: 'cells',
      variable: 'v',
      offsets: Uint32Array.of(0, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4),
      targets: Uint32Array.of(4, 5, 4, 5),
      weights: Float64Array.of(1, 2, 3, 4),
      delays: 4,
    })
  })

  it('keeps synapses, weights and delays of a seed whatever else is in the network', () => {
    const build = (extra: boolean) => {
      const net = network({ seed: 9 })
      const a = net.population('a', 50, izhikevich())
      if (extra) net.stimulate(a, poisson({ rate: 3, weight: 1 }))
      net.connect(a, a, { topology: smallWorld({ k: 4, p: 0.2 }), weight: uniform(0, 1), delay: uniform(1, 4) })
      return net.describe().projections
    }
    assert.deepEqual(build(true), build(false))
  })

  it('records a slice with its neurons counted from its first', async () => {
    const { net, cells } = small()
    net.stimulate(cells, spikeTimes({ time: [1, 2, 3], neuron: [2, 5, 7] }, { weight: 200 }))
    const spikes = net.record(cells.slice(5, 8), 'spikes')
    const v = net.record(cells.slice(5, 7), 'v', { every: '2 ms' })
    await net.run(6)
    assert.equal(spikes.population, 'cells[5:8]')
    assert.deepEqual([...spikes.time], [2, 3])
    assert.deepEqual([...spikes.neuron], [0, 2])
    assert.deepEqual([...v.time], [0, 2, 4])
    assert.deepEqual([...v.neurons], [5, 6])
    assert.equal(v.values.length, 6)
    assert.equal(v.unit, 'mV')
  })

  it('is a Poisson process at each neuron: mean, variance and independence', async () => {
    const net = network({ seed: 4, dt: 0.5 })
    const counter = neuron({ equations: 'dv/dt = 0*v', threshold: 'v > 1e9' })
    const cells = net.population('cells', 2000, counter)
    net.stimulate(cells, poisson({ rate: '20 Hz', weight: 1 }))
    await net.run('1 s')
    const counts = await cells.read('v')
    const mean = counts.reduce((a, b) => a + b) / 2000
    const variance = counts.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 1999
    // 40,000 events: the mean has a standard error of .1, the variance one of .63.
    assert(Math.abs(mean - 20) < 0.4, `mean ${mean}`)
    assert(Math.abs(variance - 20) < 2.6, `variance ${variance}`)
    const neighbours =
      counts.subarray(1).reduce((sum, x, i) => sum + (x - mean) * (counts[i] - mean), 0) / 1999 / variance
    assert(Math.abs(neighbours) < 4 / Math.sqrt(2000), `correlation ${neighbours}`)
  })

  it('stops at an abort, keeps what was recorded and goes on when asked', async () => {
    const { net, cells } = small()
    net.stimulate(cells, 10)
    const spikes = net.record(cells, 'spikes')
    const stop = new AbortController()
    net.events.register('spike', ({ time }) => {
      if (time > 50) stop.abort()
    })
    await assert.rejects(net.run('10 s', { signal: stop.signal }), { name: 'AbortError' })
    const { time } = net
    const count = spikes.count
    assert(count > 0 && time > 50 && time < 200)
    await net.run(50)
    assert.equal(net.time, time + 50)
    assert(spikes.count > count)
  })

  it('runs on wasm in single precision unless another engine or precision is asked for', async () => {
    const infos = [
      {},
      { precision: 'double' },
      { sleep: 'off' },
      { engine: 'reference' },
      { engine: reference },
    ] as const
    const found = infos.map(async options => {
      const net = network(options)
      net.population('cells', 1, leak)
      await net.run(10)
      return [net.info!.engine, net.info!.precision, net.info!.awake]
    })
    assert.deepEqual(await Promise.all(found), [
      ['wasm', 'single', 0],
      ['wasm', 'double', 0],
      ['wasm', 'single', 1],
      ['reference', 'double', undefined],
      ['reference', 'double', undefined],
    ])
  })

  it('asks for no run beside a run', async () => {
    const { net } = small()
    const first = net.run(10)
    await assert.rejects(net.run(10), /run: the network is running; await the run before the next/)
    await assert.rejects(net.reset(), /reset: the network is running/)
    await first
  })

  const faults: [string, (net: Network, cells: Group) => unknown, RegExp][] = [
    [
      'an unknown option of network',
      () => network({ sed: 1 } as never),
      /network: unknown option "sed"; it has seed, dt, engine, precision, sleep, threads, recordLimit; did you mean "seed"\?/,
    ],
    ['a seed that is no whole number', () => network({ seed: 1.5 }), /seed must be a whole number, got 1\.5/],
    ['a step of zero', () => network({ dt: 0 }), /dt must be positive, got 0 ms/],
    ['an unknown engine', () => network({ engine: 'warp' }), /unknown engine "warp"; there are wasm, reference, gpu/],
    [
      'an engine that is none',
      () => network({ engine: {} as never }),
      /network: engine must be a name such as 'wasm' or an engine such as gpu\(.*\), got an object of another kind/,
    ],
    [
      'a precision that the engine does not have',
      () => network({ engine: 'reference', precision: 'single' }),
      /engine "reference" computes in double precision, not single; leave it out, or take engine "wasm"/,
    ],
    [
      'a precision that does not exist',
      () => network({ precision: 'half' as 'single' }),
      /wasm: unknown precision "half"; there are single, double/,
    ],
    [
      'a sleep that does not exist',
      () => network({ sleep: 'deep' as 'off' }),
      /wasm: unknown sleep "deep"; there are off, exact/,
    ],
    [
      'sleep on an engine that computes every neuron',
      () => network({ engine: 'gpu', sleep: 'exact' }),
      /engine "gpu" computes every neuron in every step; leave sleep out, or take engine "wasm"/,
    ],
    [
      'a precision beside an engine',
      () => network({ engine: reference, precision: 'double' }),
      /network: precision goes to the engine where the engine is an object, as wasm\(\{ precision: 'double' \}\)/,
    ],
    ['an infinite step', () => network({ dt: Infinity }), /network: dt: expected a time .* got Infinity/],
    [
      'a negative size',
      net => net.population('x', -1, izhikevich()),
      /population "x": size must be a positive whole number, got -1/,
    ],
    [
      'a name twice',
      net => net.population('cells', 1, izhikevich()),
      /population "cells": there is one of this name already/,
    ],
    ['no name', net => net.population('', 1, izhikevich()), /population: expected a name, got ""/],
    [
      'a neuron that is none',
      net => net.population('x', 1, izhikevich as never),
      /population "x": expected a neuron such as izhikevich\('RS'\)/,
    ],
    [
      'parameters for another size',
      net => net.population('x', 3, izhikevich()({ a: [1, 2] })),
      /population "x": a has 2 values for 3 neurons/,
    ],
    [
      'an unknown population',
      net => net.group('cell'),
      /unknown population "cell"; the network has cells; did you mean "cells"\?/,
    ],
    [
      'a slice outside',
      (_, cells) => cells.slice(5, 11),
      /cells\.slice\(5, 11\): expected whole numbers 0 <= from < to <= 10/,
    ],
    [
      'a rule that is none',
      (net, cells) => net.connect(cells, cells, { plasticity: {} } as never),
      /connect cells -> cells: plasticity must be a rule such as stdp\(\{ wMax: 2 \}\) or a list of rules, got an object/,
    ],
    [
      'an unknown option of connect',
      (net, cells) => net.connect(cells, cells, { weigth: 1 } as never),
      /unknown option "weigth"; it has topology, weight, delay, receptor, continuous, plasticity, bounds, dendriticDelay, formats; did you mean "weight"\?/,
    ],
    [
      'a negative delay',
      (net, cells) => net.connect(cells, cells, { delay: '-1 ms' }),
      /delay must not be negative, got -1 ms/,
    ],
    [
      'a delay in volts',
      (net, cells) => net.connect(cells, cells, { delay: '1 mV' as '1 ms' }),
      /delay: "1 mV" is a voltage, expected a time/,
    ],
    [
      'a weight that is not finite',
      (net, cells) => net.connect(cells, cells, { weight: NaN }),
      /weight: must be a finite number, got NaN/,
    ],
    [
      'weights of a wrong length',
      (net, cells) => net.connect(cells, cells, { weight: [1, 2] }),
      /weight: expected 90 numbers, one a synapse, got 2/,
    ],
    [
      'an odd k',
      (net, cells) => net.connect(cells, cells, { topology: smallWorld({ k: 3, p: 0 }) }),
      /k must be an even whole number, got 3/,
    ],
    ['k of the size', (net, cells) => net.connect(cells, cells, { topology: smallWorld({ k: 10, p: 0 }) }), /10/],
    [
      'p above one',
      (net, cells) => net.connect(cells, cells, { topology: smallWorld({ k: 2, p: 1.5 }) }),
      /p must lie in 0\.\.1, got 1\.5/,
    ],
    [
      'a receptor that does not exist',
      (net, cells) => net.connect(cells, cells, { receptor: 'ampa' }),
      /unknown receptor "ampa"; there are delta, pulse/,
    ],
    [
      'a pulse without a current',
      net => {
        const p = net.population('p', 2, leak)
        net.connect(p, p, { receptor: 'pulse' })
      },
      /receptor "pulse" adds to I, but the equations of population "p" have no I/,
    ],
    [
      'neurons of another network',
      (_, cells) => network().connect(cells, cells),
      /population "cells" is not of this network; it has none/,
    ],
    [
      'a stimulus that is none',
      (net, cells) => net.stimulate(cells, 'strong' as never),
      /current: expected a number, in mV\/ms, got "strong"/,
    ],
    [
      'a current that is not finite',
      (net, cells) => net.stimulate(cells, NaN),
      /current: expected a finite number, got NaN/,
    ],
    [
      'currents of a wrong length',
      (net, cells) => net.stimulate(cells, current([1, 2])),
      /current: expected 10 numbers, one a neuron, got 2/,
    ],
    [
      'a negative rate',
      (net, cells) => net.stimulate(cells, poisson({ rate: -1, weight: 1 })),
      /poisson: rate must not be negative, got -1 Hz/,
    ],
    [
      'spikes for a neuron outside',
      (net, cells) => net.stimulate(cells, spikeTimes({ time: [1], neuron: [10] }, { weight: 1 })),
      /spikeTimes: neuron 0 is 10, outside 0 \.\. 9/,
    ],
    [
      'a variable that does not exist',
      (net, cells) => net.record(cells, 'w'),
      /population "cells" has no "w"; it has spikes, rate, v, u, a, b/,
    ],
    [
      'a sampling off the grid',
      (net, cells) => net.record(cells, 'v', { every: '0.7 ms' }),
      /every must be a multiple of dt = 0\.5 ms, got 0\.7 ms/,
    ],
  ]
  for (const [what, act, message] of faults) {
    it(`refuses ${what}`, () => {
      const { net, cells } = small()
      assert.throws(
        () => act(net, cells),
        error => {
          assert(error instanceof RangeError)
          assert.match(error.message, message)
          return true
        },
      )
    })
  }

  it('refuses while running what it cannot do', async () => {
    const { net, cells } = small()
    await assert.rejects(network().run(1), /run: the network is empty; add a population first/)
    await assert.rejects(net.run(-1), /run: duration must not be negative, got -1/)
    await assert.rejects(net.run('1 mV' as '1 ms'), /run: duration: "1 mV" is a voltage/)
    await assert.rejects(net.run(1, { sginal: 1 } as never), /run: unknown option "sginal"; it has signal/)
    await net.run(1)
    assert.throws(
      () => net.population('more', 1, izhikevich()),
      /population "more": the network has run, or was read; .* net\.reset\(\)/,
    )
    assert.throws(() => net.connect(cells, cells), /the network has run/)
    await assert.rejects(cells.write('v', [1, 2]), /write v: expected 10 numbers for cells, got 2/)
    await assert.rejects(cells.write('v', NaN), /write v: must be a finite number, got NaN/)
    await assert.rejects(cells.read('w'), /population "cells": unknown variable "w"; it has v, u/)
    net.stimulate(
      cells,
      current(() => NaN),
    )
    await assert.rejects(net.run(1), /population "cells": current gave NaN for neuron 0 at 1 ms/)
  })
})
