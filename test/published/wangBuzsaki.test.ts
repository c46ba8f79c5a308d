import assert from 'node:assert/strict'
import { network, neuron, pairwise, allToAll, rates, synchronyIndex, uniform } from '../../sdk/index.js'

/**
 * The interneurons of Wang & Buzsaki (1996, J Neurosci 16:6402), typed in from the section on methods: a cell whose
 * sodium activates at once, and synapses that open with the voltage of the cell before them (`s`). Per cm^2: uA, mS, uF.
 */
const interneuron = neuron({
  name: 'Wang-Buzsaki',
  equations: `
    dv/dt = (-gNa*minf^3*h*(v - ENa) - gK*n^4*(v - EK)
             - gL*(v - EL) + I)/Cm
    minf = am/(am + bm)
    am = 0.1*(v + 35)/(1 - exp(-0.1*(v + 35)))
    bm = 4*exp(-(v + 60)/18)
    dh/dt = phi*(ah*(1 - h) - bh*h)
    ah = 0.07*exp(-(v + 58)/20)
    bh = 1/(1 + exp(-0.1*(v + 28)))
    dn/dt = phi*(an*(1 - n) - bn*n)
    an = 0.01*(v + 34)/(1 - exp(-0.1*(v + 34)))
    bn = 0.125*exp(-(v + 44)/80)
    ds/dt = alpha*(1 - s)/(1 + exp(-v/2)) - beta*s`,
  parameters: { Cm: 1, gNa: 35, gK: 9, gL: 0.1, ENa: 55, EK: -90, EL: -65, phi: 5, alpha: 12, beta: 0.1 },
  threshold: 'v > 0',
  refractory: { while: 'v > -20' },
  frozen: [],
  initial: { v: -64, h: 0.78, n: 0.09 },
  method: 'rk4',
})

/** A hundred cells that inhibit each other, driven by 1 uA/cm^2 give or take `sd`; what they do from .4 to .6 s. */
async function rhythm({ sd = 0, contacts = 100, phi = 5 }) {
  const net = network({ dt: '0.05 ms', seed: 1 })
  const cells = net.population('cells', 100, interneuron({ phi }), { initial: { v: uniform(-70, -50) } })
  const topology = contacts < 100 ? pairwise({ p: contacts / 100 }) : allToAll()
  net.connect(cells, cells, { topology, weight: 0.1 / contacts, continuous: 'w*s_pre*(-75 - v_post)' })
  // Currents of that mean and deviation, evenly spread.
  net.stimulate(
    cells,
    Array.from({ length: 100 }, (_, i) => 1 + sd * Math.sqrt(3) * ((2 * i + 1) / 100 - 1)),
  )
  const spikes = net.record(cells, 'spikes')
  const v = net.record(cells, 'v', { every: '0.5 ms' })
  await net.run('600 ms')
  const found = rates(spikes.slice(400)).reduce((sum, rate) => sum + rate, 0) / 100
  const { values } = v.slice(400)
  return { rate: found, synchrony: synchronyIndex(v.slice(400)), lowest: values.reduce((a, b) => Math.min(a, b)) }
}

describe('Wang & Buzsaki 1996', () => {
  it('the cell begins to fire at .16 uA/cm^2, with 60 Hz at 1 and 400 Hz at 20 (figure 1)', async () => {
    const currents = [0.15, 0.17, 1, 20]
    const net = network({ dt: '0.02 ms' })
    const cells = net.population('cells', currents.length, interneuron)
    net.stimulate(cells, currents)
    const spikes = net.record(cells, 'spikes')
    await net.run('1 s')
    const [below, above, middle, high] = rates(spikes.slice(500))
    assert.equal(below, 0)
    assert(above > 0 && above < 10, `${above} Hz`)
    assert(Math.abs(middle - 60) <= 2, `${middle} Hz`)
    assert(Math.abs(high - 400) < 15, `${high} Hz`)
  })

  it('equal cells, all connected, become one: a rhythm of 39 Hz', async () => {
    const { rate, synchrony, lowest } = await rhythm({})
    assert(Math.abs(lowest + 67) < 1, `${lowest} mV after a spike`)
    assert(Math.abs(rate - 39.5) < 1.5, `${rate} Hz`)
    assert(synchrony > 0.99, `synchrony ${synchrony}`)
  })

  it('not so where a spike ends below the reversal of inhibition, -75 mV: phi 2 instead of 5', async () => {
    const { synchrony, lowest } = await rhythm({ phi: 2 })
    assert(Math.abs(lowest + 78) < 1, `${lowest} mV after a spike`)
    assert(synchrony < 0.8, `synchrony ${synchrony}`)
  })

  it('they fall apart where currents differ too much, or where contacts are too few', async () => {
    const [alike, different, few] = [
      await rhythm({ contacts: 60, sd: 0.01 }),
      await rhythm({ contacts: 60, sd: 0.1 }),
      await rhythm({ contacts: 10, sd: 0.01 }),
    ].map(({ synchrony }) => synchrony)
    assert(alike > 2 * different && alike > 2 * few, `synchrony ${alike}, ${different}, ${few}`)
    assert(different < 0.25 && few < 0.25, `synchrony ${different}, ${few}`)
  })
})
