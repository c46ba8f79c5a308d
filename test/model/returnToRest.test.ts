import assert from 'node:assert/strict'
import { coasting, integration, neuron, returnToRest, type Neuron } from '../../sdk/model/index.js'
import { adex, izhikevich } from '../../sdk/neurons/index.js'

const of = (kind: Neuron, { within = 0.1, dt = 0.1, I = 0, start = [-65, -13] } = {}) => {
  const { model } = kind
  const scheme = integration(model, dt)
  const parameters = model.parameters as Readonly<Record<string, number>>
  const constants = scheme.constants.flatMap(group => {
    const found = group.values(name => parameters[name])
    return group.names.map((name, i) => [name, found[i]] as const)
  })
  const values: Readonly<Record<string, number>> = { ...parameters, ...Object.fromEntries(constants), dt, I }
  const prepared = coasting(model, scheme)
  return prepared && returnToRest(prepared, { within, value: name => values[name], start })
}
const close = (a: number, b: number, by = 1e-9) =>
  assert(Math.abs(a - b) < by * (1 + Math.abs(b)), `${a}, expected ${b}`)

describe('the return to rest', () => {
  it('of a leaky cell is its exponential, from anywhere below its threshold', () => {
    const leaky = neuron({ equations: 'dv/dt = (E - v)/tau', parameters: { E: -65, tau: 10 }, threshold: 'v >= -50' })
    const { rest, powers, above, below } = of(leaky, { start: [-70] })!
    close(rest[0], -65)
    powers.slice(0, 12).forEach((power, j) => close(power[0][0], Math.exp((-0.1 * 2 ** j) / 10), 1e-7))
    assert(above[0] > 14 && above[0] <= 14.9)
    assert.equal(below[0], Infinity)
  })

  it("of Izhikevich's cell begins near his rest of -70 mV, wider for a wider bound", () => {
    const widths = [0.02, 0.1, 0.5].map(within => {
      const { rest, above } = of(izhikevich('RS'), { within })!
      close(rest[0], -70)
      close(rest[1], -14)
      return above[0]
    })
    assert(widths[0] < widths[1] && widths[1] < widths[2])
    // The step leaves the line by 0.04 d^2 dt; from d = 3 that adds up to more than 0.1 mV.
    assert(widths[1] > 0.5 && widths[1] < 1.3, `${widths[1]}`)
  })

  it('of a cell that bends little is wide: that of the exponential integrate-and-fire cell spans millivolts', () => {
    const { rest, above } = of(adex(), { start: [-65, 0] })!
    close(rest[0], -70.6, 1e-3)
    assert(above[0] > 5)
  })

  it('does not exist above the rheobase, without a stable state, with noise, or with time', () => {
    assert.equal(of(izhikevich('RS'), { I: 10 }), undefined)
    assert.equal(of(neuron({ equations: 'dv/dt = v', method: 'euler' }), { start: [0.5] }), undefined)
    assert.equal(of(neuron({ equations: 'dv/dt = I', method: 'euler' }), { start: [0.5] }), undefined)
    assert.equal(of(neuron({ equations: 'dv/dt = -v + xi' }), { start: [0] }), undefined)
    assert.equal(of(neuron({ equations: 'dv/dt = -v + sin(t)', method: 'euler' }), { start: [0] }), undefined)
  })

  it('stays clear of jumps in the equations', () => {
    const stepped = neuron({ equations: 'dv/dt = -v/10 + (v > 2 ? 5 : 0)', method: 'euler' })
    const { above } = of(stepped, { start: [0] })!
    assert(above[0] < 2 && above[0] > 1.5, `${above[0]}`)
  })
})
