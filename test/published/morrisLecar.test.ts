import assert from 'node:assert/strict'
import { fixedPoints, network, neuron, phasePlane, rates } from '../../sdk/index.js'

/**
 * The barnacle's muscle fibre of Morris & Lecar (1981, Biophys J 35:193) as Rinzel & Ermentrout analyse it (Analysis of
 * neural excitability and oscillations, in Koch & Segev, Methods in Neuronal Modeling, 2nd edition 1998, chapter 7),
 * typed in as it stands there. Per cm^2: uA, mS, uF.
 */
const hopf = neuron({
  name: 'Morris-Lecar',
  equations: `
    dv/dt = (I - gL*(v - VL) - gK*w*(v - VK)
               - gCa*minf*(v - VCa))/C
    dw/dt = phi*(winf - w)*cosh((v - V3)/(2*V4))
    minf = 0.5*(1 + tanh((v - V1)/V2))
    winf = 0.5*(1 + tanh((v - V3)/V4))`,
  parameters: { C: 20, gL: 2, gK: 8, gCa: 4.4, VL: -60, VK: -84, VCa: 120, V1: -1.2, V2: 18, V3: 2, V4: 30, phi: 0.04 },
  threshold: 'v > 0',
  refractory: { while: 'v > -10' },
  frozen: [],
  method: 'rk4',
})
/** The second set of parameters: rest disappears in a saddle-node on an invariant circle. */
const saddleNode = hopf({ gCa: 4, V3: 12, V4: 17.4, phi: 1 / 15 })

/** The fixed points at a current, from the left to the right. */
const pointsAt = (cell: typeof hopf, I: number) =>
  fixedPoints(phasePlane(cell, { I }), { x: [-80, 60], y: [-0.1, 1] }).sort((a, b) => a.x - b.x)

/** Rates in Hz over the last two thirds, each current in a cell of its own. */
async function ratesAt(cell: typeof hopf, currents: number[], initial: { v: number; w: number }, duration = 3000) {
  const net = network({ dt: 0.1 })
  const cells = net.population('cells', currents.length, cell({}, { initial }))
  net.stimulate(cells, currents)
  const spikes = net.record(cells, 'spikes')
  await net.run(duration)
  return [...rates(spikes.slice(duration / 3))]
}

describe('Morris & Lecar 1981, as Rinzel & Ermentrout 1998', () => {
  it('class II: rest loses its stability at 93.9 and regains it at 212 uA/cm^2, at Hopf bifurcations', () => {
    for (const [I, type] of [
      [93.8, 'stable focus'],
      [93.9, 'unstable focus'],
      [211.9, 'unstable focus'],
      [212.1, 'stable focus'],
    ] as const)
      assert.deepEqual(
        pointsAt(hopf, I).map(point => point.type),
        [type],
        `at ${I}`,
      )
  })

  it('class II: from 88.3 on it rests or fires, as it begins, and no cell fires slowly', async () => {
    const currents = [87.5, 88.1, 88.5, 90, 92]
    assert.deepEqual(await ratesAt(hopf, currents, { v: -27, w: 0.124 }), [0, 0, 0, 0, 0])
    const found = await ratesAt(hopf, currents, { v: 20, w: 0.1 })
    assert.deepEqual(
      found.map(rate => rate > 0),
      [false, false, true, true, true],
    )
    assert(found.slice(2).every(rate => rate >= 8))
  })

  it('class I: rest and threshold meet at 39.96 uA/cm^2', () => {
    assert.deepEqual(
      pointsAt(saddleNode, 39.95).map(point => point.type),
      ['stable node', 'saddle', 'unstable focus'],
    )
    assert.deepEqual(
      pointsAt(saddleNode, 39.97).map(point => point.type),
      ['unstable focus'],
    )
  })

  it('class I: fires from there on as slowly as one likes, as the root of the distance', async () => {
    const near = [0.04, 0.16, 0.64].map(above => 39.963 + above)
    const [quiet, ...found] = await ratesAt(saddleNode, [39.9, ...near, 60], { v: -30, w: 0.02 }, 9000)
    assert.equal(quiet, 0)
    const [one, two, four, far] = found
    assert(one < 2 && far > 15, `${found.join()} Hz`)
    assert(Math.abs(two / one - 2) < 0.3 && Math.abs(four / two - 2) < 0.3, `${found.join()} Hz`)
  })
})
