import assert from 'node:assert/strict'
import { populationRate, rates } from '../../sdk/analysis/index.js'
import { neuron } from '../../sdk/model/index.js'
import { poissonSource, spikeTimes } from '../../sdk/network/index.js'
import { allToAll } from '../../sdk/network/topology/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import * as plot from '../../sdk/plot/index.js'
import { network, type NeuronEvent, type SpikeRecording, type StateRecording } from '../../sdk/simulation/index.js'

/** Neuron i of ten fires at 1, 2, 3 ... ms: i once, and again 10 ms later. */
function ticking() {
  const net = network({ dt: 0.5 })
  const cells = net.population('cells', 10, izhikevich())
  const neurons = Array.from({ length: 20 }, (_, j) => j % 10)
  net.stimulate(cells, spikeTimes({ time: neurons.map((_, j) => j + 1), neuron: neurons }, { weight: 200 }))
  return { net, cells }
}

/** Rises by 1 a ms; `up` at 2, a spike at 4. */
const steps = neuron({
  equations: 'dv/dt = 1',
  threshold: { spike: 'v >= 4', up: 'v >= 2 and v < 2.5' },
  reset: { spike: 'v = 0' },
  method: 'euler',
  frozen: [],
})

describe('spikes recorded', () => {
  it('are cut to a time, half open, and keep within what was recorded', async () => {
    const { net, cells } = ticking()
    const spikes = net.record(cells, 'spikes')
    await net.run(30)
    const part = spikes.slice('2 ms', 5)
    assert.deepEqual([...part.time], [2, 3, 4])
    assert.deepEqual([part.from, part.to, part.n, part.count], [2, 5, 10, 3])
    assert.deepEqual([...spikes.slice(15).time], [15, 16, 17, 18, 19, 20])
    assert.deepEqual([spikes.slice(20, 100).to, spikes.slice(40, 100).from], [30, 30])
    assert.deepEqual([...part.slice(3, 4).time], [3])
  })

  it('on the grid belong to the slice that begins there, whatever rounding does', async () => {
    const net = network({ dt: '0.1 ms' })
    const cells = net.population('cells', 1, neuron({ equations: 'dv/dt = 0*v', threshold: 'v > 1', reset: 'v = 0' }))
    const times = Array.from({ length: 40 }, (_, j) => Number(((j + 1) * 0.5).toFixed(1)))
    net.stimulate(cells, spikeTimes({ time: times, neuron: times.map(() => 0) }, { weight: 300 }))
    const spikes = net.record(cells, 'spikes')
    await net.run(21)
    assert.equal(spikes.count, 40)
    for (const t of times) assert.equal(spikes.slice(t, t + 0.25).count, 1, `${t}`)
  })

  it('of some neurons are counted anew, and know who they are', async () => {
    const { net, cells } = ticking()
    const spikes = net.record(cells.slice(2, 9), 'spikes')
    await net.run(30)
    const some = spikes.of([5, 0])
    assert.deepEqual([...some.neurons], [7, 2])
    assert.deepEqual([...some.time], [3, 8, 13, 18])
    assert.deepEqual([...some.neuron], [1, 0, 1, 0])
    assert.deepEqual([...rates(some)], [2 / 0.03, 2 / 0.03])
    const group = spikes.of(cells.slice(3, 5))
    assert.deepEqual([group.population, ...group.neurons], ['cells[3:5]', 3, 4])
    assert.deepEqual([...group.time], [4, 5, 14, 15])
    assert.deepEqual([...spikes.of(6).time], [9, 19])
    assert.deepEqual([...some.of(1).slice(10).time], [13])
    await plot.raster(some).svg()
    assert.deepEqual(some.table().columnNames(), ['time', 'neuron', 'population'])
  })

  it('of one step stay in the order of neurons, in whatever order these are asked for', async () => {
    const net = network()
    const cells = net.population('cells', 3, izhikevich())
    net.stimulate(cells, spikeTimes({ time: [1, 1, 1], neuron: [0, 1, 2] }, { weight: 200 }))
    const spikes = net.record(cells, 'spikes')
    await net.run(3)
    assert.deepEqual([...spikes.of([2, 0, 1]).neuron], [0, 1, 2])
  })

  it('do not change when the recording grows or begins anew', async () => {
    const { net, cells } = ticking()
    const spikes = net.record(cells, 'spikes')
    const v = net.record(cells, 'v')
    await net.run(6)
    const before = [spikes.time, spikes.neuron, v.time, v.values, spikes.slice(2, 4).time, v.of(1).values]
    const copies = before.map(array => array.slice())
    const ends = [spikes.slice(0).to, v.slice(0).count]
    await net.run(10)
    await net.reset()
    await net.run(10)
    assert.deepEqual(before, copies)
    assert.deepEqual(ends, [6, 12])
    assert.throws(() => Object.assign(spikes.slice(0), { to: 5 }), TypeError)
  })

  it('can be forgotten', async () => {
    const { net, cells } = ticking()
    const [spikes, v, rate] = [
      net.record(cells, 'spikes'),
      net.record(cells, 'v'),
      net.record(cells, 'rate', { every: 2 }),
    ]
    await net.run(10)
    for (const recording of [spikes, v, rate]) recording.clear()
    await net.run(4)
    assert.deepEqual([spikes.from, spikes.to, ...spikes.time], [10, 14, 10, 11, 12, 13])
    assert.deepEqual([v.time[0], v.count], [10, 8])
    assert.deepEqual([...rate.time], [11, 13])
    assert.deepEqual([...rate.values], [100, 100])
  })
})

