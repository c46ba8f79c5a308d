import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compare } from '../../../sdk/analysis/index.js'
import { brunel2000, cuba, smallWorld as smallWorldCircuit } from '../../../sdk/circuits/index.js'
import { wasm } from '../../../sdk/engine/index.js'
import { neuron } from '../../../sdk/model/index.js'
import { current, poisson, spikeTimes, uniform } from '../../../sdk/network/index.js'
import { smallWorld } from '../../../sdk/network/topology/index.js'
import { adex, izhikevich, lif } from '../../../sdk/neurons/index.js'
import { load, network, type Network, type NetworkOptions } from '../../../sdk/simulation/index.js'

/** What a network fires, with everybody awake and with those near rest coasting. */
async function both(build: (net: Network) => void, options: NetworkOptions & { within?: number; duration?: number }) {
  const { within = 0.1, duration = 500, ...others } = options
  const [off, coasting] = await Promise.all(
    (['off', { within }] as const).map(async sleep => {
      const net = network({ ...others, sleep })
      build(net)
      const spikes = net.record(net.group('cells'), 'spikes')
      await net.run(duration)
      return { net, spikes }
    }),
  )
  return { off, coasting, difference: await compare(off.spikes, coasting.spikes) }
}

const kicked = (rate: number, size: number) => (net: Network) => {
  const { cells } = smallWorldCircuit(net, { size, weight: 2, delay: 1, drive: 0 })
  net.stimulate(cells, poisson({ rate, weight: 25 }))
}

