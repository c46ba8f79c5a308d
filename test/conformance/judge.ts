import { quietly } from '../engine/engines.js'
import type { Candidate, Experiment, Findings } from './experiments/index.js'
import { agrees, checkRow, type Rows } from './row.js'

/** What one engine gave for one row. */
export interface Verdict {
  readonly row: string
  readonly engine: string
  readonly found: number | readonly number[]
  readonly passes: boolean
}

/** What one engine gave for one experiment, or why it refuses its network. */
export interface Outcome {
  readonly verdicts: readonly Verdict[]
  readonly refusal?: string
}

/**
 * Measures one experiment on one engine and judges every row that is for it.
 *
 * @throws RangeError for a row without source, value or tolerance, and for a row of which nothing was found
 */
export async function judge(rows: Rows, experiment: Experiment, candidate: Candidate): Promise<Outcome> {
  Object.values(rows).forEach(checkRow)
  let found: Findings
  try {
    found = await quietly(() => experiment.measure(candidate))
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    return { verdicts: [], refusal }
  }
  const verdicts: Verdict[] = []
  for (const [name, row] of Object.entries(rows)) {
    if (row.on && !row.on(candidate.name, candidate.precision)) continue
    if (!(name in found)) throw new RangeError(`conformance: nothing was found for "${row.quantity}"`)
    const passes = agrees(row, found[name], candidate.precision)
    verdicts.push({ row: name, engine: candidate.name, found: found[name], passes })
  }
  return { verdicts }
}

/** Engines refuse a network before its first step, naming themselves: that is a claim not made, and no failure. */
function refusalOf(error: unknown): string | undefined {
  return error instanceof RangeError ? /^engine "[^"]+": (.*)$/s.exec(error.message)?.[1] : undefined
}