describe('states recorded', () => {
  it('are cut to a time and to neurons', async () => {
    const { net, cells } = ticking()
    const v = net.record(cells.slice(2, 6), 'v', { every: 1 })
    await net.run(20)
    const part = v.slice(5, '8 ms').of([3, 1])
    assert.deepEqual([...part.time], [5, 6, 7])
    assert.deepEqual([...part.neurons], [5, 3])
    assert.deepEqual(
      [...part.values],
      [5, 6, 7].flatMap(row => [v.values[row * 4 + 3], v.values[row * 4 + 1]]),
    )
    assert.deepEqual(v.of(cells.slice(3, 4)).values, v.of(1).values)
    assert.deepEqual(part.table().columnNames(), ['time', 'neuron', 'v'])
    assert.deepEqual(part.table().array('neuron'), [5, 3, 5, 3, 5, 3])
    await plot.trace(part).svg()
  })

  it('may be parameters', async () => {
    const net = network()
    const cells = net.population('cells', 2, izhikevich()({ a: [0.02, 0.1] }))
    const a = net.record(cells, 'a', { every: 1 })
    const b = net.record(cells, 'b', { every: 1 })
    await net.run(1)
    await cells.write('a', [0.5, 0.25])
    await cells.write('b', 0.25)
    await net.run(1)
    assert.deepEqual([...a.values], [0.02, 0.1, 0.5, 0.25])
    assert.deepEqual([...b.values], [0.2, 0.2, 0.25, 0.25])
  })
})

describe('other events of a model', () => {
  it('are recorded by their name and reach who listens', async () => {
    const net = network({ dt: 0.5 })
    net.population('first', 2, izhikevich())
    const cells = net.population('cells', 2, steps)
    const spikes = net.record(cells, 'spikes')
    const ups = net.record<SpikeRecording>(cells.slice(1), 'up')
    const heard: [string, number, string, number[]][] = []
    for (const type of ['spike', 'up']) {
      net.events.register(type, ({ type, time, population, neurons }: NeuronEvent) => {
        heard.push([type, time, population, [...neurons]])
      })
    }
    await net.run(5)
    assert.deepEqual([...spikes.time], [3.5, 3.5])
    assert.deepEqual([ups.event, ...ups.time, ...ups.neuron], ['up', 1.5, 0])
    assert.deepEqual(heard, [
      ['up', 1.5, 'cells', [0, 1]],
      ['spike', 3.5, 'cells', [0, 1]],
    ])
  })
})

describe('a rate recorded', () => {
  it('is the population rate of the spikes, bin by bin', async () => {
    const { net, cells } = ticking()
    const [spikes, rate] = [net.record(cells, 'spikes'), net.record(cells, 'rate', { every: '2 ms' })]
    await net.run(3)
    assert.deepEqual([rate.count, rate.to], [1, 2])
    await net.run(20)
    await net.run(1)
    const expected = populationRate(spikes, { bin: 2 })
    assert.deepEqual(rate.time, expected.time)
    assert.deepEqual(rate.values, expected.rate)
    assert.deepEqual([rate.from, rate.to, rate.bin, rate.n, rate.count], [0, 24, 2, 10, 12])
    assert.deepEqual(rate.table().columnNames(), ['time', 'rate'])
    const part = rate.slice(4, 8)
    assert.deepEqual([[...part.time], part.from, part.to], [[5, 7], 4, 8])
    assert.equal(await plot.rate(rate).svg(), await plot.rate(spikes, { bin: 2 }).svg())
    assert.match(plot.trace(part).alt, /^Trace of rate of cells: 100 to 100 Hz over 4 ms/)
    assert.throws(() => plot.rate(rate, { bin: 5 }), /bin is for spikes; a recorded rate has its own bins/)
  })

  it('has bins of about 10 ms where nothing is said', async () => {
    const net = network({ dt: 0.3 })
    const rate = net.record(net.population('cells', 1, izhikevich()), 'rate')
    assert.equal(rate.bin, 33 * 0.3)
  })

  it("gives way to a model's own rate", async () => {
    const net = network()
    const noise = net.population('noise', 2, poissonSource({ rate: 7 }))
    const rate = net.record<StateRecording>(noise, 'rate')
    await net.run(1)
    assert.deepEqual([...rate.values], [7, 7, 7, 7])
  })
})

