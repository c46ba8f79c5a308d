import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs a module with plain Node, as a user's script would: against dist, without tsx. */
async function script(text: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', text], { timeout: 60_000 })
  return stdout.trim()
}

describe('the built package', () => {
  it('runs a network on gpu.js from dist', async () => {
    const printed = await script(`
      import { izhikevich, network, pairwise } from 'spikelab'
      import { gpu } from 'spikelab/engine'
      const counts = []
      for (const engine of ['reference', gpu({ backend: 'webasm' }), gpu({ backend: 'cpu' })]) {
        const net = network({ seed: 2, engine })
        const cells = net.population('cells', 50, izhikevich())
        net.connect(cells, cells, { topology: pairwise({ p: 0.1 }), weight: 2, delay: '3 ms' })
        net.stimulate(cells, 8)
        const spikes = net.record(cells, 'spikes')
        await net.run('300 ms')
        counts.push(spikes.count)
      }
      console.log(JSON.stringify(counts))`)
    const counts = JSON.parse(printed.split('\n').at(-1)!) as number[]
    assert(counts[0] > 100)
    assert.deepEqual(counts, Array(3).fill(counts[0]))
  })

  it('draws a figure and makes a table without a browser', async () => {
    const printed = await script(`
      import { izhikevich, network } from 'spikelab'
      import { raster } from 'spikelab/plot'
      const net = network()
      const cell = net.population('cell', 1, izhikevich())
      net.stimulate(cell, 10)
      const spikes = net.record(cell, 'spikes')
      await net.run('1 s')
      const bundle = await raster(spikes)[Symbol.for('Jupyter.display')]()
      console.log(Object.keys(bundle).join(' '), spikes.table().numRows())`)
    assert.equal(printed, 'image/svg+xml image/png text/plain 21')
  })

  it('does not complain where the README shows how it begins', async () => {
    const readme = await readFile('README.md', 'utf8')
    const code = /```ts\n([\s\S]*?)```/.exec(readme)![1].replace("figure.save('waves.png')", 'figure.svg()')
    assert(code.split('\n').length <= 32, 'thirty lines')
    assert.match(await script(code), /neuron: \d+, spikes: \d+/)
  })
})
