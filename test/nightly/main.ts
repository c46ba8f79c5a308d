import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { format } from 'prettier'
import type { NetworkOptions } from '../../sdk/simulation/index.js'
import { balanced, expected, seeds } from '../published/expected.js'

// What CI has no time for: the networks from the literature with five seeds on every engine and precision. The result
// goes to docs/nightly.json, to be committed.

const engines: Record<string, NetworkOptions> = {
  'wasm, single': { precision: 'single' },
  'wasm, double': { precision: 'double' },
  reference: { engine: 'reference' },
}

const results = []
for (const [name, { build, source, rate, cv }] of Object.entries(expected)) {
  for (const [engine, options] of Object.entries(engines)) {
    const start = performance.now()
    const found = await balanced(build, options)
    const within = (x: number, [low, high]: readonly [number, number]) => x >= low && x <= high
    const row = {
      network: name,
      source,
      engine,
      seeds: seeds.length,
      rate: { expected: rate, found: Number(found.rate.toFixed(3)) },
      cv: { expected: cv, found: Number(found.cv.toFixed(4)) },
      passes: within(found.rate, rate) && within(found.cv, cv),
      seconds: Math.round((performance.now() - start) / 1000),
    }
    results.push(row)
    console.log(
      `${row.passes ? 'yes' : 'NO '} ${name.padEnd(7)} ${engine.padEnd(13)} ${row.rate.found} Hz, CV ${row.cv.found}, ${row.seconds} s`,
    )
  }
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
const date = new Date().toISOString().slice(0, 10)
const text = await format(JSON.stringify({ date, commit, results }), { parser: 'json', printWidth: 120 })
await writeFile('docs/nightly.json', text)
process.exitCode = results.every(({ passes }) => passes) ? 0 : 1