describe('weights recorded', () => {
  it('are sampled, all or some', async () => {
    const net = network()
    const cells = net.population('cells', 4, izhikevich())
    const projection = net.connect(cells.slice(1, 3), cells.slice(2, 4), { topology: allToAll(), weight: [1, 2, 3, 4] })
    const all = net.record(projection, 'weight', { every: '1 ms' })
    const some = net.record(projection, 'weight', { every: 1, synapses: [2, 0] })
    await net.run(1)
    await projection.write([5, 6, 7, 8])
    await net.run(1)
    assert.deepEqual([...all.values], [1, 2, 3, 4, 5, 6, 7, 8])
    assert.deepEqual([...some.values], [3, 1, 7, 5])
    assert.deepEqual(
      [[...some.synapses], [...some.pre], [...some.post]],
      [
        [2, 0],
        [1, 0],
        [0, 0],
      ],
    )
    assert.deepEqual(some.table().columnNames(), ['time', 'pre', 'post', 'weight'])
    assert.deepEqual([...all.of(3).slice(1).values], [8])
    assert.deepEqual(some.labels, ['1 -> 0', '0 -> 0'])
    assert.match(plot.trace(some).alt, /^Trace of weight of cells\[1:3\] -> cells\[2:4\]: 1 to 7 mV over 2 ms/)
    await plot.trace(some).svg()
  })
})

describe('recording', () => {
  const faults: [string, (made: ReturnType<typeof ticking>) => unknown, RegExp][] = [
    ['an event that is none', ({ net, cells }) => net.record(cells, 'spike'), /population "cells" has no "spike".*did you mean "spikes"\?/],
    ['spikes of what has none', ({ net }) => net.record(net.population('x', 1, neuron({ equations: 'dv/dt = -v', threshold: { tick: 'v > 1' } })), 'spikes'), /record spikes of x: "neuron" has no event "spike", but tick; give the neuron a threshold/],
    ['a rate of what never fires', ({ net }) => net.record(net.population('x', 1, neuron({ equations: 'dv/dt = -v' })), 'rate'), /record rate of x: "neuron" has no event "spike"; give/],
    ['a rate off the grid', ({ net, cells }) => net.record(cells, 'rate', { every: 0.7 }), /record rate of cells: every must be a multiple of dt = 0\.5 ms, got 0\.7/],
    ['spikes every so often', ({ net, cells }) => net.record(cells, 'spikes', { every: 1 } as never), /option "every" is for what is sampled; spikes/],
    ['an unknown option', ({ net, cells }) => net.record(cells, 'v', { evry: 1 } as never), /record v of cells: unknown option "evry"; it has every/],
    ['what is not of a projection', ({ net, cells }) => net.record(net.connect(cells, cells), 'delay'), /record delay of cells -> cells: unknown variable "delay"; it has w/],
    ['a synapse outside', ({ net, cells }) => net.record(net.connect(cells, cells), 'weight', { synapses: [0, 90] }), /synapse 90 is outside 0 \.\. 89/],
    ['a projection of another network', ({ net }) => { const other = ticking(); net.record(other.net.connect(other.cells, other.cells), 'weight') }, /cells -> cells is not of this network; it has no projections/],
    ['nothing', ({ net }) => net.record(undefined as never, 'spikes'), /record: expected neurons, as net\.population/],
    ['neurons outside', ({ net, cells }) => net.record(cells, 'spikes').of([3, 10]), /of cells: index 10 is outside 0 \.\. 9/],
    ['a neuron twice', ({ net, cells }) => net.record(cells, 'v').of([3, 3]), /of cells: index 3 is given twice/],
    ['a group that was not recorded', ({ net, cells }) => net.record(cells.slice(0, 4), 'spikes').of(cells.slice(2, 6)), /neuron 4 of cells was not recorded; record all of cells\[2:6\]/],
    ['a group of others', ({ net, cells }) => net.record(cells, 'v').of(net.population('more', 1, izhikevich())), /of cells: expected neurons of cells, got more/],
    ['no neurons', ({ net, cells }) => net.record(cells, 'v').of('all' as never), /expected an index, an array of indices or a group, got "all"/],
    ['a slice that ends before it begins', ({ net, cells }) => net.record(cells, 'v').slice(5, 3), /slice of cells: expected from <= to, got 5 and 3 ms/],
    ['a slice in volts', ({ net, cells }) => net.record(cells, 'spikes').slice('1 mV' as never), /slice of cells: from: "1 mV" is a voltage/],
  ] // prettier-ignore
  for (const [what, act, message] of faults) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => act(ticking()),
        error => {
          assert(error instanceof RangeError, String(error))
          assert.match(error.message, message)
          return true
        },
      )
    })
  }
})
