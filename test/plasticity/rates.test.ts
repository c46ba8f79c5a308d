import assert from 'node:assert/strict'
import { neuron } from '../../sdk/model/index.js'
import { current } from '../../sdk/network/index.js'
import { bcm, oja } from '../../sdk/plasticity/index.js'
import { philox } from '../../sdk/random/index.js'
import { network, type EngineChoice } from '../../sdk/simulation/index.js'
import { enginesThatRun } from '../engine/plasticity/protocol.js'

type Rule = typeof oja

/** Follows its input within a step. */
const unit = neuron({ name: 'unit', equations: 'dr/dt = (I - r)/0.01', method: 'exact' })

/** A unit that is shown patterns, so many ms each. */
function shown(
  patterns: readonly (readonly number[])[],
  { rule, weight, every, dt = 1 }: { rule: Rule; weight: number[]; every: number; dt?: number },
  engine: EngineChoice['engine'] = 'reference',
) {
  const net = network({ dt, engine })
  const inputs = net.population('inputs', weight.length, unit)
  const output = net.population('output', 1, unit)
  net.stimulate(inputs, current({ values: patterns.flat(), every, perNeuron: true }))
  const projection = net.connect(inputs, output, { weight, continuous: 'w*r_pre', plasticity: rule })
  return { net, projection }
}

const random = philox(3, 'patterns')
/** Normal along two axes at right angles, with standard deviations 1 and 1/2. */
const cloud = Array.from({ length: 1000 }, () => {
  const [a, b] = [random.normal(), 0.5 * random.normal()]
  return [0.6 * a - 0.8 * b, 0.8 * a + 0.6 * b]
})
const principal = { rule: oja({ eta: 2e-4 }), weight: [0.5, -0.1], every: 50 }

for (const { name, engine } of enginesThatRun(shown(cloud, principal).net)) {
  it(`Oja: weights come to length 1, along the first principal component, on ${name}`, async () => {
    const { net, projection } = shown(cloud, principal, engine)
    await net.run(50 * cloud.length)
    const [a, b] = await projection.read()
    // A step of delay between units takes a hundredth off the length, what was shown last turns it a little.
    assert(Math.abs(Math.hypot(a, b) - 1) < 0.03, `length ${Math.hypot(a, b)}`)
    assert(Math.abs(0.6 * a + 0.8 * b) / Math.hypot(a, b) > 0.998, `${a}, ${b}`)
  })
}

/** Four patterns at right angles to one another, drawn with equal probability. */
const basis = [
  [1, 1, 1, 1],
  [1, -1, 1, -1],
  [1, 1, -1, -1],
  [1, -1, -1, 1],
].map(pattern => pattern.map(x => x / 2))
const drawn = Array.from({ length: 8000 }, () => basis[Math.floor(random.uniform() * 4)])
const selective = { rule: bcm({ eta: 4e-5, tauTheta: '2 s' }), weight: [2, 1, 0.8, 0.6], every: 20, dt: 2 }

for (const { name, engine } of enginesThatRun(shown(drawn, selective).net)) {
  it(`BCM: of patterns with probability 1/4 one is selected, at y = 4, on ${name}`, async () => {
    const { net, projection } = shown(drawn, selective, engine)
    await net.run(20 * drawn.length)
    const w = await projection.read()
    const y = basis.map(pattern => pattern.reduce((sum, x, i) => sum + x * w[i], 0))
    assert(Math.abs(y[0] - 4) < 0.3, `y ${y.join(' ')}`)
    for (const other of y.slice(1)) assert(Math.abs(other) < 0.1, `y ${y.join(' ')}`)
  })
}
