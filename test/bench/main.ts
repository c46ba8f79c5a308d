import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { amplitudesRow } from './amplitudes.js'
import { birthsRow, prunesRow } from './births.js'
import { buildingRow } from './building.js'
import { cubaColdRow } from './cubaCold.js'
import { dopamineRow } from './dopamine.js'
import { izhikevichRow } from './izhikevich.js'
import { kernelRows } from './kernels.js'
import { largestRow } from './largest.js'
import { liveRow } from './live.js'
import { measure } from './measure.js'
import { brunelRow, cobahhRow, cubaRow, fineSmallWorldRow, smallWorldRow } from './networks.js'
import { page, rowText, type Results } from './page.js'
import { silentPlasticityRow, songRow, stdpRow } from './plasticity.js'
import { crowdRow, rasterRow } from './raster.js'
import type { Row } from './row.js'
import { changes, costFigure, costs } from './silence.js'
import { brunelThreadsRow, denseThreadsRow } from './threads.js'
import { spinRow } from './spins.js'
import { tunnelling, writeTunnelling } from './tunnelling.js'
import { wattsStrogatzRow } from './wattsStrogatz.js'

/** Rows by the names by which they can be asked for: `npm run bench -- cuba brunel`. */
const rows: Readonly<Record<string, Row>> = {
  'izhikevich-100000': izhikevichRow(100_000, false),
  'izhikevich-4000': izhikevichRow(4000, false),
  'refractory-100000': izhikevichRow(100_000, true),
  'refractory-4000': izhikevichRow(4000, true),
  cuba: cubaRow,
  'cuba-cold': cubaColdRow,
  cobahh: cobahhRow,
  brunel: brunelRow,
  'small-world': smallWorldRow,
  'small-world-fine': fineSmallWorldRow,
  'watts-strogatz': wattsStrogatzRow,
  building: buildingRow,
  largest: largestRow,
  births: birthsRow,
  prunes: prunesRow,
  stdp: stdpRow,
  'stdp-silent': silentPlasticityRow,
  song: songRow,
  dopamine: dopamineRow,
  'threads-izhikevich': denseThreadsRow,
  'threads-brunel': brunelThreadsRow,
  raster: rasterRow,
  crowd: crowdRow,
  ...kernelRows,
  live: liveRow,
  'quantum-sparse': spinRow(2000, 20),
  'quantum-dense': spinRow(200, 199),
  'quantum-amplitudes': amplitudesRow,
}

const asked = process.argv.slice(2)
const others = ['cost-of-activity', 'sleep-error', 'quantum-tunnelling']
const unknown = asked.find(name => !(name in rows) && !others.includes(name))
if (unknown !== undefined) {
  console.error(`bench: unknown row "${unknown}"; there are ${[...Object.keys(rows), ...others].join(', ')}`)
  process.exit(1)
}

const file = 'docs/bench.json'
const known: Results = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Results) : { rows: {} }
const results: Results['rows'] = {}
const wanted = (name: string) => asked.length === 0 || asked.includes(name)
for (const [name, row] of Object.entries(rows)) {
  if (!wanted(name)) {
    if (known.rows[name]) results[name] = known.rows[name]
    continue
  }
  const { title, unit, goals = [], runs, by } = row
  const machine = { node: process.version, processor: cpus()[0]?.model, cores: cpus().length }
  const contenders = await measure(await row.contenders(), runs, by)
  results[name] = { title, unit, goals, machine, contenders }
  console.log(`\n${rowText(results[name])}`)
}
const activity = wanted('cost-of-activity') ? await costs() : known.activity
if (activity && wanted('cost-of-activity')) await costFigure(activity).save('docs/cost-of-activity.png')
const sleepError = wanted('sleep-error') ? await changes() : known.sleepError
if (wanted('quantum-tunnelling')) await writeTunnelling(await tunnelling())
const all: Results = { rows: results, activity, sleepError }
await writeFile(file, `${JSON.stringify(all, null, 2)}\n`)
await writeFile('docs/benchmarks.md', page(all))
execFileSync('node_modules/.bin/prettier', ['--write', 'docs/benchmarks.md', file], { stdio: 'ignore' })
console.log(`\nAlso written to docs/benchmarks.md and ${file}`)
// WebGPU's device would keep the process alive.
process.exit(0)
