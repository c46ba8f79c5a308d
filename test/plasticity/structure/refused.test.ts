import assert from 'node:assert/strict'
import { death, izhikevich, load, network, pairwise, poissonSource, prune, type Group } from '../../../sdk/index.js'
import { sameState, world } from './world.js'

describe('rules of structure are refused by name, with the network as it was', () => {
  const cases: readonly (readonly [string, (of: ReturnType<typeof world>) => unknown, RegExp])[] = [
      ['no condition', ({ net, synapses }) => net.prune(synapses, {}), /prune: give a condition, one of below, for/],
      ['an unknown option', ({ net, synapses }) => net.prune(synapses, { bellow: 1 } as never), /unknown option "bellow".*did you mean "below"/],
      ['a fraction above 1', ({ net, synapses }) => net.prune(synapses, { fraction: 2 }), /fraction must be a number in 0 .. 1, got 2/],
      ['for without every', ({ net, synapses }) => net.prune(synapses, { below: 1, for: '1 s' }), /for needs a rule that looks again and again/],
      ['spikes by hand', ({ net, synapses }) => net.prune(synapses, { correlation: { below: 0 } }), /looks at spikes; plan it/],
      ['a plan without every', ({ net, synapses }) => net.plan(prune({ below: 1 }), synapses), /plan prune of cells -> cells: say how often/],
      ['every off the grid', ({ net, synapses }) => net.plan(prune({ below: 1, every: 0.7 }), synapses), /every must be a multiple of dt = 0.5 ms, got 0.7/],
      ['a projection of another network', ({ net }) => net.prune(world({}).synapses, { below: 1 }), /apply: cells -> cells is not of this network/],
      ['neurons where synapses are meant', ({ net, cells }) => net.apply(prune({ below: 1 }), cells), /prune is about synapses; expected a projection/],
      ['synapses where neurons are meant', ({ net, synapses }) => net.apply(death({ fraction: 1 }), synapses), /apply: expected neurons/],
      ['what is no rule', ({ net, cells }) => net.apply({} as never, cells), /expected a rule of structure such as prune/],
      ['neither count nor fraction', ({ net, synapses }) => net.grow(synapses, {}), /synaptogenesis: give either count or fraction/],
      ['an unknown conservation', ({ net, synapses }) => net.rewire(synapses, { conserve: 'inn' as never }), /unknown conserve "inn"; there are out, in, both; did you mean "in"/],
      ['a neuron outside', ({ net, cells }) => net.remove(cells, [60]), /remove: neuron 60 is outside 0 .. 59 of cells/],
      ['a neuron twice', ({ net, cells }) => net.remove(cells, [3, 3]), /remove: neuron 3 of cells is gone already/],
      ['no indices', ({ net, cells }) => net.remove(cells, 3 as never), /remove: expected indices of neurons/],
      ['an unknown type', ({ net, cells }) => net.birth(cells, 1, { type: 'RSS' as never }), /birth: unknown type "RSS"; there are RS/],
      ['an unknown parameter', ({ net, cells }) => net.birth(cells, 1, { type: { tau: 3 } }), /birth: neurons of "cells" have no parameter "tau"; they have a, b, c, d/],
      ['half a birth', ({ net, cells }) => net.birth(cells, 0.5), /birth: how many must be a whole number/],
      ['more newborns than there is room for', ({ net, cells }) => net.birth(cells, 1e9), /birth: with 1,000,000,000 newborns the network would take some .* in engine "wasm"; it has .*; let fewer be born/],
      ['an unknown variable', ({ net, cells }) => net.birth(cells, 1, { initial: { w: 1 } }), /birth: unknown variable "w"; it has v, u/],
      ['a synapse that is not there', ({ net, synapses }) => net.apply({ name: 'mine', on: 'synapses', decide: () => ({ removed: [360] }) }, synapses), /mine: synapse 360 of cells -> cells is not there/],
      ['a synapse without an end', ({ net, synapses }) => net.apply({ name: 'mine', on: 'synapses', decide: () => ({ added: { from: [99], to: [1] } }) }, synapses), /mine: source 99 of a new synapse of cells -> cells does not live/],
    ] // prettier-ignore
  for (const [what, act, message] of cases) {
    it(what, async () => {
      const [touched, other] = [world({}, 4), world({}, 4)]
      for (const { net } of [touched, other]) await net.run(20)
      await assert.rejects(
        async () => act(touched),
        error => {
          assert(error instanceof RangeError, String(error))
          assert.match(error.message, message)
          return true
        },
      )
      for (const { net } of [touched, other]) await net.run(30)
      await sameState(touched.net, other.net)
    })
  }

  it('the removal of a neuron that is gone', async () => {
    const { net, cells } = world({})
    await net.remove(cells, [3])
    await assert.rejects(net.remove(cells, [2, 3]), /^RangeError: remove: neuron 3 of cells is gone already/)
    assert.equal(cells.living, 59)
  })

  it('a birth into a source, and into a topology that does not say how newborns join', async () => {
    const net = network()
    const source = net.population('source', 3, poissonSource({ rate: 5 }))
    const cells = net.population('cells', 3, izhikevich('RS'))
    await assert.rejects(net.birth(source, 1), /nobody is born into source: it is a source/)
    const chain = { name: 'chain', edges: () => ({ from: Uint32Array.of(0, 1), to: Uint32Array.of(1, 2) }) }
    const other = network()
    const links = other.population('links', 3, izhikevich('RS'))
    other.connect(links, links, { topology: chain })
    await assert.rejects(other.birth(links, 1), /topology "chain" of links -> links does not say how newborns join/)
    assert.equal(links.size, 3)
    assert.equal(cells.size, 3)
    await other.run(5)
  })

  it('a rule of your own in a file, and births by functions after load', async () => {
    const { net, cells } = world({})
    const plan = net.plan({ name: 'mine', on: 'neurons', every: 10, decide: () => ({}) }, cells)
    await assert.rejects(
      net.save(),
      /save: rule "mine" of cells is of your own, and no file holds it; remove it before/,
    )
    plan.remove()
    const again = await load(await withFunction().save())
    await assert.rejects(
      again.birth(again.group('cells'), 1),
      /how "pairwise" connects was given as a function, which no file holds/,
    )
    assert.equal(again.group('cells').size, 5)
  })

  it('engines whose structure is fixed', async () => {
    const net = network({ engine: 'gpu' })
    const cells: Group = net.population('cells', 8, izhikevich('RS'))
    const info = console.info
    console.info = () => {}
    try {
      await assert.rejects(
        net.birth(cells, 1),
        /engine "gpu" cannot change the structure of a network that goes on: its kernels gather/,
      )
    } finally {
      console.info = info
      await net.reset()
    }
  })
})

function withFunction() {
  const net = network()
  const cells = net.population('cells', 5, izhikevich('RS'))
  net.connect(cells, cells, { topology: pairwise({ p: 0.5 }), weight: ({ pre }) => pre })
  return net
}
