import assert from 'node:assert/strict'
import {
  izhikevich,
  network,
  normal,
  ornsteinUhlenbeck,
  poisson,
  smallWorld,
  uniform,
  type Network,
  type NetworkOptions,
  type Projection,
} from '../../../sdk/index.js'

/** A busy small world with a weight and a delay for each synapse. */
export function world(options: NetworkOptions, seed = 1, n = 60) {
  const net = network({ seed, dt: 0.5, ...options })
  const cells = net.population('cells', n, izhikevich('RS'), { initial: { v: uniform(-70, -50) } })
  const synapses = net.connect(cells, cells, {
    topology: smallWorld({ k: 6, p: 0.1 }),
    weight: normal(4, 1),
    delay: uniform('1 ms', '6 ms'),
  })
  net.stimulate(cells, poisson({ rate: 100, weight: 8 }))
  net.stimulate(cells, ornsteinUhlenbeck({ mean: 2, sigma: 1, tau: 10 }))
  return { net, cells, synapses }
}

export const pairsOf = ({ from, to }: Projection) => Array.from(from, (i, s) => `${i} ${to[s]}`)
export const degrees = (ends: Uint32Array, n: number) =>
  Array.from({ length: n }, (_, i) => ends.filter(x => x === i).length)

/** Whether two networks are the same by now, bit for bit. */
export async function sameState(a: Network, b: Network) {
  const [x, y] = [a.group('cells'), b.group('cells')]
  assert.deepEqual([x.size, x.living], [y.size, y.living])
  for (const name of ['v', 'u', 'd']) assert.deepEqual(await x.read(name), await y.read(name), name)
  for (const [q, projection] of a.projections.entries()) {
    assert.deepEqual(pairsOf(projection), pairsOf(b.projections[q]))
    assert.deepEqual(await projection.read(), await b.projections[q].read())
  }
}
