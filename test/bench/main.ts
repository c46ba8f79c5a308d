import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { cubaColdBenchmark } from './cubaCold.js'
import { izhikevichBenchmark } from './izhikevich.js'
import { rasterBenchmark } from './raster.js'
import { smallWorldBenchmark } from './smallWorld.js'

const benchmarks = {
  'Izhikevich dense, 100,000 cells, dt 1 ms, neuron updates a second': () => izhikevichBenchmark(100_000, true),
  'Izhikevich dense, 4,000 cells, dt 1 ms, neuron updates a second': () => izhikevichBenchmark(4000, false),
  'CUBA, 4,000 neurons, 1 s at dt .1, cold process from start to end, simulated seconds a second': cubaColdBenchmark,
  'Watts-Strogatz, 100,000 neurons, k 6, p .02, compressed rows, edges a second': smallWorldBenchmark,
  'Raster of 20,000 spikes as SVG, spikes a second': rasterBenchmark,
}

const results: Record<string, unknown> = {}
for (const [title, benchmark] of Object.entries(benchmarks)) {
  const rows = await benchmark()
  results[title] = rows
  console.log(`\n${title}; ratio to ${rows[0].name}, medians`)
  for (const { name, perSecond, ratio } of rows) {
    const speed = perSecond > 1e4 ? `${(perSecond / 1e6).toFixed(2)} M/s` : `${perSecond.toFixed(2)} /s`
    console.log(`  ${name.padEnd(20)} ${speed.padStart(13)} ${ratio.toFixed(3).padStart(9)}`)
  }
}
await mkdir('output', { recursive: true })
const machine = { node: process.version, cpu: cpus()[0]?.model }
await writeFile('output/bench.json', `${JSON.stringify({ machine, results }, null, 2)}\n`)
console.log('\nAlso written to output/bench.json')
// WebGPU's device would keep the process alive.
process.exit(0)
