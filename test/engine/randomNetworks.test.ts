import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  allToAll,
  current,
  fixedInDegree,
  fixedOutDegree,
  izhikevich,
  load,
  network,
  neuron,
  ornsteinUhlenbeck,
  pairwise,
  poisson,
  poissonSource,
  sine,
  uniform,
  uniformNoise,
  whiteNoise,
  type Network,
  type NetworkOptions,
} from '../../sdk/index.js'

/** Only + - * and /: every engine in double precision has the same bits. */
const leaky = neuron({
  equations: 'dv/dt = (-60 - v + 2*g)/10 + I; dg/dt = -g/4',
  threshold: 'v > -50',
  reset: 'v = -65',
  refractory: '2 ms',
  initial: { v: -60 },
  method: 'euler',
})

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  sizes: fc.tuple(fc.integer({ min: 3, max: 70 }), fc.integer({ min: 1, max: 40 })),
  dt: fc.constantFrom(0.1, 0.5, 1),
  topology: fc.constantFrom(
    allToAll({ self: true }),
    pairwise({ p: 0.4 }),
    fixedInDegree({ k: 3, repeats: true }),
    fixedOutDegree({ k: 2, repeats: true }),
  ),
  delay: fc.constantFrom(0.1, 1, 5, uniform(0.1, 7)),
  weight: fc.constantFrom(2, uniform(-1, 4)),
  receptor: fc.constantFrom('delta', 'pulse', 'g'),
  input: fc.constantFrom(
    poisson({ rate: 500, weight: 8 }),
    current(10),
    whiteNoise({ sigma: 8, mean: 5 }),
    uniformNoise({ low: -5, high: 20 }),
    ornsteinUhlenbeck({ mean: 8, sigma: 4, tau: 5 }),
    sine({ amplitude: 10, frequency: 50 }),
  ),
  gaps: fc.boolean(),
  source: fc.boolean(),
  cut: fc.integer({ min: 1, max: 39 }),
})
type Shape = typeof shapes extends fc.Arbitrary<infer S> ? S : never

function built(
  { seed, dt, sizes, topology, delay, weight, receptor, input, gaps, source }: Shape,
  options: NetworkOptions,
) {
  const net = network({ seed, dt, ...options })
  const a = net.population('a', sizes[0], izhikevich('RS'))
  const b = net.population('b', sizes[1], leaky)
  net.connect(a.slice(1), b, { topology, weight, delay, receptor })
  net.connect(b, a, { topology: pairwise({ p: 0.5 }), weight, delay })
  if (gaps) net.connect(b, b, { topology: pairwise({ p: 0.3 }), weight: 0.01, continuous: 'w*(v_pre - v_post)' })
  if (source) net.connect(net.population('s', 5, poissonSource({ rate: 100 })), b, { weight: 5, receptor: 'g', delay })
  net.stimulate(a, input)
  net.stimulate(b, poisson({ rate: 300, weight: 6, receptor: 'g' }))
  return net
}

/** Runs on to 40 ms, and returns the spikes on the way and the states at the end. */
async function rest(net: Network) {
  const groups = ['a', 'b'].map(name => net.group(name))
  const spikes = groups.map(group => net.record(group, 'spikes'))
  await net.run(40 - net.time)
  return {
    spikes: spikes.map(({ time, neuron }) => Array.from(time, (t, j) => [t, neuron[j]])),
    states: await Promise.all(
      groups.flatMap(group => [group.read('v'), group.read(group.population === 'a' ? 'u' : 'g')]),
    ),
  }
}

describe('any network', () => {
  it('is the same bit for bit on wasm in double precision and on the reference', () =>
    fc.assert(
      fc.asyncProperty(shapes, async shape =>
        assert.deepEqual(
          await rest(built(shape, { precision: 'double' })),
          await rest(built(shape, { engine: 'reference' })),
        ),
      ),
      { numRuns: 8, seed: 3 },
    ))

  for (const precision of ['single', 'double'] as const) {
    it(`is the same bit for bit in pieces, saved and loaded, and without sleep, in ${precision} precision`, () =>
      fc.assert(
        fc.asyncProperty(shapes, async shape => {
          const whole = await rest(built(shape, { precision }))
          assert.deepEqual(await rest(built(shape, { precision, sleep: 'off' })), whole)
          const stopped = built(shape, { precision })
          const before = ['a', 'b'].map(name => stopped.record(stopped.group(name), 'spikes'))
          await stopped.run(shape.cut)
          const loaded = await load(await stopped.save())
          for (const net of [stopped, loaded]) {
            const { spikes, states } = await rest(net)
            const early = before.map(({ time, neuron }) => Array.from(time, (t, j) => [t, neuron[j]]))
            const all = spikes.map((late, k) => [...early[k].filter(([t]) => t < shape.cut), ...late])
            assert.deepEqual({ spikes: all, states }, whole)
          }
        }),
        { numRuns: 6, seed: 4 },
      ))
  }
})
