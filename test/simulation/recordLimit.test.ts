import assert from 'node:assert/strict'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network, type NetworkOptions } from '../../sdk/simulation/index.js'

function build(recordLimit?: NetworkOptions['recordLimit']) {
  const net = network({ recordLimit })
  const cells = net.population('cells', 100, izhikevich())
  net.stimulate(cells, 10)
  return { net, cells }
}

describe('the memory of recordings', () => {
  it('is known before the run, which is refused before its first step', async () => {
    const { net, cells } = build('100 kB')
    const v = net.record(cells, 'v')
    // 100 neurons and a time, 8 bytes each, twice a ms.
    await net.run(61)
    assert.equal(v.count, 122)
    await assert.rejects(
      net.run('1 ms'),
      /^RangeError: run: recording v of cells would take 100 kB \(100,192 bytes\), more than recordLimit = 100 kB \(100,000 bytes\); record fewer neurons \(slice\), or less often .*, or raise net\.recordLimit$/,
    )
    assert.equal(net.time, 61)
    net.recordLimit = '1 MB'
    await net.run(1)
    assert.equal(v.count, 124)
  })

  it('is that of all recordings together, and the largest is named', async () => {
    const { net, cells } = build(100_000)
    net.record(cells.slice(0, 50), 'v')
    net.record(cells, 'u')
    net.record(cells, 'rate', { every: 1 })
    await assert.rejects(
      net.run(50),
      /recording u of cells would take 80\.8 kB \(80,800 bytes\) and all 3 recordings 122 kB/,
    )
    await net.run(30)
  })

  it('counts weights', async () => {
    const { net, cells } = build('10 kB')
    const projection = net.connect(cells, cells)
    net.record(projection, 'weight', { every: '10 ms' })
    await assert.rejects(net.run(1), /recording weight of cells -> cells would take 79\.2 kB.*record fewer synapses/)
  })

  it('is 1 GiB where nothing is said, and never taken before it is known to fit', async () => {
    const { net, cells } = build()
    assert.equal(net.recordLimit, 2 ** 30)
    net.record(cells, 'v')
    await assert.rejects(net.run('1000 min'), /recording v of cells would take 97 GB/)
  })

  it('stops a run at too many spikes, with everything kept', async () => {
    const { net, cells } = build('12 kB')
    const spikes = net.record(cells, 'spikes')
    await assert.rejects(
      net.run('1 min'),
      /run: stopped at \d+(\.5)? ms, with all that was recorded: recording spikes of cells take.* more than recordLimit = 12 kB/,
    )
    assert(spikes.count > 1000 && net.time < 60_000)
    assert.equal(spikes.to, net.time)
    const { time } = net
    await assert.rejects(net.run(1), /recording spikes of cells would take/)
    assert.equal(net.time, time)
    spikes.clear()
    await net.run(1)
    assert.equal(spikes.from, time)
  })

  it('holds for recordings that begin in a run', async () => {
    const { net, cells } = build('100 kB')
    net.events.register('look', () => void net.record(cells, 'v'))
    net.events.dispatch({ type: 'look', time: 10 })
    await assert.rejects(net.run(100), /recording v of cells would take 145 kB/)
    assert.equal(net.time, 10)
  })

  it('may be unlimited, and is an amount of memory', () => {
    assert.equal(build(Infinity).net.recordLimit, Infinity)
    assert.equal(build('1.5 GiB').net.recordLimit, 1.5 * 2 ** 30)
    for (const wrong of [-1, NaN, '5', '2 ms', 'GB'])
      assert.throws(() => build(wrong as never), /network: recordLimit: expected bytes or a string such as '2 GB'/)
  })
})
