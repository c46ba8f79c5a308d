import assert from 'node:assert/strict'
import { synapse, type Rule } from '../../../sdk/model/index.js'
import { poisson, poissonSource, uniform } from '../../../sdk/network/index.js'
import { pairwise } from '../../../sdk/network/topology/index.js'
import { izhikevich } from '../../../sdk/neurons/index.js'
import { stdp } from '../../../sdk/plasticity/index.js'
import { load, network, type EngineChoice, type Network } from '../../../sdk/simulation/index.js'
import { quietly } from '../engines.js'
import { enginesThatRun } from './protocol.js'

const noisy = synapse({
  name: 'noisy',
  equations: 'du/dt = (v_post - u)/15; dc/dt = -c/50',
  parameters: { top: 8 },
  variables: { psi: 3 },
  initial: { psi: '1 + k', n: 1 },
  modulators: { dopamine: { tau: '40 ms', baseline: 0.1 } },
  efficacy: '0.5 + 0.5*n',
  onPre: 'c += rand(); n = 0.9*n',
  onPost: 'c += 0.1; psi = psi + rand()*psi[k-1]',
  onReward: 'n = 1; w = clip(w + 0.01*reward*rand(), 0, top)',
  every: { '5 ms': 'w = clip(w + 0.01*dopamine*c + 1e-4*(mean(psi) - sum_post(w)), 0, top); psi *= 3/sum(psi)' },
  continuous: { where: 'v_post > -60', do: 'w = clip(w + 1e-4*dt*(u + 65), 0, top)' },
})

/** What every engine runs of it. */
const plain = synapse({
  name: 'plain',
  equations: 'dc/dt = -c/50',
  parameters: { top: 8 },
  initial: { n: 1 },
  modulators: { dopamine: { tau: '40 ms', baseline: 0.1 } },
  efficacy: '0.5 + 0.5*n',
  onPre: 'c += rand(); n = 0.9*n',
  onPost: 'c += 0.1 + 1e-3*v_post',
  onReward: 'n = 1; w = clip(w + 0.01*reward*rand(), 0, top)',
  every: { '5 ms': 'w = clip(w + 0.01*dopamine*c + 1e-4*(1 - sum_post(w)), 0, top)' },
})

/** Delays in flight both ways, draws, modulators, vectors, rewards to come. */
function build(choice: EngineChoice = { engine: 'reference' }, rule: Pick<Rule, 'model'> = noisy) {
  const net = network({ seed: 9, dt: 0.5, ...choice })
  const cells = net.population('cells', 24, izhikevich('RS'))
  const source = net.population('source', 8, poissonSource({ rate: 60 }))
  const connect = { topology: pairwise({ p: 0.4 }), weight: uniform(1, 6), delay: uniform(1, 9) }
  net.connect(source, cells, { ...connect, plasticity: [stdp({ wMax: 8, aPlus: 0.1, aMinus: 0.1 }), rule] })
  net.connect(cells, cells, { ...connect, plasticity: rule, bounds: [0, 8], dendriticDelay: 3 })
  net.stimulate(cells, poisson({ rate: '300 Hz', weight: 15 }))
  for (const t of [20, 35.5, 60]) void net.reward(t / 20, { time: t })
  return net
}

async function goesOn(net: Network, rule: Pick<Rule, 'model'>, duration: number) {
  const spikes = net.record(net.group('cells'), 'spikes')
  await quietly(() => net.run(duration))
  const [a, b] = net.projections
  const of = (p: typeof a, names: string[]) => Promise.all(names.map(name => p.read(name)))
  const own = ['w', ...rule.model.variables.map(variable => variable.name)]
  const variables = [await of(a, [...own, 'x', 'y']), await of(b, own)]
  return { time: spikes.time, neuron: spikes.neuron, variables, dopamine: await net.modulator('dopamine').read() }
}

const wholeLanguage = enginesThatRun(build())

for (const one of enginesThatRun(build(undefined, plain))) {
  const { name, engine } = one
  const rule = wholeLanguage.includes(one) ? noisy : plain
  describe(`a network that learns, on ${name},`, () => {
    it('goes on bit for bit after save and load', async () => {
      const [whole, stopped] = [build({ engine }, rule), build({ engine }, rule)]
      await quietly(() => whole.run(45))
      await quietly(() => stopped.run(45))
      const again = await load(await stopped.save(), { engine })
      const [expected, found] = [await goesOn(whole, rule, 40), await goesOn(again, rule, 40)]
      assert(expected.time.length > 15, `${expected.time.length} spikes`)
      assert.deepEqual(found, expected)
    })

    it('is the same in pieces as at once, with reads and recordings between', async () => {
      const [whole, pieces] = [build({ engine }, rule), build({ engine }, rule)]
      const expected = await goesOn(whole, rule, 80)
      pieces.record(pieces.projections[0], 'c', { every: 3 })
      const spikes = pieces.record(pieces.group('cells'), 'spikes')
      for (const t of [0.5, 19.5, 7, 33]) {
        await quietly(() => pieces.run(t))
        for (const variable of ['w', 'c', 'n', 'x']) await pieces.projections[0].read(variable)
      }
      const { variables, dopamine } = await goesOn(pieces, rule, 20)
      assert.deepEqual([...spikes.time], [...expected.time])
      assert.deepEqual({ variables, dopamine }, { variables: expected.variables, dopamine: expected.dopamine })
    })

    it('starts over after reset, and learns the same again', async () => {
      const net = build({ engine }, rule)
      await quietly(() => net.run(20))
      const first = await net.projections[1].read()
      await net.reset()
      await quietly(() => net.run(20))
      // The rewards to come were forgotten, and none came before 20 ms.
      assert.deepEqual(await net.projections[1].read(), first)
    })
  })
}
