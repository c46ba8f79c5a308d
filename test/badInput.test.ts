import assert from 'node:assert/strict'
import * as lab from '../sdk/index.js'

/**
 * What a person may get wrong, and the whole message that says so: who, what was expected, what to do. One line each:
 * what is wrong, what was written, and a part of the message.
 */
type Case = readonly [what: string, written: () => unknown, message: RegExp]

const { izhikevich, network, neuron } = lab
const cell = (options: object) => neuron({ equations: 'dv/dt = -v/tau + I', parameters: { tau: 10 }, ...options })
/** A network of 20 cells, and what is done with it. */
const withCells = (body: (net: lab.Network, cells: lab.Group) => unknown) => () => {
  const net = network()
  return body(net, net.population('cells', 20, izhikevich('RS')))
}
const connecting = (options: object) => withCells((net, cells) => net.connect(cells, cells, options))
const stimulating = (stimulus: () => unknown) =>
  withCells((net, cells) => net.stimulate(cells, stimulus() as lab.Stimulus))
/** Misspelt and mistyped things, past the compiler. */
const wrong = (value: unknown) => value as never

const equations: Case[] = [
  [
    'an unknown name',
    () => cell({ equations: 'dv/dt = -V/tau' }),
    /line 1, column 10: unknown name "V".*did you mean "v"/,
  ],
  ['a caret', () => cell({ equations: 'dv/dt = -v/tau\ndw/dt = zz' }), /line 2, column 9.*\n {2}dw\/dt = zz\n {10}\^/],
  [
    'a long line, of which the place is shown',
    () => cell({ equations: `dv/dt = ${'v + '.repeat(90)}q${' + v'.repeat(90)}` }),
    /column 369: unknown name "q".*\n {2}\.\.\.[v +]+q[v +]+\.\.\.\n {55}\^$/,
  ],
  [
    'parentheses without end',
    () => cell({ equations: `dv/dt = ${'('.repeat(5000)}v${')'.repeat(5000)}` }),
    /column 109: nested more than 100 deep; name parts in lines "x = ..."/,
  ],
  [
    'a sum without end',
    () => cell({ equations: `dv/dt = -v${' + v'.repeat(20_000)}` }),
    /more than 1000 operators in a row; name parts in lines/,
  ],
  [
    'a number past all numbers',
    () => cell({ equations: 'dv/dt = 1e400' }),
    /column 9: 1e400 is too large for a number/,
  ],
  [
    'a derivative with a factor',
    () => cell({ equations: 'C*dv/dt = -v' }),
    /expected an equation "dv\/dt = ...".*write "dv\/dt = \(...\)\/C"/,
  ],
  [
    'units of Brian',
    () => cell({ equations: 'dv/dt = -(v/tau) : volt' }),
    /unexpected ":"; units do not stand in equations/,
  ],
  [
    'a function of other languages',
    () => cell({ equations: 'dv/dt = sigmoid(v)' }),
    /unknown function "sigmoid"; write "1\/\(1 \+ exp\(-x\)\)"/,
  ],
  [
    'a sign of word processors',
    () => cell({ equations: 'dv/dt = \u2212v' }),
    /unexpected character "\u2212"; write "-"/,
  ],
  [
    'a Greek parameter',
    () => cell({ parameters: { τ: 10 } }),
    /"τ" cannot be a parameter: it is no word of a-z, A-Z, 0-9 and _/,
  ],
  ['a missing operand', () => cell({ equations: 'dv/dt = v +' }), /expected a value, found the end/],
  ['a missing parenthesis', () => cell({ equations: 'dv/dt = (v + 1' }), /expected "\)", found the end of the line/],
  ['a strange character', () => cell({ equations: 'dv/dt = v § 1' }), /column 11: unexpected character "§"/],
  [
    'a product without a sign',
    () => cell({ equations: 'dv/dt = tau(v + 1)' }),
    /unknown function "tau".*write "tau\*\(\.\.\.\)"/,
  ],
  ['an unknown function', () => cell({ equations: 'dv/dt = expp(v)' }), /unknown function "expp".*did you mean "exp"/],
  ['too few arguments', () => cell({ equations: 'dv/dt = clip(v)' }), /clip takes 3 arguments, got 1/],
  [
    'a number for a condition',
    () => cell({ equations: 'dv/dt = v ? 1 : 0' }),
    /expected a condition such as "v >= 30", found a number/,
  ],
  ['a condition for a number', () => cell({ equations: 'dv/dt = v > 1' }), /expected a number, found a condition/],
  ['two equations of one variable', () => cell({ equations: 'dv/dt = 1; dv/dt = 2' }), /"v" has two equations/],
  [
    'a line that names a variable',
    () => cell({ equations: 'dv/dt = 1; v = 2' }),
    /"v" cannot name a line: it is a variable/,
  ],
  ['a line set twice', () => cell({ equations: 'dv/dt = x; x = 1; x = 2' }), /"x" is set twice/],
  ['lines in a circle', () => cell({ equations: 'dv/dt = x; x = y; y = x' }), /depends on itself: x -> y -> x/],
  ['no equation at all', () => cell({ equations: '' }), /equations are empty; expected at least one "dv\/dt/],
  ['equations that are no text', () => cell({ equations: wrong(5) }), /equations must be a text such as/],
  ['noise that is multiplied', () => cell({ equations: 'dv/dt = exp(xi)' }), /noise must be added/],
  ['a threshold that is a number', () => cell({ threshold: 'v' }), /threshold.*expected a condition/],
  [
    'a threshold of an unknown name',
    () => cell({ threshold: 'w > 30' }),
    /unknown variable "w" in threshold "w > 30"; it has v/,
  ],
  [
    'a reset of a parameter',
    () => cell({ threshold: 'v > 1', reset: 'tau = 1' }),
    /"tau" is a parameter and cannot be assigned/,
  ],
  ['a reset without a threshold', () => cell({ reset: 'v = 0' }), /a reset without a threshold never happens/],
  [
    'a reset of an unknown event',
    () => cell({ threshold: { spike: 'v > 1' }, reset: { spik: 'v = 0' } }),
    /unknown event "spik".*did you mean "spike"/,
  ],
  [
    'a parameter named like a function',
    () => cell({ parameters: { tau: 1, exp: 2 } }),
    /"exp" cannot be a parameter: it is a function/,
  ],
  [
    'a parameter that is not finite',
    () => cell({ parameters: { tau: Infinity } }),
    /parameter tau: must be a finite number, got Infinity/,
  ],
  [
    'a parameter with a strange unit',
    () => cell({ parameters: { tau: wrong('10 parsec') } }),
    /parameter tau: expected a number or a quantity/,
  ],
  [
    'a variant of another dimension',
    () => cell({ parameters: { tau: '10 ms' } })(wrong({ tau: '5 mV' })),
    /parameter tau: "5 mV" is a voltage, expected a time/,
  ],
  [
    'a variant with an unknown parameter',
    () => cell({})(wrong({ taus: 1 })),
    /unknown parameter "taus"; it has tau; did you mean "tau"/,
  ],
  [
    'an unknown method',
    () => cell({ method: wrong('rk5') }),
    /unknown method "rk5"; there are auto, euler.*did you mean "rk4"/,
  ],
  [
    'a method that does not apply',
    () => cell({ equations: 'dv/dt = v^2', method: 'exact' }),
    /needs equations that are linear/,
  ],
  [
    'substeps without a method for them',
    () => cell({ substeps: { v: 2 } }),
    /substeps go with method "euler" or "euler-sequential"/,
  ],
  ['a frozen stranger', () => cell({ frozen: ['w'] }), /unknown variable "w" in frozen; it has v/],
  ['a negative refractory period', () => cell({ refractory: -1 }), /refractory must not be negative, got -1 ms/],
  [
    'a refractory period in mV',
    () => cell({ refractory: wrong('3 mV') }),
    /refractory: "3 mV" is a voltage, expected a time/,
  ],
  ['an initial value of a stranger', () => cell({ initial: { u: 1 } }), /unknown variable "u" in initial; it has v/],
  [
    'a receptor on a cell without I',
    () => cell({ equations: 'dv/dt = -v/tau', receptors: { a: lab.exponential({ tau: 5 }) } }),
    /receptor "a" adds to I, but the equations mention no I/,
  ],
  [
    'a receptor whose name is taken',
    () => cell({ receptors: { v: lab.exponential({ tau: 5 }) } }),
    /"v" is there already/,
  ],
  ['a receptor of no time', () => lab.exponential({ tau: 0 }), /exponential: tau must be positive, got 0 ms/],
  [
    'an unknown option',
    () => cell({ treshold: 'v > 1' }),
    /neuron: unknown option "treshold".*did you mean "threshold"/,
  ],
]

const networks: Case[] = [
  ['an option of a network', () => network(wrong({ sed: 1 })), /network: unknown option "sed".*did you mean "seed"/],
  ['a seed that is no whole number', () => network({ seed: 1.5 }), /network: seed must be a whole number, got 1.5/],
  ['a step of no length', () => network({ dt: 0 }), /network: dt must be positive, got 0 ms/],
  [
    'a step in mV',
    () => network({ dt: wrong('1 mV') }),
    /network: dt: "1 mV" is a voltage, expected a time \(ms, s, us, min, h\)/,
  ],
  [
    'an unknown engine',
    () => network({ engine: 'wsam' }),
    /unknown engine "wsam"; there are wasm, reference, gpu; did you mean "wasm"/,
  ],
  [
    'a precision that an engine lacks',
    () => network({ engine: 'gpu', precision: 'double' }),
    /engine "gpu" computes in single precision, not double/,
  ],
  [
    'sleep where nobody sleeps',
    () => network({ engine: 'reference', sleep: 'exact' }),
    /computes every neuron in every step/,
  ],
  [
    'no neurons',
    () => network().population('a', 0, izhikevich('RS')),
    /population "a": size must be a positive whole number, got 0/,
  ],
  [
    'a kind that is none',
    () => network().population('a', 1, wrong('RS')),
    /population "a": expected a neuron such as izhikevich\('RS'\)/,
  ],
  ['an unknown type', () => izhikevich(wrong('rs')), /izhikevich: unknown type "rs"; there are RS, IB/],
  [
    'values of a wrong number',
    () => network().population('a', 3, izhikevich('RS')({ a: [1, 2] })),
    /population "a": a has 2 values for 3 neurons/,
  ],
  [
    'a name that is taken',
    withCells(net => net.population('cells', 1, izhikevich('RS'))),
    /there is one of this name already/,
  ],
  [
    'a population that is not there',
    withCells(net => net.group('cell')),
    /unknown population "cell"; the network has cells; did you mean "cells"/,
  ],
  [
    'a slice past the end',
    withCells((_, cells) => cells.slice(10, 21)),
    /cells\.slice\(10, 21\): expected whole numbers 0 <= from < to <= 20/,
  ],
  ['a run in mV', withCells(net => net.run(wrong('5 mV'))), /run: duration: "5 mV" is a voltage, expected a time/],
  ['a run backwards', withCells(net => net.run(-5)), /run: duration must not be negative/],
  ['a run of no step', withCells(net => net.run(0.1)), /run: 0\.1 ms is less than half a step of 0\.5 ms/],
  [
    'a group without a name',
    withCells(net => net.group(wrong(undefined))),
    /unknown population "undefined"; the network has cells/,
  ],
  ['a write in ms', withCells((_, cells) => cells.write('v', '5 ms')), /write v: "5 ms" is a time, expected a voltage/],
  ['a seed in words', () => network({ seed: wrong('one') }), /network: seed must be a whole number, got "one"/],
  ['a run of nothing', () => network().run(5), /the network is empty; add a population first/],
  [
    'a record of a stranger',
    withCells((net, cells) => net.record(cells, 'w')),
    /population "cells" has no "w"; it has spikes, rate, v, u/,
  ],
  [
    'a record off the grid',
    withCells((net, cells) => net.record(cells, 'v', { every: 0.3 })),
    /every must be a multiple of dt = 0.5 ms/,
  ],
  [
    'neurons of another network',
    withCells((_, cells) => network().stimulate(cells, 5)),
    /population "cells" is not of this network/,
  ],
  [
    'a write of another length',
    withCells((_, cells) => cells.write('v', [1, 2])),
    /expected 20 numbers for cells, got 2/,
  ],
  ['a write of NaN', withCells((_, cells) => cells.write('v', NaN)), /write v: must be a finite number, got NaN/],
]

const connections: Case[] = [
  [
    'an unknown option',
    connecting({ wieght: 1 }),
    /connect cells -> cells: unknown option "wieght".*did you mean "weight"/,
  ],
  ['a weight in ms', connecting({ weight: '5 ms' }), /weight: "5 ms" is a time, expected a voltage/],
  ['a weight that is not finite', connecting({ weight: NaN }), /weight: must be a finite number, got NaN/],
  ['a delay in mV', connecting({ delay: '5 mV' }), /delay: "5 mV" is a voltage, expected a time/],
  ['a negative delay', connecting({ delay: -1 }), /delay must not be negative, got -1 ms/],
  [
    'weights of a wrong number',
    connecting({ weight: [1, 2, 3] }),
    /weight: expected 380 numbers, one a synapse, got 3/,
  ],
  ['an unknown receptor', connecting({ receptor: 'ampa' }), /unknown receptor "ampa"; there are delta, pulse, v, u/],
  ['a topology that is none', connecting({ topology: 'all' }), /topology must be one such as smallWorld/],
  ['a range upside down', connecting({ weight: lab.uniform(2, 1) }), /uniform needs low <= high, got 2 and 1/],
  ['a ring of odd k', () => lab.smallWorld({ k: 5, p: 0.1 }), /smallWorld: k must be/],
  ['a probability above one', () => lab.pairwise({ p: 1.5 }), /pairwise: p must lie in 0\.\.1, got 1\.5/],
  ['more sources than there are', connecting({ topology: lab.fixedInDegree({ k: 50 }) }), /fixedInDegree: .*50/],
  ['a continuous stranger', connecting({ continuous: 'w*x_pre' }), /unknown name "x_pre"/],
]

const stimuli: Case[] = [
  ['a negative rate', stimulating(() => lab.poisson({ rate: -1, weight: 1 })), /poisson: rate must not be negative/],
  [
    'a rate in ms',
    stimulating(() => lab.poisson({ rate: wrong('5 ms'), weight: 1 })),
    /poisson: rate: "5 ms" is a time, expected a frequency/,
  ],
  [
    'spikes before the beginning',
    stimulating(() => lab.spikeTimes({ time: [-1], neuron: [0] }, { weight: 1 })),
    /time 0 must be finite and not negative/,
  ],
  [
    'spikes of a neuron that is not there',
    stimulating(() => lab.spikeTimes({ time: [1], neuron: [20] }, { weight: 1 })),
    /neuron 0 is 20, outside 0 \.\. 19/,
  ],
  [
    'columns of two lengths',
    stimulating(() => lab.spikeTimes({ time: [1], neuron: [] }, { weight: 1 })),
    /time has 1 entries, neuron 0/,
  ],
  ['currents of a wrong number', stimulating(() => lab.current([1, 2])), /expected 20 numbers, one a neuron, got 2/],
  [
    'a current of another dimension',
    withCells((net, cells) => net.stimulate(cells, '10 pA')),
    /current: "10 pA" has a unit, but this is in mV\/ms; give a number/,
  ],
  [
    'a course without values',
    stimulating(() => lab.current(wrong({ every: 1 }))),
    /current: values must be an array of numbers, got undefined/,
  ],
  ['a current that is none', stimulating(() => lab.current(wrong('big'))), /current: expected a number/],
  ['a stimulus that is none', stimulating(() => ({})), /expected poisson\(\.\.\.\)/],
]

const all: Record<string, Case[]> = { equations, networks, connections, stimuli }

describe('bad input is refused, named and placed', () => {
  for (const [part, cases] of Object.entries(all)) {
    for (const [what, written, message] of cases) {
      it(`${part}: ${what}`, async () => {
        await assert.rejects(
          async () => void (await written()),
          (error: Error) => {
            assert.match(error.message, message)
            assert(error instanceof RangeError || error instanceof lab.EquationError, error.name)
            return true
          },
        )
      })
    }
  }

  it('the table has sixty cases and more', () => {
    assert(Object.values(all).flat().length >= 60)
  })
})
