import { execFileSync } from 'node:child_process'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { format } from 'prettier'
import { engines } from '../engine/engines.js'
import { writeBetween } from '../writeBetween.js'
import { digitsTable } from './digitsTable.js'
import { expected } from './expected.js'
import { experiments, type Candidate, type Experiment } from './experiments/index.js'
import { judge } from './judge.js'
import { page, type Refusal, type Result, type Results } from './page.js'

// npm run conformance: the rows that CI has time for; writes docs/conformance.md and fails if one of them says no.
// npm run nightly: all rows, or with names only those of which "experiment | engine" has one of them in it (the others
// keep what they found last); writes docs/conformance.json as well, after each experiment, so that a night can be cut off
// and several pieces of it can run side by side.

const all = process.argv.includes('--all')
const names = process.argv.slice(2).filter(argument => argument !== '--all')
const wanted = (experiment: string, engine: string) =>
  !names.length || names.some(name => `${experiment} | ${engine}`.toLowerCase().includes(name.toLowerCase()))

const today = new Date().toISOString().slice(0, 10)
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
const verdicts: Result[] = []
const refusals: Refusal[] = []
const start = performance.now()

for (const [name, experiment] of Object.entries(experiments)) {
  for (const candidate of candidates(experiment)) {
    if (!wanted(name, candidate.name)) continue
    const began = performance.now()
    const outcome = await judge(expected[name as keyof typeof expected], experiment, candidate)
    const here = { experiment: name, engine: candidate.name, date: today, commit }
    const found = outcome.verdicts.map(verdict => ({ ...verdict, ...here }))
    const refused = outcome.refusal ? [{ ...here, reason: outcome.refusal }] : []
    verdicts.push(...found)
    refusals.push(...refused)
    if (all) await keep(name, candidate.name, found, refused)
    report(name, candidate.name, outcome, performance.now() - began)
  }
}

const night = await lastNight()
await writeFile('docs/conformance.md', page({ verdicts, refusals }, night))
if (all) await writeBetween('docs/quantum.md', 'npm run nightly -- "Spiking digits"', digitsTable(night))

const failed = verdicts.filter(({ passes }) => !passes)
const seconds = Math.round((performance.now() - start) / 1000)
console.log(`${verdicts.length - failed.length} of ${verdicts.length} rows and engines agree; ${seconds} s`)
process.exit(failed.length ? 1 : 0)

/** The engines on which an experiment is measured now. */
function candidates(experiment: Experiment): readonly Candidate[] {
  const once = { ...engines[0], name: 'any' }
  if (experiment.once) return all || !experiment.nightly?.('any') ? [once] : []
  return engines.filter(({ name }) => !experiment.unmeasured?.(name) && (all || !experiment.nightly?.(name)))
}

async function lastNight(): Promise<Results> {
  const text = await readFile('docs/conformance.json', 'utf8').catch(() => '{ "verdicts": [], "refusals": [] }')
  return JSON.parse(text) as Results
}

/** Puts what one engine found in an experiment in the place of what it found before. */
async function keep(experiment: string, engine: string, found: readonly Result[], refused: readonly Refusal[]) {
  const last = await lastNight()
  const others = <T extends Result | Refusal>(rows: readonly T[]) =>
    rows.filter(row => (row.experiment !== experiment || row.engine !== engine) && row.experiment in expected)
  const now = {
    verdicts: [...others(last.verdicts), ...found].sort(inOrder),
    refusals: [...others(last.refusals), ...refused].sort(inOrder),
  }
  const text = await format(JSON.stringify(now), { parser: 'json', printWidth: 120 })
  await writeFile('docs/conformance.json.part', text)
  await rename('docs/conformance.json.part', 'docs/conformance.json')
}

function inOrder(a: Result | Refusal, b: Result | Refusal): number {
  const place = ({ experiment, engine }: Result | Refusal) => [
    Object.keys(expected).indexOf(experiment),
    engines.findIndex(({ name }) => name === engine),
  ]
  const [[e, c], [f, d]] = [place(a), place(b)]
  return e - f || c - d
}

function report(
  experiment: string,
  engine: string,
  { verdicts, refusal }: Awaited<ReturnType<typeof judge>>,
  ms: number,
) {
  const agreed = verdicts.filter(({ passes }) => passes).length
  const result = refusal ? `refused: ${refusal}` : `${agreed} of ${verdicts.length}`
  console.log(`${experiment.padEnd(54)} ${engine.padEnd(14)} ${(ms / 1000).toFixed(1).padStart(6)} s  ${result}`)
  for (const { row, found, passes } of verdicts) if (!passes) console.log(`  NO: ${row}: found ${String(found)}`)
}
