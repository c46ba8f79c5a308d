import assert from 'node:assert/strict'
import { entangle } from '../../../quantum/entanglement/index.js'
import { freeFermions, half, openChain } from './chains.js'

const near = (found: number, expected: number, within: number) => {
  assert(Math.abs(found - expected) <= within, `${found}, expected ${expected} within ${within}`)
}

describe('a matrix product state', () => {
  it('is the exact state while its bonds suffice: means, entropies, concurrence, correlations, measurement', () => {
    const terms = [...openChain(8), { weight: -0.2, spins: [2] }]
    const cooled = (method: 'exact' | 'mps') =>
      entangle(8, { method, seed: 7 }).cool(terms, { field: 0.9, time: 2, dt: 0.02 })
    const [exact, chain] = [cooled('exact'), cooled('mps')]
    near(chain.energy(terms, 0.9), exact.energy(terms, 0.9), 1e-6)
    chain.means.forEach((m, i) => {
      near(m, exact.means[i], 1e-5)
    })
    for (const part of [[0], [3], [0, 1, 2, 3], [2, 5], [6, 7], [1, 4, 6]])
      near(chain.entropy(part), exact.entropy(part), 1e-5)
    near(chain.concurrence(3, 4), exact.concurrence(3, 4), 1e-5)
    near(chain.mutualInformation([0, 1], [5]), exact.mutualInformation([0, 1], [5]), 1e-5)
    const [one, other] = [exact.reduced([5, 1]), chain.reduced([5, 1])]
    one.re.forEach((x, k) => {
      near(other.re[k], x, 1e-5)
    })
    assert.equal(chain.measure(3), exact.measure(3))
    chain.means.forEach((m, i) => {
      near(m, exact.means[i], 1e-5)
    })
  })

  it('learns as the exact state learns, to first order in the rate', () => {
    const groups = (['exact', 'mps'] as const).map(method =>
      entangle(6, { method }).learn([...openChain(6), { weight: -0.3, spins: [0] }], {
        rate: 0.01,
        field: 0.4,
        steps: 200,
      }),
    )
    groups[0].means.forEach((m, i) => {
      near(groups[1].means[i], m, 5e-3)
    })
  })

  it('cuts away what the Schmidt values of the exact chain say', () => {
    const exact = entangle(12).cool(openChain(12), { field: 1, time: 15, dt: 0.1 })
    const schmidt = exact.schmidt(6)
    const beyond = (bond: number) => schmidt.slice(bond).reduce((sum, p) => sum + p, 0)
    near(beyond(2), 1.09e-3, 2e-6)
    near(beyond(4), 1.576e-6, 5e-9)
    near(beyond(8), 2.87e-10, 5e-12)
    const errors = [2, 4, 8].map(bond => {
      const chain = entangle(12, { method: 'mps', bond })
      chain.cool(openChain(12), { field: 1, time: 8, dt: 0.2 })
      assert(Math.max(...chain.truncation.bonds) === bond && chain.truncation.total > chain.truncation.last)
      return chain.energy(openChain(12), 1) + 14.92597111
    })
    assert(errors[0] > 1e-2 && errors[1] < 1e-3 && errors[2] < errors[1], errors.join(' '))
  })

  it('holds 64 weights at the critical point, where no state vector fits: energy and entropy of free fermions', () => {
    const n = 64
    const chain = entangle(n, { method: 'mps', bond: 10 })
    for (const [time, dt] of [
      [26, 0.8],
      [6, 0.4],
    ])
      chain.cool(openChain(n), { field: 1, time, dt })
    const exact = freeFermions(n, 1, n / 2)
    near(exact.energy, 1 - 1 / Math.sin(Math.PI / (4 * n + 2)), 1e-9)
    near(chain.energy(openChain(n), 1), exact.energy, 5e-5)
    near(chain.entropy(half(n)), exact.entropy, 3e-3)
    assert(chain.means.every(m => Math.abs(m) < 1e-6))
    // The bond dimension covers the entropy: what it cuts away in a sweep is next to nothing.
    assert(chain.truncation.last < 1e-7)
    // Measured at one end, a critical chain leans to that side far beyond its neighbour.
    const up = chain.measure(0)
    assert(chain.means[1] * up > chain.means[10] * up && chain.means[10] * up > 0.05)
  })

  it('free fermions have the entropy of the exact chain', () => {
    near(freeFermions(10, 1, 5).entropy, 0.379052, 1e-6)
    const exact = entangle(6).cool(openChain(6), { field: 0.7, time: 20, dt: 0.02 })
    near(exact.entropy([0, 1]), freeFermions(6, 0.7, 2).entropy, 1e-6)
  })
})
