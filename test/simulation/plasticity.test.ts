import assert from 'node:assert/strict'
import { neuron, synapse } from '../../sdk/model/index.js'
import { poissonSource } from '../../sdk/network/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { stdp } from '../../sdk/plasticity/index.js'
import { network, type Group, type Network } from '../../sdk/simulation/index.js'
import { engines } from '../engine/engines.js'

function build(options: Parameters<typeof network>[0] = { engine: 'reference' }) {
  const net = network(options)
  const source = net.population('source', 3, poissonSource({ rate: 10 }))
  const cells = net.population('cells', 2, izhikevich())
  return { net, source, cells }
}

describe('synapses that learn', () => {
  it('have a weight each, though they begin alike', async () => {
    const { net, source, cells } = build()
    const projection = net.connect(source, cells, { weight: 0.5, plasticity: stdp })
    await projection.write(0.25)
    await net.run(1)
    await projection.write([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    assert.deepEqual([...(await projection.read())], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    assert.deepEqual([...(await projection.read('w'))], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
  })

  it('have variables of their rules by name, with the name of the rule where two have one', async () => {
    const { net, source, cells } = build()
    const plasticity = [stdp, stdp({ wMax: 2 }, { name: 'other' })]
    const projection = net.connect(source, cells, { weight: 0.5, plasticity })
    await projection.write('other.y', [1, 2, 1, 2, 1, 2])
    await projection.write('stdp.y', 3)
    assert.deepEqual([...(await projection.read('other.y'))], [1, 2, 1, 2, 1, 2])
    assert.deepEqual([...(await projection.read('stdp.y'))], Array(6).fill(3))
    const y = net.record(projection, 'other.y', { every: 1, synapses: [1] })
    await net.run(2)
    assert.deepEqual([y.variable, y.values[0]], ['y', 2])
    await assert.rejects(projection.read('y'), {
      message: 'read y of source -> cells: several rules have a variable "y"; say which: stdp.y, other.y',
    })
    await assert.rejects(projection.read('z'), {
      message: 'read z of source -> cells: unknown variable "z"; it has w, x, y',
    })
    await assert.rejects(projection.write('other.y', [1, 2, 3, 4, 5, 6]), {
      message:
        'write other.y of source -> cells: it is one for each postsynaptic neuron, but synapses 0 and 2 of neuron 0 were given 1 and 3',
    })
    await assert.rejects(projection.write('stdp.x', [1]), {
      message: 'write stdp.x of source -> cells: expected 6 numbers, one a synapse, got 1',
    })
    await assert.rejects(
      projection.write('stdp.x', NaN),
      /write stdp\.x of source -> cells: must be a finite number, got NaN/,
    )
  })

  it('take the modulators that rules bring along, or those declared before', () => {
    const { net, source, cells } = build()
    const rule = (tau: number, name = 'r') => synapse({ name, modulators: { d: { tau } }, onPre: 'w += d' })
    net.connect(source, cells, { plasticity: rule(100) })
    net.connect(source, cells, { plasticity: rule(100, 's') })
    assert.throws(() => net.connect(source, cells, { plasticity: rule(200, 's') }), {
      message:
        'connect source -> cells: rule "s" wants modulator "d" with tau 200, rule "r" with 100; ' +
        "declare it before: net.modulator('d', { ... })",
    })
    const declared = build()
    declared.net.modulator('d', { tau: 50 })
    declared.net.connect(declared.source, declared.cells, { plasticity: rule(100) })
    assert.deepEqual(declared.net.describe().modulators, [{ name: 'd', tau: 50, baseline: 0, reward: 1 }])
  })

  for (const { name, engine } of engines) {
    it(`are run by ${name}, or refused by name`, async () => {
      const rules = [stdp, synapse({ name: 'vast', variables: { psi: 100 }, onPre: 'psi = psi + 1' })]
      for (const rule of rules) {
        const { net, source, cells } = build({ engine })
        net.connect(source, cells, { weight: 0.5, plasticity: rule })
        const answer = engine.supports(net.describe())
        if (answer === true) await net.run(1)
        else {
          assert.match(answer.reason, /source -> cells learns by rule "vast"/)
          await assert.rejects(net.run(1), new RegExp(`engine "${engine.name}": source -> cells learns by rule "vast"`))
        }
      }
    })

    it(`modulators are known to ${name}`, async () => {
      const { net } = build({ engine })
      const dopamine = net.modulator('dopamine', { tau: 200 })
      await net.reward(0.5)
      assert.equal(await dopamine.read(), 0.5)
    })
  }
})

const never = neuron({ equations: 'dr/dt = -r' })
const cases: [string, (net: Network, source: Group, cells: Group) => unknown, string][] = [
  [
    'two rules of one name',
    (net, source, cells) => net.connect(source, cells, { plasticity: [stdp, stdp({ wMax: 2 })] }),
    'connect source -> cells: two rules are called "stdp"; give one another name: rule({}, { name: \'stdp2\' })',
  ],
  [
    'a variable that the neurons do not have',
    (net, source, cells) => net.connect(source, cells, { plasticity: synapse({ name: 'r', onPre: 'w += V_post' }) }),
    'connect source -> cells: rule "r" mentions V_post, but population "cells" has no "V"; it has v, u, a, b, c, d; did you mean "v"?',
  ],
  [
    'spikes that never come',
    (net, source) => net.connect(source, net.population('quiet', 1, never), { receptor: 'r', plasticity: stdp }),
    'connect source -> quiet: rule "stdp" has onPost, but population "quiet" never fires; give the neuron a threshold',
  ],
  [
    'an interval off the grid',
    (net, source, cells) =>
      net.connect(source, cells, { plasticity: synapse({ name: 'r', every: { '0.7 ms': 'w = 1' } }) }),
    'connect source -> cells: rule "r": every 0.7 ms is no multiple of dt = 0.5 ms',
  ],
  [
    'arrivals at a continuous connection',
    (net, _, cells) => net.connect(cells, cells, { continuous: 'w*v_pre', plasticity: stdp }),
    'connect cells -> cells: rule "stdp" has onPre, but at a continuous connection nothing arrives; write its statements in "continuous" or "every"',
  ],
  [
    'a weight outside the bounds',
    (net, source, cells) =>
      net.connect(source, cells, { plasticity: stdp, weight: [0, 1, 2, 3, 4, 5], bounds: [0, 4] }),
    'connect source -> cells: weight 5 is outside the bounds 0 .. 4',
  ],
  [
    'bounds upside down',
    (net, source, cells) => net.connect(source, cells, { plasticity: stdp, bounds: [1, 0] }),
    'connect source -> cells: bounds must be ordered, got 1 .. 0',
  ],
  [
    'bounds of synapses that do not learn',
    (net, source, cells) => net.connect(source, cells, { bounds: [0, 1] }),
    'connect source -> cells: bounds is of synapses that learn; give plasticity',
  ],
  [
    'a negative dendritic delay',
    (net, source, cells) => net.connect(source, cells, { plasticity: stdp, dendriticDelay: -1 }),
    'connect source -> cells: dendriticDelay must not be negative, got -1 ms',
  ],
  [
    'a modulator that is missing',
    (net, source, cells) =>
      net.connect(source, cells, {
        plasticity: synapse({ name: 'r', modulators: ['dopamine'], onPre: 'w += dopamine' }),
      }),
    'connect source -> cells: rule "r" reads modulator "dopamine", which the network has not; ' +
      "declare it before: net.modulator('dopamine', { tau: '200 ms' })",
  ],
  [
    'an unknown modulator',
    net => {
      net.modulator('dopamine', { tau: 200 })
      net.modulator('dopamin')
    },
    'unknown modulator "dopamin"; the network has dopamine; did you mean "dopamine"?',
  ],
  [
    'a modulator twice',
    net => {
      net.modulator('dopamine', { tau: 200 })
      net.modulator('dopamine', { tau: 100 })
    },
    'modulator "dopamine": there is one of this name already',
  ],
  [
    'a reward that nobody takes',
    net => net.events.dispatch({ type: 'reward', amount: 1 }),
    'dispatch: nobody takes "reward": no rule has onReward, no modulator rises with rewards, and no listener is registered; ' +
      "connect with such a rule, declare net.modulator('dopamine', { tau: '200 ms' }), or register one",
  ],
  [
    'a reward without an amount',
    net => {
      net.modulator('dopamine', { tau: 200 })
      net.events.dispatch({ type: 'reward', time: 5 })
    },
    'reward: the amount must be a finite number, got undefined',
  ],
]

describe('what does not fit a network that learns', () => {
  for (const [what, act, message] of cases) {
    it(`is refused by name: ${what}`, () => {
      const { net, source, cells } = build()
      assert.throws(() => act(net, source, cells), { name: 'RangeError', message })
    })
  }

  it('is refused by name: a reward of no number, and weights written outside the bounds', async () => {
    const { net, source, cells } = build()
    await assert.rejects(net.reward(NaN), { message: 'reward: the amount must be a finite number, got NaN' })
    await assert.rejects(net.reward(1), /nobody takes "reward"/)
    const projection = net.connect(source, cells, { plasticity: stdp, bounds: [0, 1] })
    await assert.rejects(projection.write([0, 0, 2, 0, 0, 0]), {
      message: 'write weights of source -> cells: 2 of synapse 2 is outside the bounds 0 .. 1',
    })
  })
})