describe('sleep within a bound', () => {
  for (const [rate, awake, dt] of [
    [0.16, 0.08, 1],
    [0.16, 0.08, 0.1],
    [2, 0.45, 1],
    [20, 1, 1],
  ] as const) {
    it(`changes next to nothing in a small world at ${rate} Hz, dt ${dt} ms`, async () => {
      const { difference, coasting } = await both(kicked(rate, 1000), { dt, duration: rate < 1 ? 2000 : 1000 })
      const [spikes] = difference.spikes
      assert(spikes > 250, `only ${spikes} spikes`)
      assert(difference.missed + difference.extra <= 0.002 * spikes, difference.text)
      assert(difference.shifted <= 0.01 * spikes && difference.largestShift <= 1, difference.text)
      assert(coasting.net.activity().mean < awake, `${coasting.net.activity().mean} awake`)
    })
  }

  it('changes no spike of CUBA, whose cells rest above their threshold and so never coast', async () => {
    const { difference, coasting } = await both(net => cuba(net, { size: 1000 }), { dt: 0.1, duration: 200 })
    assert(difference.spikes[0] > 500)
    assert.equal(difference.matched, difference.spikes[0])
    assert.equal(difference.shifted + difference.extra, 0)
    assert.equal(coasting.net.activity().now, 1)
  })

  it("changes no spike of Brunel's network: input of every step keeps all awake", async () => {
    const { difference, coasting } = await both(net => brunel2000(net, { size: 1000, inputs: 100, weight: 1 }), {
      dt: 0.1,
      duration: 200,
    })
    assert(difference.spikes[0] > 1000)
    assert.equal(difference.matched, difference.spikes[0])
    assert(difference.shifted <= 0.01 * difference.spikes[0], difference.text)
    assert(coasting.net.activity().mean > 0.5)
  })

  for (const [name, current] of [
    ['one current for all', 0],
    ['currents that differ', Float64Array.from({ length: 60 }, (_, i) => i / 60)],
  ] as const) {
    it(`is exact but for rounding where the equations are linear, with pulses and ${name}`, async () => {
      const cell = lif({ tau: 17 }, { refractory: 2 })
      const build = (net: Network) => {
        const cells = net.population('cells', 60, cell, { initial: { v: uniform(-70, -60) } })
        const topology = smallWorld({ k: 4, p: 0.2 })
        net.connect(cells, cells, { topology, weight: 6, delay: uniform(1, 4) })
        net.connect(cells, cells, { topology, weight: 5, delay: uniform(1, 4), receptor: 'pulse' })
        net.stimulate(cells, poisson({ rate: '4 Hz', weight: 16 }))
        net.stimulate(cells, current)
      }
      const { off, coasting, difference } = await both(build, { precision: 'double', dt: 0.5, duration: 1000 })
      assert(difference.spikes[0] > 100)
      assert.equal(
        difference.text,
        `${difference.spikes[0]} of ${difference.spikes[0]} spikes matched; 0 missed, 0 extra`,
      )
      assert(coasting.net.activity().mean < 0.6)
      const [v, w] = await Promise.all([off, coasting].map(({ net }) => net.group('cells').read('v')))
      v.forEach((x, i) => assert(Math.abs(x - w[i]) < 1e-9, `${x}, ${w[i]}`))
    })
  }

  for (const [name, kind] of [
    ['izhikevich', izhikevich('RS')],
    ['adex', adex()],
  ] as const) {
    for (const within of [0.02, 0.1, 0.5]) {
      it(`keeps v of ${name} within ${within} mV of what it would be, from wherever it coasts`, async () => {
        const run = async (sleep: 'off' | { within: number }) => {
          const net = network({ dt: 0.1, sleep, precision: 'double' })
          const cells = net.population('cells', 64, kind)
          // Each kick goes further than the one before, from down below to just short of the threshold.
          const weights = Float64Array.from({ length: 64 }, (_, i) => (i - 40) * 0.4)
          weights.forEach((weight, i) =>
            net.stimulate(cells.slice(i, i + 1), spikeTimes({ time: [50, 400], neuron: [0, 0] }, { weight })),
          )
          const v = net.record(cells, 'v')
          const spikes = net.record(cells, 'spikes')
          await net.run(500)
          return { v: v.values, spikes: spikes.count, mean: net.activity().mean }
        }
        const [off, coasting] = [await run('off'), await run({ within })]
        const worst = off.v.reduce((most, x, k) => Math.max(most, Math.abs(x - coasting.v[k])), 0)
        assert.equal(coasting.spikes, off.spikes)
        assert(worst <= within && worst > 0, `off by ${worst} mV`)
        assert(coasting.mean < 0.6, `${coasting.mean} awake`)
      })
    }
  }

  it('goes on the same, bit for bit, whatever is read, recorded, run in pieces, saved and loaded between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer({ min: 0, max: 1000 }),
          size: fc.integer({ min: 7, max: 80 }),
          dt: fc.constantFrom(0.1, 0.5, 1),
          precision: fc.constantFrom('single' as const, 'double' as const),
          pieces: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
          mixed: fc.boolean(),
        }),
        async ({ seed, size, dt, precision, pieces, mixed }) => {
          const build = () => {
            const net = network({ seed, dt, precision, sleep: { within: 0.1 } })
            const b = Float64Array.from({ length: size }, (_, i) => (mixed ? 0.2 - (i % 3) / 100 : 0.2))
            const cells = net.population('cells', size, izhikevich('RS'), { parameters: { b } })
            net.connect(cells, cells, { topology: smallWorld({ k: 4, p: 0.1 }), weight: 8, delay: uniform(1, 5) })
            net.connect(cells, cells, { topology: smallWorld({ k: 2, p: 0 }), weight: 5, receptor: 'pulse' })
            net.stimulate(cells, poisson({ rate: '3 Hz', weight: 25 }))
            if (mixed) net.stimulate(cells.slice(0, 3), 1)
            return net
          }
          const end = async (net: Network) => {
            const cells = net.group('cells')
            return { v: await cells.read('v'), u: await cells.read('u') }
          }
          const whole = build()
          const all = whole.record(whole.group('cells'), 'spikes')
          await whole.run(pieces.reduce((a, b) => a + b, 0))

          let net = build()
          const times: number[] = []
          const neurons: number[] = []
          for (const piece of pieces) {
            const spikes = net.record(net.group('cells'), 'spikes')
            net.record(net.group('cells').slice(0, 5), 'v')
            await net.run(piece)
            times.push(...spikes.time)
            neurons.push(...spikes.neuron)
            await net.group('cells').read('u')
            net = await load(await net.save())
          }
          assert.deepEqual(times, [...all.time])
          assert.deepEqual(neurons, [...all.neuron])
          assert.deepEqual(await end(net), await end(whole))
          assert.deepEqual(net.activity(), whole.activity())
        },
      ),
      { numRuns: 25 },
    )
  })

  it('follows what is written and stimulated while neurons sleep', async () => {
    const run = async (sleep: 'off' | { within: number }) => {
      const net = network({ sleep, precision: 'double' })
      const cells = net.population('cells', 20, lif({}, { initial: { v: -70 } }))
      await net.run(101)
      await cells.slice(3, 5).write('v', -55)
      await net.run(7)
      const input = net.stimulate(cells.slice(10, 14), 5)
      await net.run(33)
      await cells.write('E', -66)
      input.remove()
      await net.run(20)
      return cells.read('v')
    }
    const [off, coasting] = [await run('off'), await run({ within: 0.1 })]
    off.forEach((v, i) => assert(Math.abs(v - coasting[i]) < 1e-9, `neuron ${i}: ${v}, ${coasting[i]}`))
  })

  it('lets currents that change, noise, time and gap junctions keep neurons awake', async () => {
    const share = async (build: (net: Network) => void) => {
      const net = network({ sleep: { within: 0.1 } })
      build(net)
      await net.run(300)
      return net.activity().now
    }
    const cells = (net: Network, kind = lif()) => net.population('cells', 16, kind)
    const leak = { equations: 'dv/dt = -v/10', threshold: 'v > 1' }
    assert.equal(await share(net => cells(net)), 0)
    assert.equal(
      await share(net =>
        net.stimulate(
          cells(net),
          current(t => Math.sin(t)),
        ),
      ),
      1,
    )
    assert.equal(await share(net => net.stimulate(cells(net), 3)), 0)
    assert.equal(await share(net => cells(net, neuron({ ...leak, equations: 'dv/dt = -v/10 + xi' }))), 1)
    assert.equal(await share(net => cells(net, neuron({ ...leak, equations: 'dv/dt = -v/10 + sin(t)' }))), 1)
    assert(
      (await share(net => {
        const group = cells(net)
        net.stimulate(
          group.slice(0, 8),
          current(t => Math.sin(t)),
        )
        net.connect(group, group, {
          topology: smallWorld({ k: 2, p: 0 }),
          continuous: 'w*(v_pre - v_post)',
          weight: 0.1,
        })
      })) > 0.9,
    )
    // A current above the rheobase: there is no rest, so nobody coasts, and all fire.
    assert.equal(await share(net => net.stimulate(cells(net), 200)), 1)
  })

  it('says which share is awake, of the network and of its populations', async () => {
    const net = network({ sleep: { within: 0.1 } })
    net.population('quiet', 300, izhikevich('RS'))
    const busy = net.population('busy', 100, izhikevich('RS'))
    net.stimulate(busy, 10)
    assert.deepEqual(net.activity().populations.quiet, { now: 1, mean: 1 })
    await net.run('1 s')
    const { now, mean, populations } = net.activity()
    assert.equal(populations.quiet.now, 0)
    assert.equal(populations.busy.now, 1)
    assert.equal(now, 0.25)
    assert(mean > 0.25 && mean < 0.4)
    assert.match(net.info!.summary, /25 % of the neurons awake/)
  })

  it('is refused where it is no bound, and by engines that have no sleep', () => {
    assert.throws(() => wasm({ sleep: { within: 0 } }), /wasm: within must be a positive number, in mV, got 0/)
    assert.throws(() => wasm({ sleep: {} as { within: number } }), /within must be a positive number/)
    assert.throws(
      () => network({ sleep: 'deep' as 'off' }),
      /wasm: unknown sleep "deep"; there are off, exact, \{ within/,
    )
    assert.throws(
      () => network({ engine: 'reference', sleep: { within: 0.1 } }),
      /engine "reference" computes every neuron in every step; leave sleep out, or take engine "wasm"/,
    )
  })
})
