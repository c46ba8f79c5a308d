import { experiments } from './experiments/index.js'
import { expected } from './expected.js'
import type { Verdict } from './judge.js'
import type { Row, Rows } from './row.js'

/** When and with which commit something was measured. */
interface Measured {
  readonly experiment: string
  readonly date: string
  readonly commit: string
}

export type Result = Verdict & Measured

/** An engine said that it cannot run the network of an experiment. */
export interface Refusal extends Measured {
  readonly engine: string
  readonly reason: string
}

/** What a run found; docs/conformance.json has what `npm run nightly` found, each with its date and commit. */
export interface Results {
  readonly verdicts: readonly Result[]
  readonly refusals: readonly Refusal[]
}

/** Column headings of docs/conformance.md, by the names of the engines. */
const columns = {
  reference: '`reference`',
  'wasm (double)': '`wasm`, double',
  'wasm (single)': '`wasm`, single',
  'gpu (cpu)': '`gpu`, cpu',
  'gpu (webasm)': '`gpu`, webasm',
  'gpu (webgpu)': '`gpu`, webgpu',
} as const

/** The page docs/conformance.md: what this run found, and where it had no time, what the last night found. */
export function page(now: Results, night?: Results): string {
  const found = (experiment: string, row: string, engine: string) => {
    const here = (results: Results) =>
      results.verdicts.find(v => v.experiment === experiment && v.row === row && v.engine === engine)
    const fresh = here(now)
    const old = fresh || !night ? undefined : here(night)
    return fresh ? { verdict: fresh, old: false } : old ? { verdict: old, old: true } : undefined
  }
  const refused = (experiment: string, engine: string) =>
    [...now.refusals, ...(night?.refusals ?? [])].some(r => r.experiment === experiment && r.engine === engine)

  const sections = Object.entries(expected).map(([experiment, rows]: [string, Rows]) => {
    const { once } = experiments[experiment as keyof typeof expected]
    const engines = once ? ['any'] : Object.keys(columns)
    const heads = once ? ['found'] : Object.values(columns)
    const head = ['quantity', 'expected', ...heads, '', 'source']
    const lines = Object.entries(rows).map(([name, row]) => {
      const cells = engines.map(engine => ({ engine, result: found(experiment, name, engine) }))
      const judged = cells.flatMap(({ result }) => result ?? [])
      const passes = judged.every(({ verdict }) => verdict.passes)
      const shown = cells.map(({ engine, result }) => {
        if (!result) return refused(experiment, engine) ? 'refused' : ''
        const { verdict, old } = result
        const text = numbers(verdict.found)
        return `${verdict.passes ? text : `**${text}**`}${old ? '\\*' : ''}`
      })
      const verdict = judged.length === 0 ? 'not measured' : passes ? 'yes' : '**no**'
      return [row.quantity, expectation(row), ...shown, verdict, row.source]
    })
    return `## ${experiment}\n\n${table(head, lines)}${unmeasured(experiment as keyof typeof expected)}`
  })
  return `${preface(night)}\n${sections.join('\n\n')}\n\n${refusals(now, night)}`
}

function preface(night?: Results): string {
  const dates = night?.verdicts.map(({ date }) => date).sort() ?? []
  const commits = [...new Set(night?.verdicts.map(({ commit }) => commit))]
  const [first, last] = [dates[0], dates.at(-1)]
  const when = first === last ? `of ${first}` : `from ${first} to ${last}`
  const stars = dates.length
    ? ` Values with a star are those of \`npm run nightly\`, ${when}, at ${commits.length > 1 ? 'commits' : 'commit'} ${commits.join(', ')} ([which at which](conformance.json)).`
    : ''
  return `# Conformance

Numbers from the literature and from mathematics, and what spikelab finds for them on every engine. \`npm run conformance\` measures and writes this page, and CI fails if a row says no; the expected values, their tolerances and sources stand in [one file](../test/conformance/expected.ts), those of [synapses that learn](../test/conformance/expectedLearning.ts), of [weights in superposition](../test/conformance/expectedQuantum.ts) and of [spins](../test/conformance/expectedTunnelling.ts) beside it.${stars}

"Refused": the engine says that it cannot run this network, as [the table of engines](engines.md) has it; why stands at the end. Empty: the row is not for that engine, or it was not measured; why stands under the table.
`
}

/** The engines on which nobody waits for an experiment, each reason with those that have it. */
function unmeasured(experiment: keyof typeof expected): string {
  const reasons = new Map<string, string[]>()
  for (const [engine, heading] of Object.entries(columns)) {
    const reason = experiments[experiment].unmeasured?.(engine)
    if (reason) reasons.set(reason, [...(reasons.get(reason) ?? []), heading])
  }
  return [...reasons].map(([reason, on]) => `\n\nNot measured on ${on.join(' and ')}: ${reason}.`).join('')
}

function refusals(now: Results, night?: Results): string {
  const all = [...now.refusals, ...(night?.refusals ?? [])]
  const lines = new Set(all.map(({ experiment, reason }) => `- ${experiment}: ${reason}`))
  return lines.size ? `## What \`gpu\` refuses\n\n${[...lines].join('\n')}\n` : ''
}

function expectation({ expected }: Row): string {
  if (!('is' in expected)) return `${number(expected.from)} to ${number(expected.to)}`
  const { within } = expected
  const values = numbers(typeof expected.is === 'number' ? expected.is : shortest(expected.is))
  const ends = typeof within === 'number' ? [within, within] : [within.double, within.single]
  if (ends[0] === ends[1]) return ends[0] === 0 ? values : `${values} ± ${number(ends[0])}`
  return `${values} ± ${number(ends[0])} (single ± ${number(ends[1])})`
}

/** One number for several that are the same. */
const shortest = (values: readonly number[]) => (values.every(x => x === values[0]) ? values[0] : values)

const numbers = (values: number | readonly number[]) =>
  typeof values === 'number' ? number(values) : values.map(number).join(', ')

function number(x: number): string {
  if (x === 0 || Number.isInteger(x)) return String(x)
  return Math.abs(x) < 1e-3 ? x.toExponential(1) : String(Number(x.toPrecision(6)))
}

const table = (head: readonly string[], lines: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n')
