import assert from 'node:assert/strict'
import { multiplicativeStdp, nearestStdp, powerLawStdp, stdp } from '../../sdk/plasticity/index.js'
import { enginesFor, isPatient, protocol, within } from '../engine/plasticity/protocol.js'

/** Two trains, as they arrive at the synapse, and what pairs of them weigh. */
const pre = [10, 18, 31, 40, 64]
const post = [14, 22, 25, 50, 58, 70]
const sent = pre.map(t => t - 1)
const decayed = (lag: number) => Math.exp(-lag / 20)
const last = (times: readonly number[], before: number) => times.filter(t => t <= before).at(-1)
const all = (times: readonly number[], before: number) => times.filter(t => t <= before)

for (const { name, engine, precision } of enginesFor(stdp, nearestStdp)) {
  it(`nearest neighbours: each spike counts with the last of the other side alone; all to all: with every one, on ${name}`, async () => {
    const after = async (rule: typeof stdp) => {
      const { net, projection } = protocol(
        { pre: [sent], post: [post], rules: rule, connect: { weight: 1 } },
        { engine },
      )
      await net.run(80)
      return projection.read()
    }
    const { aPlus, aMinus } = stdp.model.parameters
    const expected = (partners: (times: readonly number[], before: number) => readonly (number | undefined)[]) => {
      const sum = (times: readonly number[], others: readonly number[]) =>
        times
          .flatMap(t => partners(others, t).map(other => (other === undefined ? 0 : decayed(t - other))))
          .reduce((a, b) => a + b, 0)
      return [1 + aPlus * sum(post, pre) - aMinus * sum(pre, post)]
    }
    assert(within(precision, await after(stdp({ wMax: 2 })), expected(all)))
    assert(
      within(
        precision,
        await after(nearestStdp({ wMax: 2 })),
        expected((times, t) => [last(times, t)]),
      ),
    )
  })
}

/** Pairs at +10 and -10 ms, one of each in 200 ms: they are independent of one another. */
function alternating(pairs: number) {
  const starts = Array.from({ length: pairs }, (_, i) => 20 + 200 * i)
  return { pre: starts.flatMap(t => [t - 1, t + 119]), post: starts.flatMap(t => [t + 10, t + 110]) }
}

for (const { name, engine, precision } of enginesFor(multiplicativeStdp, powerLawStdp, stdp)) {
  describe(`steps that depend on the weight, on ${name}`, () => {
    const weights = [0, 0.1, 0.5, 1.4, 2]
    const run = async (rule: typeof stdp, trains: { pre: number[]; post: number[] }, weight: readonly number[]) => {
      const of = (train: number[]) => weight.map(() => train)
      const { net, projection } = protocol(
        { pre: of(trains.pre), post: of(trains.post), rules: rule, connect: { weight: [...weight] } },
        { engine },
      )
      await net.run(Math.max(...trains.pre, ...trains.post) + 10)
      return projection.read()
    }

    it('up by a share of what is left to the bound, down by a share of the weight', async () => {
      const rule = multiplicativeStdp({ wMax: 2, aPlus: 0.1, aMinus: 0.2 })
      const e = Math.exp(-10 / 20)
      const up = weights.map(w => w + 0.1 * e * (2 - w))
      const down = weights.map(w => w - 0.2 * e * w)
      assert(within(precision, await run(rule, { pre: [9], post: [20] }, weights), up))
      assert(within(precision, await run(rule, { pre: [19], post: [10] }, weights), down))
    })

    it('by the power mu: 0 is the additive rule, 1 the multiplicative', async () => {
      const trains = { pre: sent, post }
      const law = { wMax: 2, lambda: 0.05, alpha: 1.2 }
      const steps = { wMax: 2, aPlus: 2 * 0.05, aMinus: 2 * 0.05 * 1.2 }
      const additive = await run(powerLawStdp({ ...law, mu: 0 }), trains, weights)
      assert(within(precision, additive, await run(stdp(steps), trains, weights), 5e-6))
      const shares = { wMax: 2, aPlus: 0.05, aMinus: 0.05 * 1.2 }
      const multiplicative = await run(powerLawStdp({ ...law, mu: 1 }), trains, weights)
      assert(within(precision, multiplicative, await run(multiplicativeStdp(shares), trains, weights), 5e-6))
      const between = await run(powerLawStdp({ ...law, mu: 0.5 }), { pre: [9], post: [20] }, weights)
      const up = weights.map(w => w + 2 * 0.05 * Math.sqrt(1 - w / 2) * Math.exp(-0.5))
      assert(within(precision, between, up))
    })

    if (!isPatient({ name })) return
    it('as many pairs up as down: they meet where both steps are alike, whatever the start', async () => {
      // lambda (1 - w)^mu = lambda alpha w^mu, at w = 1 / (1 + alpha^(1/mu)); steps are small beside the weight.
      const [alpha, mu, lambda] = [1.2, 0.5, 0.02]
      const fixed = 1 / (1 + alpha ** (1 / mu))
      const found = await run(powerLawStdp({ alpha, mu, lambda }), alternating(600), [0, fixed, 1])
      for (const w of found) assert(Math.abs(w - fixed) < lambda, `${w}, not ${fixed}`)
      assert(Math.abs(found[0] - found[2]) < 1e-4)
      const half = await run(multiplicativeStdp({ aPlus: 0.02, aMinus: 0.03 }), alternating(300), [0, 1])
      for (const w of half) assert(Math.abs(w - 0.02 / 0.05) < 0.02, `${w}, not .4`)
    })
  })
}
