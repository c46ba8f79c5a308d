import assert from 'node:assert/strict'
import { fullTripletStdp, tripletStdp } from '../../sdk/plasticity/index.js'
import { enginesFor, isPatient, protocol, within } from '../engine/plasticity/protocol.js'

type Parameters = Readonly<Record<string, number>>

/** What 60 pairs change, from equations 3 and 4 of the paper, pair by pair. */
function summed(p: Parameters, pre: readonly number[], post: readonly number[]): number {
  const trace = (times: readonly number[], before: number, tau: number) =>
    times.filter(t => t < before).reduce((sum, t) => sum + Math.exp(-(before - t) / tau), 0)
  const up = post.map(t => trace(pre, t, p.tauPlus) * (p.a2Plus + p.a3Plus * trace(post, t, p.tauY)))
  const down = pre.map(t => trace(post, t, p.tauMinus) * (p.a2Minus + p.a3Minus * trace(pre, t, p.tauX)))
  return up.reduce((a, b) => a + b, 0) - down.reduce((a, b) => a + b, 0)
}

/** Sixty pairs: when they are at the synapse. */
function pairs(rate: number, lag: number) {
  const pre = Array.from({ length: 60 }, (_, i) => 20 + (1000 / rate) * i)
  return { pre, post: pre.map(t => t + lag) }
}

const rates = [0.1, 10, 20, 40, 50]
/** Protocol of figure 3 (Sjostrom et al. 2001), minimal model, source before and after the neuron. */
const published = {
  before: ['0', '.1186', '.2278', '.5321', '.7627'],
  after: ['-.3166', '-.3322', '-.3417', '.1737', '.7492'],
}
const digits = (x: number) => (Math.abs(x) < 5e-5 ? '0' : x.toFixed(4).replace('0.', '.'))

for (const { name, engine, precision } of enginesFor(tripletStdp, fullTripletStdp).filter(isPatient)) {
  describe(`triplets on ${name}`, () => {
    /** At +10 and -10 ms. */
    const changes = async (rule: typeof tripletStdp, rate: number) => {
      const trains = [10, -10].map(lag => pairs(rate, lag))
      const [pre, post] = [trains.map(t => t.pre.map(x => x - 5)), trains.map(t => t.post)]
      const { net, projection } = protocol(
        { pre, post, rules: rule({ wMax: 3 }), connect: { weight: 1 }, dt: 5 },
        { engine },
      )
      await net.run(60_000 / rate + 100)
      const found = Array.from(await projection.read(), w => w - 1)
      const exact = trains.map(t => summed(rule.model.parameters, t.pre, t.post))
      assert(within(precision, found, exact, 5e-5), `${rate} Hz: ${found.join(' ')} not ${exact.join(' ')}`)
      return exact
    }

    it('pairs change the weight the more upwards the faster they come, as published', async () => {
      const found = await Promise.all(rates.map(rate => changes(tripletStdp, rate)))
      assert.deepEqual(
        found.map(([before]) => digits(before)),
        published.before,
      )
      assert.deepEqual(
        found.map(([, after]) => digits(after)),
        published.after,
      )
    })

    it('and so they do with all four terms', async () => {
      const found = await Promise.all(rates.slice(1).map(rate => changes(fullTripletStdp, rate)))
      assert(found[0][1] < 0 && found.at(-1)![1] > 0)
    })
  })
}
