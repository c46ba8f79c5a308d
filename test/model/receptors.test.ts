import assert from 'node:assert/strict'
import { alpha, conductance, exponential, neuron, nmda, type Receptor } from '../../sdk/model/index.js'
import { lif } from '../../sdk/neurons/index.js'
import { spikeTimes } from '../../sdk/network/index.js'
import { network } from '../../sdk/simulation/index.js'

/** A cell whose voltage is held at a value, and whose `charge` counts what reaches I, in pA ms. */
const clamped = (v: number) =>
  neuron({ equations: 'dv/dt = 0*v; dcharge/dt = I', initial: { v }, method: 'heun', units: { I: 'pA' } })

/** What a spike of weight 3 at t = 1 ms gives: the variable of the receptor and the current, at each ms. */
async function response(receptor: Receptor, weight = 3, v = -60, dt = 0.05, duration = 60) {
  const net = network({ dt, engine: 'reference' })
  const cells = net.population('cells', 1, clamped(v)({}, { receptors: { r: receptor } }))
  net.stimulate(cells, spikeTimes({ time: [1], neuron: [0] }, { weight, receptor: 'r' }))
  const g = net.record(cells, 'r')
  const charge = net.record(cells, 'charge')
  await net.run(duration)
  const at = (t: number) => Math.round(t / dt)
  return {
    g: (t: number) => g.values[at(1 + t)],
    /** Mean current around a time. */
    current: (t: number) => (charge.values[at(1 + t) + 1] - charge.values[at(1 + t) - 1]) / (2 * dt),
    charge: () => charge.values.at(-1)!,
    peak: () => Math.max(...g.values),
  }
}

const close = (a: number, b: number, tolerance: number) =>
  assert(Math.abs(a - b) <= tolerance * (1e-9 + Math.abs(b)), `${a}, not ${b}`)

