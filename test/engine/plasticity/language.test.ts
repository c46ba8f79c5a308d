import assert from 'node:assert/strict'
import { neuron, synapse } from '../../../sdk/model/index.js'
import { spikeTimes } from '../../../sdk/network/index.js'
import { fromArrays } from '../../../sdk/network/topology/index.js'
import { network, type EngineChoice } from '../../../sdk/simulation/index.js'
import { enginesFor, enginesThatRun, listener, protocol, within } from './protocol.js'

const add = synapse({ name: 'add', onPre: 'w += 1', onPost: 'w *= 3' })
const double = synapse({ name: 'double', onPre: 'w *= 2', onPost: 'w += 1' })

for (const { name, engine, precision } of enginesFor(add, double)) {
  it(`several rules are done in the order given, on ${name}`, async () => {
    const after = async (rules: (typeof add)[]) => {
      const { net, projection } = protocol({ pre: [[0]], post: [[5]], rules, connect: { weight: 1 } }, { engine })
      await net.run(10)
      return [...(await projection.read())]
    }
    assert(within(precision, await after([add, double]), [(1 + 1) * 2 * 3 + 1]))
    assert(within(precision, await after([double, add]), [(1 * 2 + 1 + 1) * 3]))
  })
}

const counts = synapse({
  name: 'counts',
  initial: { n: 0, at: 0 },
  onPre: 'n += 1',
  every: { '4 ms': 'at = 100*at + n' },
})

for (const { name, engine } of enginesFor(counts)) {
  it(`every so often, first after one interval, after what arrives in that step, on ${name}`, async () => {
    // Spikes arrive at 1, 4 and 5; the rule looks at 4, 8 and 12.
    const { net, projection } = protocol({ pre: [[0, 3, 4]], post: [[]], rules: counts }, { engine })
    const at = net.record(projection, 'at')
    await net.run(14)
    assert.deepEqual([...at.values], [0, 0, 0, 0, 0, 2, 2, 2, 2, 203, 203, 203, 203, 20303])
  })
}

const scaled = synapse({
  name: 'scaled',
  initial: { total: 0, share: 0, out: 0, spread: 0 },
  parameters: { goal: 6 },
  every: {
    '2 ms': `
      total = sum_post(w)
      w *= goal/total
      share = mean(w)
      out = mean_pre(w)
      spread = sum((w - mean(w))^2)`,
  },
})

for (const { name, engine, precision } of enginesFor(scaled)) {
  it(`sums and means over the projection, over the synapses of a source and of a target, on ${name}`, async () => {
    const net = network({ dt: 1, engine })
    const cells = net.population('cells', 3, listener)
    const topology = fromArrays({ from: [0, 0, 1, 2, 2], to: [0, 1, 0, 0, 2] })
    const weight = [1, 5, 2, 3, 4]
    const projection = net.connect(cells, cells, { topology, weight, receptor: 'g', plasticity: scaled })
    await net.run(3)
    const w = [1, 6, 2, 3, 6]
    assert(within(precision, await projection.read(), w))
    assert(within(precision, await projection.read('total'), [6, 5, 6, 6, 4]))
    assert(within(precision, await projection.read('share'), Array(5).fill(18 / 5)))
    assert(within(precision, await projection.read('out'), [3.5, 3.5, 2, 4.5, 4.5]))
    assert(
      within(precision, await projection.read('spread'), Array(5).fill(w.reduce((sum, x) => sum + (x - 3.6) ** 2, 0))),
    )
  })
}

/** The state of a weight on L levels, Born's rule for its value. */
const amplitudes = synapse({
  name: 'amplitudes',
  equations: 'v = (2*k - (L - 1))/(L - 1)',
  parameters: { L: 4, eta: 0.1, gamma: 0.5, kappa: 1, g: 1 },
  variables: { psi: 'L' },
  initial: { psi: '1/sqrt(L)', m: 0 },
  every: {
    '1 ms': `
      psi = psi*exp(-eta*(g*v + kappa*(v - m)^2)/2)
      psi += eta*gamma*(psi[k-1] + psi[k+1] - 2*psi)
      psi = max(psi, 1e-6)
      psi /= sqrt(sum(psi^2))
      m = sum(v*psi^2)`,
  },
  efficacy: 'sum(v*psi^2)',
})

for (const { name, engine, precision } of enginesFor(amplitudes)) {
  it(`vectors: elementwise, neighbours with reflecting ends, sums of components, on ${name}`, async () => {
    const { net, projection, target } = protocol(
      { pre: [[10]], post: [[]], rules: amplitudes, connect: { weight: 2 } },
      { engine },
    )
    const close = (a: ArrayLike<number>, b: readonly number[]) =>
      b.forEach((x, k) => assert(Math.abs(a[k] - x) < 1e-6, `component ${k}: ${a[k]}, not ${x}`))
    await net.run(2)
    // Published with the rule, to six digits.
    close(
      Array.from(await projection.read('psi'), x => x * x),
      [0.263654, 0.268098, 0.250881, 0.217368],
    )
    close(await projection.read('m'), [-0.052025])
    await net.run(9)
    close(
      Array.from(await projection.read('psi'), x => x * x),
      [0.448061, 0.357195, 0.153076, 0.041668],
    )
    close(await projection.read('m'), [-0.474433])
    const m = (await projection.read('m'))[0]
    await net.run(1)
    assert(within(precision, await target.read('g'), [2 * m]))
  })
}

