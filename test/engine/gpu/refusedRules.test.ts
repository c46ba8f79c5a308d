import assert from 'node:assert/strict'
import { gpu } from '../../../sdk/engine/index.js'
import { neuron, synapse } from '../../../sdk/model/index.js'
import { fromArrays } from '../../../sdk/network/topology/index.js'
import { clopath, oja } from '../../../sdk/plasticity/index.js'
import { network, type ConnectOptions } from '../../../sdk/simulation/index.js'

const cell = neuron({
  name: 'cell',
  equations: 'dv/dt = -v/10; dr/dt = -r/10',
  parameters: { theta: 1 },
  threshold: 'v >= theta',
  reset: 'v = 0',
})

const rule = (name: string, options: Parameters<typeof synapse>[0]) => synapse({ name, ...options })

const refused: readonly [what: string, options: ConnectOptions, reason: RegExp][] = [
  [
    'vectors',
    { plasticity: rule('many', { variables: { psi: 4 }, onPre: 'psi = psi + 1' }) },
    /cells -> cells learns by rule "many", whose "psi" is a vector, and a kernel returns one number .*; take engine 'wasm' or 'reference'/,
  ],
  [
    'statements of every step',
    { plasticity: clopath },
    /cells -> cells learns by rule "clopath", which acts in every step \("continuous"\) on neurons after integration and before resets/,
  ],
  [
    'equations of every step',
    { plasticity: rule('copy', { equations: 'du/dt = (v_post - u)/10', onPre: 'w += u', continuous: true }) },
    /learns by rule "copy", which acts in every step/,
  ],
  [
    'rules of continuous connections',
    { plasticity: oja, continuous: 'w*r_pre', receptor: 'r' },
    /learns by rule "oja", on a continuous connection, whose kernel takes weights as constants/,
  ],
  [
    'neurons between arrival and integration',
    { plasticity: rule('looks', { every: { '5 ms': 'w += 0.1*v_post' } }) },
    /learns by rule "looks", whose "every" reads v_post after what arrives and before integration/,
  ],
  [
    'sums of such',
    { plasticity: rule('sums', { every: { '5 ms': 'w += mean(v_pre)' } }) },
    /learns by rule "sums", whose "every" reads v_pre/,
  ],
]

describe('rules that kernels cannot run', () => {
  for (const [what, options, reason] of refused) {
    it(`are refused before the first step, with the reason: ${what}`, async () => {
      const net = network({ engine: gpu({ backend: 'cpu' }), dt: 1 })
      const cells = net.population('cells', 2, cell)
      net.connect(cells, cells, { weight: 0.1, ...options })
      await assert.rejects(net.run(1), reason)
      assert.equal(net.time, 0)
    })
  }

  it('are refused where a statement needs more arrays than a kernel has', async () => {
    const sums = Array.from({ length: 6 }, (_, n) => `sum_post(w^${n + 1})`)
    const net = network({ engine: gpu({ backend: 'cpu' }), dt: 1 })
    const cells = net.population('cells', 2, cell)
    net.connect(cells, cells, {
      weight: 0.1,
      plasticity: rule('greedy', { every: { '2 ms': `w = ${sums.join(' + ')}` } }),
    })
    await assert.rejects(
      net.run(5),
      /rules of cells -> cells have statements that need \d+ arrays at once, where a kernel has 8; mention fewer sums/,
    )
  })
})

describe('what is not refused', () => {
  it('is a parameter of the neurons in "every", the same for all or each its own, also when it is changed', async () => {
    for (const theta of [2, [2, 4]]) {
      const net = network({ engine: gpu({ backend: 'webasm' }), dt: 1 })
      const cells = net.population('cells', 2, cell, { parameters: { theta } })
      const plasticity = rule('reads', { every: { '5 ms': 'w += theta_post - theta_pre/2' } })
      const projection = net.connect(cells, cells, {
        weight: 0,
        plasticity,
        topology: fromArrays({ from: [0, 1], to: [1, 0] }),
      })
      await net.run(6)
      const [a, b] = typeof theta === 'number' ? [theta, theta] : theta
      assert.deepEqual([...(await projection.read())], [b - a / 2, a - b / 2])
      await cells.write('theta', 10)
      await net.run(5)
      assert.deepEqual([...(await projection.read())], [b - a / 2 + 5, a - b / 2 + 5])
    }
  })
})