describe('receptors', () => {
  it('exponential: w e^(-t/tau), added to I', async () => {
    const { g, current } = await response(exponential({ tau: 5 }))
    for (const t of [0.5, 5, 20]) {
      close(g(t), 3 * Math.exp(-t / 5), 1e-4)
      close(current(t), 3 * Math.exp(-t / 5), 1e-4)
    }
  })

  it('alpha: w (t/tau) e^(1 - t/tau), with its peak w at tau', async () => {
    const { g, peak } = await response(alpha({ tau: '4 ms' }))
    for (const t of [0.5, 4, 20]) close(g(t), 3 * (t / 4) * Math.exp(1 - t / 4), 1e-4)
    close(peak(), 3, 1e-4)
  })

  it('conductance: g (E - v), exponential or alpha', async () => {
    const plain = await response(conductance({ tau: 10, reversal: '-80 mV' }))
    close(plain.g(10), 3 / Math.E, 1e-5)
    close(plain.current(10), (3 / Math.E) * -20, 1e-4)
    const slow = await response(conductance({ tau: 10, reversal: 0, shape: 'alpha' }))
    close(slow.g(10), 3, 1e-4)
    close(slow.current(10), 3 * 60, 1e-4)
  })

  it('nmda: the difference of two exponentials with peak w, blocked by magnesium', async () => {
    const block = (v: number, mg: number) => 1 / (1 + (mg / 3.57) * Math.exp(-0.062 * v))
    const [rise, decay] = [2, 30]
    const top = (Math.log(decay / rise) * rise * decay) / (decay - rise)
    const shape = (t: number) => Math.exp(-t / decay) - Math.exp(-t / rise)
    for (const [v, magnesium] of [
      [-60, 1],
      [-20, 1],
      [-60, 0.2],
    ]) {
      const { g, current } = await response(nmda({ tauRise: rise, tau: decay, magnesium }), 3, v)
      for (const t of [0.5, 2, 20]) {
        close(g(t), (3 * shape(t)) / shape(top), 1e-3)
        close(current(t), g(t) * (0 - v) * block(v, magnesium), 1e-3)
      }
    }
    // Jahr & Stevens: half is blocked by 1 mmol/l near -20.5 mV.
    close(block(-20.53, 1), 0.5, 1e-3)
  })

  it('are solved exactly with a leaky cell: the closed form of an exponential current', async () => {
    for (const tau of [2, 10, 25]) {
      const cell = lif({}, { receptors: { syn: exponential({ tau }) }, initial: { v: -60 } })
      assert.equal(cell.model.method, 'exact')
      const net = network({ dt: 0.5, engine: 'reference' })
      const cells = net.population('cells', 1, cell)
      net.stimulate(cells, spikeTimes({ time: [0], neuron: [0] }, { weight: '50 pA', receptor: 'syn' }))
      const v = net.record(cells, 'v')
      await net.run(20)
      const [E, v0, R] = [-65, -60, 0.1]
      for (const k of [1, 7, 30]) {
        const t = 0.5 * k
        const driven =
          tau === 10 ? (t / 10) * Math.exp(-t / 10) : (tau / (tau - 10)) * (Math.exp(-t / tau) - Math.exp(-t / 10))
        close(v.values[k], E + (v0 - E) * Math.exp(-t / 10) + R * 50 * driven, 1e-12)
      }
    }
  })

  it('bring parameters that variants change, with their kind', () => {
    const cell = lif({}, { receptors: { ampa: exponential({ tau: 5 }), gaba: conductance({ tau: 10, reversal: -80 }), slow: nmda() } }) // prettier-ignore
    const { model } = cell({ tau_ampa: '3 ms', E_gaba: '-70 mV', Mg_slow: 2, tauRise_slow: 1, tau: 20 })
    const { tau_ampa, tau_gaba, E_gaba, Mg_slow, tauRise_slow, tau } = model.parameters
    assert.deepEqual([tau_ampa, tau_gaba, E_gaba, Mg_slow, tauRise_slow, tau], [3, 10, -70, 2, 1, 20])
    // @ts-expect-error a voltage is no time
    assert.throws(() => cell({ tau_ampa: '3 mV' }), /parameter tau_ampa: "3 mV" is a voltage, expected a time/)
    // @ts-expect-error there is no such receptor
    assert.throws(() => cell({ tau_nmda: 3 }), /unknown parameter "tau_nmda".*did you mean "tau_ampa"\?/)
    assert.deepEqual(model.receptors, { ampa: 'ampa', gaba: 'gaba', slow: 'slow_rise' })
    assert.equal(model.units.gaba, 'nS')
    assert.equal(model.units.slow_rise, 'nS')
    assert.equal(model.units.ampa, 'pA')
    assert.equal(model.units.tau_gaba, 'ms')
  })

  it('choose the method that suits them, unless one is named', () => {
    const of = (receptor: Receptor) => lif({}, { receptors: { r: receptor } }).model.method
    assert.equal(of(alpha({ tau: 3 })), 'exact')
    assert.equal(of(conductance({ tau: 3, reversal: 0 })), 'exponential-euler')
    assert.equal(of(nmda()), 'euler')
    const exact = neuron({ equations: 'dv/dt = -v + I', method: 'exact' })
    assert.throws(
      () => exact({}, { receptors: { r: conductance({ tau: 3, reversal: 0 }) } }),
      /with these receptors method "exact" needs equations that are linear in their variables \(dv\/dt\)/,
    )
  })

  it('add to every I, in lines and conditions too, and to one another', async () => {
    const cell = neuron({
      equations: 'dv/dt = drive + I\ndrive = 2*I',
      threshold: { spike: 'v > 1e9', driven: 'I > 4' },
      receptors: { a: exponential({ tau: 1e9 }), b: exponential({ tau: 1e9 }) },
      method: 'euler',
    })
    const net = network({ dt: 1, engine: 'reference' })
    const cells = net.population('cells', 1, cell)
    net.stimulate(cells, 1)
    for (const receptor of ['a', 'b'])
      net.stimulate(cells, spikeTimes({ time: [1], neuron: [0] }, { weight: 2, receptor }))
    const driven = net.record(cells, 'driven')
    await net.run(2)
    close((await cells.read('v'))[0], 3 * 1 + 3 * 5, 1e-8)
    assert.deepEqual([...driven.time], [1])
  })

  it('are refused where they do not fit', () => {
    const of = (equations: string, name: string, receptor: unknown) => () =>
      neuron({ name: 'cell', equations, receptors: { [name]: receptor as Receptor } })
    const ampa = exponential({ tau: 5 })
    assert.throws(of('dv/dt = -v', 'ampa', ampa), /receptor "ampa" adds to I, but the equations mention no I; write it/)
    assert.throws(
      of('dv/dt = I; dampa/dt = 0', 'ampa', ampa),
      /"ampa" is there already; give the receptor another name/,
    )
    assert.throws(of('dv/dt = I*v', 'delta', ampa), /"delta" is there already/)
    assert.throws(
      of('dv/dt = I', 'exp', ampa),
      /receptor "exp": the name cannot be that of a receptor: it is a function/,
    )
    assert.throws(of('dv/dt = I', 'a b', ampa), /it is no word/)
    assert.throws(of('dv/dt = I', 'a', 5), /expected a receptor such as exponential\(\{ tau: 5 \}\), got the number 5/)
    assert.throws(
      of('dw/dt = I', 'a', conductance({ tau: 1, reversal: 0 })),
      /needs the variable v; the equations have w/,
    )
    assert.throws(() => exponential({ tau: 0 }), /exponential: tau must be positive, got 0 ms/)
    assert.throws(() => exponential({ tua: 1 } as never), /unknown option "tua"; it has tau; did you mean "tau"\?/)
    assert.throws(
      () => conductance({ tau: 1, reversal: 0, shape: 'beta' as 'alpha' }),
      /unknown shape "beta"; there are/,
    )
    assert.throws(() => nmda({ tauRise: 100 }), /nmda: tauRise must be below tau, 100 ms, got 100 ms/)
    assert.throws(() => nmda({ magnesium: -1 }), /magnesium must be 0 mmol\/l or more, got -1/)
  })
})
