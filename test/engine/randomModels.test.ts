import assert from 'node:assert/strict'
import fc from 'fast-check'
import { DivergenceError } from '../../sdk/engine/index.js'
import { neuron, type Neuron } from '../../sdk/model/index.js'
import { current } from '../../sdk/network/index.js'
import { network, type NetworkOptions } from '../../sdk/simulation/index.js'
import { engines, quietly } from './engines.js'

/** Texts of numbers and conditions, of every operator and function, of the names of the model below. */
const { number, condition } = fc.letrec<{ number: string; condition: string }>(tie => {
  const [a, b, test] = [tie('number'), tie('number'), tie('condition')]
  const written = (operators: readonly string[], left: fc.Arbitrary<string>, right: fc.Arbitrary<string>) =>
    fc.tuple(left, fc.constantFrom(...operators), right).map(([x, op, y]) => `(${x} ${op} ${y})`)
  return {
    number: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'text' },
      fc.constantFrom('v', 'w', 'x', 'I', 'p', 'q', 'dt', 'line', '0', '1', '0.5', '3.25', '1e-3', '10'),
      written(['+', '-', '*', '/'], a, b),
      fc.tuple(a, fc.constantFrom('2', '3', '4', '-1', '0.5', '1.7')).map(([x, power]) => `(${x})^${power}`),
      fc
        .tuple(fc.constantFrom('exp', 'log', 'sqrt', 'abs', 'sin', 'cos', 'tanh', 'exprel', 'floor'), a)
        .map(([f, x]) => `${f}(${x})`),
      fc.tuple(fc.constantFrom('min', 'max'), a, b).map(([f, x, y]) => `${f}(${x}, ${y})`),
      a.map(x => `-(${x})`),
      a.map(x => `clip(${x}, -1, 2)`),
      fc.tuple(test, a, b).map(([t, x, y]) => `(${t} ? ${x} : ${y})`),
    ),
    condition: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'text' },
      written(['<', '<=', '>', '>=', '==', '!='], a, b),
      written(['and', 'or'], test, tie('condition')),
      test.map(t => `not ${t}`),
    ),
  }
})

/** Three variables that stay bounded whatever the texts are, a line, and two events. */
const cells: fc.Arbitrary<Neuron> = fc
  .record({
    texts: fc.array(number, { minLength: 6, maxLength: 6 }),
    conditions: fc.tuple(condition, condition),
    method: fc.constantFrom('euler', 'euler-sequential', 'heun', 'rk4', 'auto' as const),
    refractory: fc.constantFrom(0, 1, 2.5),
    frozen: fc.constantFrom(['v'], ['w', 'x'], [], ['v', 'w', 'x']),
    halves: fc.boolean(),
  })
  .map(({ texts: [a, b, c, line, spike, up], conditions, method, refractory, frozen, halves }) =>
    neuron({
      equations: `
          dv/dt = clip(${a}, -3, 3)
          dw/dt = 0.01*(${b}) - w + 0*I
          dx/dt = tanh(${c}) - x
          line = ${line.replaceAll('line', 'w')}`,
      parameters: { p: 0.7, q: -1.3 },
      threshold: { spike: conditions[0], up: conditions[1] },
      reset: { spike: `v = clip(${spike}, -5, 5)`, up: `w = clip(${up}, -1, 1); x *= 0.5` },
      refractory,
      frozen,
      method,
      initial: { v: 0.3, w: 'v + 0.2', x: -0.4 },
      ...(halves && method.startsWith('euler') && { substeps: { v: 2 } }),
    }),
  )

/** States at each step and spikes, of five different neurons over 10 ms; and where a run that diverged has stopped. */
async function behaviour(cell: Neuron, options: NetworkOptions) {
  const net = network({ dt: 0.5, ...options })
  const group = net.population('cells', 5, cell({ p: [0.7, -0.2, 1.4, 0, 5] }))
  net.stimulate(group, current([0, 1, -2, 0.5, 3]))
  const states = ['v', 'w', 'x'].map(variable => net.record(group, variable))
  const spikes = net.record(group, 'spikes')
  let stopped = ''
  await quietly(() => net.run(10)).catch((error: Error) => {
    if (!(error instanceof DivergenceError)) throw error
    stopped = `${error.variable} of ${error.neuron} at ${error.time}`
  })
  return { states: states.map(({ values }) => values), spikes: [...spikes.time, ...spikes.neuron], stopped }
}

describe('models of random equations', () => {
  const [{ engine: oracle }] = engines

  // Single precision may decide a comparison otherwise: there only that any model assembles and runs can be said.
  for (const { name, engine, precision } of engines.filter(({ engine }) => engine !== oracle)) {
    it(`run alike on ${name} and the reference`, async () => {
      await fc.assert(
        fc.asyncProperty(cells, async cell => {
          const found = await behaviour(cell, { engine })
          if (precision === 'single') return
          const expected = await behaviour(cell, { engine: oracle })
          assert.equal(found.stopped, expected.stopped)
          assert.deepEqual(found.spikes, expected.spikes)
          expected.states.forEach((values, k) =>
            values.forEach((x, i) => assert(Math.abs(x - found.states[k][i]) <= 1e-9 * (1 + Math.abs(x)), `${x}`)),
          )
        }),
        { numRuns: name.startsWith('gpu') ? 10 : 40, seed: 5 },
      )
    })
  }

  it('may need a value in a branch and again after it', async () => {
    const equations = 'dv/dt = 1; dw/dt = 0*w'
    const twice = neuron({
      equations,
      threshold: { spike: 'v > 1', up: 'v > 2' },
      reset: { spike: 'w = exp(I)', up: 'w = exp(I)' },
      method: 'euler',
    })
    const net = network({ dt: 1 })
    const group = net.population('cells', 4, twice)
    net.stimulate(group, 1)
    await net.run(3)
    assert((await group.read('w')).every(w => Math.abs(w - Math.E) < 1e-6))
  })
})