const voltage = synapse({
  name: 'voltage',
  equations: `
    du/dt = (v_post - u)/10
    dx/dt = -x/20`,
  parameters: { theta: 3 },
  initial: { n: 0, low: 0 },
  onPre: 'x += 1; low = v_post',
  continuous: { where: 'v_post > theta', do: 'w += dt*x; n += 1' },
})

/** Follows its input, and fires only far above. */
const follower = neuron({ equations: 'dv/dt = I; dg/dt = 0*g', threshold: 'v > 1e6', method: 'euler' })

function follows(engine: EngineChoice['engine'] = 'reference') {
  const net = network({ dt: 0.5, engine })
  const source = net.population('source', 1, listener)
  const cells = net.population('cells', 2, follower)
  net.stimulate(source, spikeTimes({ time: [4], neuron: [0] }, { weight: 1 }))
  net.stimulate(cells.slice(0, 1), 1)
  const projection = net.connect(source, cells, { weight: 0, receptor: 'g', plasticity: voltage })
  return { net, projection }
}

for (const { name, engine, precision } of enginesThatRun(follows().net)) {
  it(`in every step, of the neurons that fulfil a condition, with filtered copies of their variables, on ${name}`, async () => {
    const { net, projection } = follows(engine)
    await net.run(10)
    // v is t, and 3.5 after the step of t = 3: that and the 13 after it are above 3.
    assert.deepEqual([...(await projection.read('n'))], [14, 0])
    assert(within(precision, await projection.read('low'), [4.5, 0]))
    let [u, w] = [0, 0]
    for (let k = 0; k < 20; k++) {
      u = k * 0.5 + (u - k * 0.5) * Math.exp(-0.5 / 10)
      if (k >= 9) w += 0.5 * Math.exp((-(k - 9) * 0.5) / 20)
    }
    assert(within(precision, await projection.read('u'), [u, 0]))
    assert(within(precision, await projection.read(), [w, 0]))
  })
}

const oja = synapse({ name: 'oja', parameters: { eta: 0.02 }, continuous: 'w += dt*eta*r_post*(r_pre - r_post*w)' })
const rate = neuron({ name: 'rate', equations: 'dr/dt = (I - r)/0.5', method: 'exact' })

function rates(engine: EngineChoice['engine'] = 'reference') {
  const net = network({ dt: 0.5, engine })
  const input = net.population('input', 2, rate, { initial: { r: [3, 4] } })
  const output = net.population('output', 1, rate)
  net.stimulate(input, [3, 4])
  const projection = net.connect(input, output, { weight: [0.1, 0.1], continuous: 'w*r_pre', plasticity: oja })
  return { net, projection }
}

for (const { name, engine } of enginesThatRun(rates().net)) {
  it(`rates: Oja's rule on a continuous connection comes to length 1, on ${name}`, async () => {
    const { net, projection } = rates(engine)
    await net.run(200)
    const [a, b] = await projection.read()
    assert(Math.abs(a - 0.6) < 1e-6 && Math.abs(b - 0.8) < 1e-6, `${a}, ${b}`)
  })
}

const drawn = synapse({ name: 'drawn', initial: { a: 0, b: 0 }, onPre: 'a = rand(); b = rand(); w += a' })

for (const { name, engine } of enginesFor(drawn)) {
  it(`draws are uniform, independent of each other, and the same for the same seed, on ${name}`, async () => {
    const pre = Array.from({ length: 500 }, () => [0, 1, 2, 3])
    const run = async () => {
      const { net, projection } = protocol({ pre, post: pre.map(() => []), rules: drawn }, { engine })
      await net.run(6)
      const [w, a, b] = await Promise.all(['w', 'a', 'b'].map(v => projection.read(v)))
      return { w, a, b }
    }
    const { w, a, b } = await run()
    assert.deepEqual((await run()).w, w)
    const mean = (x: Float64Array) => x.reduce((sum, y) => sum + y, 0) / x.length
    assert(Math.abs(mean(w) - 0.5 - 2) < 4 * Math.sqrt(4 / 12 / 500))
    const together = a.map((x, i) => (x - 0.5) * (b[i] - 0.5))
    assert(Math.abs(mean(together)) < 4 / 12 / Math.sqrt(500))
    assert(a.every(x => x >= 0 && x < 1) && new Set(a).size > 490)
  })
}
