import assert from 'node:assert/strict'
import { neuron } from '../../sdk/model/index.js'
import { grid, normal, poissonSource, randomPositions, uniform } from '../../sdk/network/index.js'
import { network, type PopulationOptions } from '../../sdk/simulation/index.js'

const leak = neuron({
  name: 'leak',
  equations: 'dv/dt = (E - v)/tau; dw/dt = -w',
  parameters: { E: -65, tau: 20 },
  threshold: 'v > 1e6',
  initial: { v: 'E', w: '2*v' },
})
const build = (options: PopulationOptions, seed = 1, before = 0) => {
  const net = network({ seed, precision: 'double' })
  for (let i = 0; i < before; i++) net.population(`other ${i}`, 2, leak)
  return { net, cells: net.population('cells', 400, leak, options) }
}

describe('a population', () => {
  it('begins where its distributions say, each variable drawn for itself', async () => {
    const options = { initial: { v: uniform('-60 mV', '-50 mV'), w: uniform(-60, -50) } }
    const { cells } = build(options)
    const [v, w] = [await cells.read('v'), await cells.read('w')]
    assert(v.every(x => x >= -60 && x < -50))
    assert(Math.abs(v.reduce((a, b) => a + b) / 400 + 55) < (5 * 10) / Math.sqrt(12 * 400))
    assert.notDeepEqual(v, w)
    assert.deepEqual(await build(options).cells.read('v'), v)
    assert.notDeepEqual(await build(options, 2).cells.read('v'), v)
    assert.notDeepEqual(await build(options, 1, 1).cells.read('v'), v)
  })

  it('has parameters from distributions, arrays, functions of the index and quantities', async () => {
    const { cells } = build({ parameters: { tau: normal('20 ms', '2 ms'), E: i => -65 + i / 100 } })
    const [tau, E, v, w] = await Promise.all(['tau', 'E', 'v', 'w'].map(name => cells.read(name)))
    const mean = tau.reduce((a, b) => a + b) / 400
    assert(Math.abs(mean - 20) < (5 * 2) / Math.sqrt(400))
    assert.deepEqual(
      E,
      Float64Array.from({ length: 400 }, (_, i) => -65 + i / 100),
    )
    // The neuron's own initial values are expressions of them.
    assert.deepEqual(v, E)
    assert.deepEqual(w, E.map(x => 2 * x)) // prettier-ignore
    const same = build({ parameters: { tau: '0.01 s', E: new Float64Array(400).fill(-70) } })
    assert.equal((await same.cells.read('tau'))[3], 10)
    assert.equal((await same.cells.read('v'))[399], -70)
  })

  it('leaves the neuron as it was for others', () => {
    const before = structuredClone(leak.model)
    build({ initial: { v: 3 }, parameters: { tau: [...Array(400).keys()].map(i => i + 1) } })
    assert.deepEqual(structuredClone(leak.model), before)
  })

  it('may be a source with a rate for each neuron', () => {
    const net = network()
    net.population('noise', 3, poissonSource({ rate: 1 }), { parameters: { rate: i => 10 * i } })
    assert.deepEqual(net.describe().populations[0].source, {
      kind: 'poisson',
      rate: Float64Array.of(0, 10, 20),
      stream: 0,
    })
  })

  it('has positions: given, on a grid, at random', () => {
    const positions = (options: PopulationOptions, size = 6) => {
      const net = network({ seed: 3 })
      net.population('cells', size, leak, options)
      return net.describe().populations[0].positions
    }
    assert.equal(positions({}), undefined)
    const given = positions({ positions: [[1, 2], [3, 4]] }, 2) // prettier-ignore
    assert.deepEqual(given, { dimensions: 2, coordinates: Float64Array.of(1, 2, 3, 4) })
    assert.deepEqual(
      positions({ positions: grid({ rows: 2, columns: 3, spacing: 0.5 }) })?.coordinates,
      Float64Array.of(0, 0, 0.5, 0, 1, 0, 0, 0.5, 0.5, 0.5, 1, 0.5),
    )
    const { dimensions, coordinates } = positions(
      { positions: randomPositions({ dimensions: 3, extent: [1, 2, 9] }) },
      2000,
    )!
    assert.equal(dimensions, 3)
    for (const [d, extent] of [1, 2, 9].entries()) {
      const along = coordinates.filter((_, k) => k % 3 === d)
      assert(along.every(x => x >= 0 && x < extent))
      assert(Math.abs(along.reduce((a, b) => a + b) / 2000 - extent / 2) < (5 * extent) / Math.sqrt(12 * 2000))
    }
  })

  const faults: [string, PopulationOptions, RegExp][] = [
    ['an unknown option', { init: {} } as never, /population "cells": unknown option "init"; it has initial, parameters, positions/],
    ['an unknown variable', { initial: { x: 1 } }, /population "cells": unknown variable "x"; it has v, w/],
    ['an unknown parameter', { parameters: { tua: 1 } }, /population "cells": unknown parameter "tua"; it has E, tau; did you mean "tau"\?/],
    ['values of a wrong length', { initial: { v: [1, 2] } }, /population "cells": initial v: expected 400 numbers, one a neuron, got 2/],
    ['an infinite value', { parameters: { tau: i => 1 / i } }, /population "cells": parameter tau: must be finite, got Infinity for neuron 0/],
    ['a time for v', { initial: { v: '5 ms' } }, /initial v: "5 ms" is a time, expected a voltage/],
    ['positions of another size', { positions: grid({ rows: 3, columns: 3 }) }, /grid: 3 x 3 places are 9, for 400 neurons/],
    ['positions of two kinds', { positions: Array.from({ length: 400 }, (_, i) => (i === 7 ? [1] : [1, 2])) }, /position of neuron 7 must be 2 finite numbers, got \[1\]/],
    ['too few positions', { positions: [[1, 2]] }, /population "cells": positions has 1 entries for 400 neurons/],
    ['no positions', { positions: 5 as never }, /positions must be \[\[x, y\], \.\.\.\], grid/],
  ] // prettier-ignore
  for (const [what, options, message] of faults)
    it(`refuses ${what}`, () => assert.throws(() => build(options), message))

  it('refuses a grid or a cloud that is none', () => {
    assert.throws(() => grid({ rows: 0, columns: 2 }), /grid: rows must be a positive whole number, got 0/)
    assert.throws(() => grid({ rows: 2, columns: 2, spacing: -1 }), /grid: spacing must be a positive number, got -1/)
    assert.throws(() => randomPositions({ dimensions: 4 }), /randomPositions: dimensions must be 1, 2 or 3, got 4/)
    assert.throws(() => randomPositions({ extent: [1] }), /extent must be a positive number, or 2 of them, got \[1\]/)
  })
})
