import assert from 'node:assert/strict'
import { synapse } from '../../../sdk/model/index.js'
import { enginesFor, isPatient, protocol, within } from './protocol.js'

const tau = 5000
const rule = synapse({
  name: 'long memory',
  equations: 'dc/dt = -c/tau; dr/dt = (1 - r)/tau',
  parameters: { tau },
  initial: { seen: -1, rested: -1 },
  onPre: 'c = 1; r = 0',
  onPost: 'seen = c; rested = r; c += 0; r += 0',
})

// `wasm` has tables of 8,192 steps: neighbouring synapses are on both sides of their end, or all on one.
const elapsed = [0, 1, 2, 3, 8190, 8191, 8192, 8193, 8191, 8192, 1, 9000, 8193, 8500, 9000, 8192, 8191]
const last = 9100

for (const { name, engine, precision } of enginesFor(rule).filter(isPatient)) {
  describe(`closed forms on ${name}`, () => {
    for (const dt of [1, 0.5]) {
      it(`hold after any number of steps of ${dt} ms`, async () => {
        const pre = elapsed.map(steps => [dt * (last - steps - 1)])
        const post = elapsed.map(() => [dt * last])
        const { net, projection } = protocol({ pre, post, rules: rule, dt }, { engine })
        await net.run(dt * (last + 2))
        const expected = elapsed.map(steps => Math.exp((-steps * dt) / tau))
        const [seen, rested] = [await projection.read('seen'), await projection.read('rested')]
        assert(within(precision, seen, expected), `${seen.join(' ')} not ${expected.join(' ')}`)
        const rise = elapsed.map(steps => -Math.expm1((-steps * dt) / tau))
        assert(within(precision, rested, rise), `${rested.join(' ')} not ${rise.join(' ')}`)
      })
    }
  })
}
