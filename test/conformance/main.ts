import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { format } from 'prettier'
import { engines } from '../engine/engines.js'
import { expected } from './expected.js'
import { experiments, type Candidate, type Experiment } from './experiments/index.js'
import { judge } from './judge.js'
import { page, type Night } from './page.js'

// npm run conformance: the rows that CI has time for; writes docs/conformance.md and fails if one of them says no.
// npm run nightly: all rows, or with names only those whose experiment has one of them in its name (the others keep what
// the last night found); writes docs/conformance.json as well.

const all = process.argv.includes('--all')
const names = process.argv.slice(2).filter(argument => argument !== '--all')
const wanted = (experiment: string, engine: string) =>
  !names.length || names.some(name => `${experiment} | ${engine}`.toLowerCase().includes(name.toLowerCase()))

const old = await readFile('docs/conformance.json', 'utf8').then(
  text => JSON.parse(text) as Night,
  () => undefined,
)
const verdicts: Night['verdicts'][number][] = []
const refusals: Night['refusals'][number][] = []
const measured = new Set<string>()
const start = performance.now()

for (const [name, experiment] of Object.entries(experiments)) {
  for (const candidate of candidates(experiment)) {
    if (!wanted(name, candidate.name)) continue
    const began = performance.now()
    const outcome = await judge(expected[name as keyof typeof expected], experiment, candidate)
    measured.add(`${name} | ${candidate.name}`)
    verdicts.push(...outcome.verdicts.map(verdict => ({ experiment: name, ...verdict })))
    if (outcome.refusal) refusals.push({ experiment: name, engine: candidate.name, reason: outcome.refusal })
    report(name, candidate.name, outcome, performance.now() - began)
  }
}

let night = old
if (all) {
  const kept = <T extends { experiment: string; engine: string }>(rows: readonly T[] = []) =>
    rows.filter(({ experiment, engine }) => !measured.has(`${experiment} | ${engine}`) && experiment in expected)
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  night = {
    date: new Date().toISOString().slice(0, 10),
    commit,
    verdicts: [...kept(old?.verdicts), ...verdicts],
    refusals: [...kept(old?.refusals), ...refusals],
  }
  await writeFile('docs/conformance.json', await format(JSON.stringify(night), { parser: 'json', printWidth: 120 }))
}
await writeFile('docs/conformance.md', page({ verdicts, refusals }, night))

const failed = verdicts.filter(({ passes }) => !passes)
const seconds = Math.round((performance.now() - start) / 1000)
console.log(`${verdicts.length - failed.length} of ${verdicts.length} rows and engines agree; ${seconds} s`)
process.exit(failed.length ? 1 : 0)

/** The engines on which an experiment is measured now. */
function candidates(experiment: Experiment): readonly Candidate[] {
  if (experiment.once) return [{ ...engines[0], name: 'any' }]
  return engines.filter(({ name }) => !experiment.never?.(name) && (all || !experiment.nightly?.(name)))
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
