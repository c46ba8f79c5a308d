import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const door = new URL('../../sdk/index.ts', import.meta.url).href

const script = (seed: number) => `
  import { createHash } from 'node:crypto'
  import { izhikevich, network, ornsteinUhlenbeck, poisson, smallWorld, uniform } from '${door}'
  const net = network({ seed: ${seed} })
  const cells = net.population('cells', 100, izhikevich())
  net.connect(cells, cells, { topology: smallWorld({ k: 6, p: 0.1 }), weight: uniform(2, 10), delay: uniform(1, 5) })
  net.stimulate(cells, poisson({ rate: 100, weight: 10 }))
  net.stimulate(cells, ornsteinUhlenbeck({ mean: 3, sigma: 2, tau: 5 }))
  const spikes = net.record(cells, 'spikes')
  await net.run(200)
  const hash = createHash('sha256').update(spikes.time).update(spikes.neuron)
  console.log(spikes.count, hash.digest('hex'))`

async function spikesOf(seed: number): Promise<string> {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script(seed)]
  return (await promisify(execFile)(process.execPath, args, { timeout: 60_000 })).stdout
}

describe('a seed', () => {
  it('gives the same spikes in every process', async function () {
    this.timeout(120_000)
    const [first, second, other] = [await spikesOf(7), await spikesOf(7), await spikesOf(8)]
    assert.match(first, /^\d{3,} [0-9a-f]{64}\n$/)
    assert.equal(second, first)
    assert.notEqual(other, first)
  })
})
