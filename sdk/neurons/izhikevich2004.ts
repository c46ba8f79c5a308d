import { check, kindOf } from '../check.js'
import { neuron, type Neuron } from '../model/index.js'
import { suggestion } from '../options.js'
import { izhikevich2004Patterns, type IzhikevichPattern } from './izhikevich2004Patterns.js'

/** The equations of most patterns; two names are those of figure 1 that have others. */
const equations = {
  usual: `
    dv/dt = 0.04*v^2 + 5*v + 140 - u + I
    du/dt = a*(b*v - u)`,
  integrating: `
    dv/dt = 0.04*v^2 + 4.1*v + 108 - u + I
    du/dt = a*(b*v - u)`,
  accommodating: `
    dv/dt = 0.04*v^2 + 5*v + 140 - u + I
    du/dt = a*b*(v + 65)`,
} as const

/**
 * A cell that shows one of the 20 firing patterns of figure 1 of Izhikevich 2004 (IEEE Trans Neural Netw 15:1063), with
 * that pattern's equations, parameters and initial values; `v` in mV, `I` in mV/ms.
 *
 * The published patterns owe their shape to the program (ModelDB 39948): Euler steps of `v` and then of `u`, which sees
 * the new `v`; no refractory period; and the step, which {@link izhikevich2004Patterns} has with the input and the
 * duration. The neuron of the SDK's networks is {@link izhikevich}.
 *
 * @throws RangeError if there is no such pattern
 * @example
 * const { dt, duration, input } = izhikevich2004Patterns['tonic bursting']
 * const net = network({ dt })
 * const cell = net.population('cell', 1, izhikevich2004('tonic bursting'))
 * net.stimulate(cell, current(input))
 * await net.run(duration)
 */
export function izhikevich2004(pattern: IzhikevichPattern): Neuron<{ a: number; b: number; c: number; d: number }> {
  const known = Object.keys(izhikevich2004Patterns)
  check(
    Object.hasOwn(izhikevich2004Patterns, pattern),
    () =>
      `izhikevich2004: unknown pattern ${kindOf(pattern)}; there are ${known.join(', ')}${suggestion(String(pattern), known)}`,
  )
  const { form, a, b, c, d, v, u } = izhikevich2004Patterns[pattern]
  return neuron({
    name: `izhikevich2004 ${pattern}`,
    equations: equations[form],
    parameters: { a, b, c, d },
    threshold: 'v > 30',
    reset: 'v = c; u += d',
    initial: { v, u: u ?? 'b*v' },
    units: { u: 'mV/ms', I: 'mV/ms' },
    method: 'euler-sequential',
  })
}
