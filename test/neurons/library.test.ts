import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Neuron } from '../../sdk/model/index.js'
import { current } from '../../sdk/network/index.js'
import * as library from '../../sdk/neurons/index.js'
import { network, type NetworkOptions } from '../../sdk/simulation/index.js'

/** Every neuron of the library with a current that moves it and a step that suits it. */
const neurons: Record<string, [cell: Neuron, I: number, dt: number]> = {
  lif: [library.lif, 200, 0.1],
  qif: [library.qif, 100, 0.1],
  eif: [library.eif, 50, 0.1],
  adex: [library.adex, 1000, 0.05],
  fitzHughNagumo: [library.fitzHughNagumo, 0.5, 0.05],
  hodgkinHuxley: [library.hodgkinHuxley, 500, 0.1],
  squidAxon: [library.squidAxon, 10, 0.025],
  wilsonCowan: [library.wilsonCowan, 5, 0.1],
  ...Object.fromEntries(
    library.izhikevichTypes.map(type => [`izhikevich ${type}`, [library.izhikevich(type), 10, 0.5]]),
  ),
  ...Object.fromEntries(
    library.izhikevichTypes.map(type => [`izhikevich2003 ${type}`, [library.izhikevich2003(type), 10, 1]]),
  ),
  ...Object.fromEntries(
    library.izhikevich2007Types.map(type => [`izhikevich2007 ${type}`, [library.izhikevich2007(type), 300, 0.5]]),
  ),
}

async function states([cell, I, dt]: [Neuron, number, number], options: NetworkOptions) {
  const net = network({ dt, ...options })
  const cells = net.population('cells', 3, cell)
  net.stimulate(cells, current([0, I / 2, I]))
  await net.run(20)
  const variables = cell.model.equations.map(({ variable }) => variable)
  return (await Promise.all(variables.map(async v => [...(await cells.read(v))]))).flat()
}

describe('every neuron of the library', () => {
  for (const [name, cell] of Object.entries(neurons)) {
    it(`${name}: in WebAssembly as on the reference`, async () => {
      const [expected, actual] = await Promise.all([
        states(cell, { engine: 'reference' }),
        states(cell, { engine: 'wasm', precision: 'double' }),
      ])
      for (const [i, x] of expected.entries()) {
        assert(Number.isFinite(x))
        assert(Math.abs(actual[i] - x) <= 1e-8 * (1 + Math.abs(x)), `${actual[i]}, not ${x}`)
      }
    })
  }

  it('stands in docs/neurons.md', async () => {
    const page = await readFile('docs/neurons.md', 'utf8')
    for (const [name, value] of Object.entries(library))
      if (typeof value === 'function') assert(new RegExp(`\\| \`${name}\\b`).test(page), `${name} is missing`)
  })
})
