import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { table } from '../table.js'
import { time, type Time } from '../units/index.js'
import { breather, type Watch } from './breather.js'
import { matchSpikes, vanRossum, victorPurpura } from './distance/index.js'
import type { Spikes } from './spikes.js'
import { trains } from './trains.js'

/** Options of {@link compare}; `onProgress` hears how many neurons of all are done, `signal` stops it. */
export interface CompareOptions extends Watch {
  /** The most by which a spike may be shifted and still be the same spike; default 1 ms. */
  readonly tolerance?: Time
  /** Time constant of van Rossum's distance; default 10 ms. */
  readonly tau?: Time
  /** What moving a spike costs per ms in Victor & Purpura's distance; default .1. */
  readonly cost?: number
}

/** Spikes that are not the same in two runs, one a row, in the order of neurons, then time. */
export interface Differences {
  readonly neuron: Uint32Array
  /** `missed`: only the first run has it; `extra`: only the second; `shifted`: both, at different times. */
  readonly kind: readonly ('missed' | 'extra' | 'shifted')[]
  /** Time in the first run, in the second where it is extra, in ms. */
  readonly time: Float64Array
  /** How much later the second run has it, in ms; NaN unless it is shifted. */
  readonly shift: Float64Array
}

/** How two runs of the same network differ. */
export interface Comparison {
  /** Spikes of the first run, and of the second. */
  readonly spikes: readonly [number, number]
  /** Spikes that both have, shifted or not. */
  readonly matched: number
  /** Spikes that only the first run has. */
  readonly missed: number
  /** Spikes that only the second run has. */
  readonly extra: number
  /** Spikes that both have, but not at the same time (to a thousand-millionth of a ms). */
  readonly shifted: number
  /** The largest shift either way, in ms; 0 if there is none. */
  readonly largestShift: number
  /** The first time at which the runs differ, in ms; `Infinity` if they do not. */
  readonly firstDifference: number
  /** Neurons of which any spike differs. */
  readonly neurons: number
  /** Van Rossum's distance, summed over the neurons. */
  readonly vanRossum: number
  /** Victor & Purpura's distance, summed over the neurons. */
  readonly victorPurpura: number
  /** The spikes that differ. */
  readonly differences: Differences
  /** All of it in one line. */
  readonly text: string
  /** The spikes that differ as an Arquero table: `neuron`, `kind`, `time` (ms), `shift` (ms). */
  table(): ReturnType<typeof table>
}

const same = 1e-9

/**
 * How two runs of the same network differ: which spikes of the first the second misses, which it has besides, and which
 * come at another time. Neuron by neuron, by the pairing of `matchSpikes`: of spikes at most `tolerance` apart, the one
 * that leaves the fewest alone and moves them least, so that equal times always belong together. Large runs do not block:
 * others work in between.
 *
 * @param a the run to be compared with, spikes of a population
 * @param b the other run, of the same neurons over the same time
 * @returns plain data; two silent runs differ by nothing. Rejected with the reason of `signal` if that is aborted
 * @throws RangeError for an unknown option, other numbers of neurons or times recorded, a negative tolerance or cost, or
 *   a tau that is not above 0
 * @example
 * const difference = await compare(reference, quick, { tolerance: '0.5 ms' })
 * difference.text      // '1200 of 1202 spikes matched, 3 of them shifted by up to 0.1 ms; 2 missed, 0 extra'
 * difference.table()
 */
export async function compare(a: Spikes, b: Spikes, options: CompareOptions = {}): Promise<Comparison> {
  refuseUnknown('compare', options, ['tolerance', 'tau', 'cost', 'onProgress', 'signal'])
  const tolerance = time(options.tolerance ?? 1, 'compare: tolerance')
  check(tolerance >= 0, `compare: tolerance must be 0 ms or longer, got ${tolerance} ms`)
  const tau = time(options.tau ?? 10, 'compare: tau')
  check(tau > 0, `compare: tau must be a time above 0 ms, got ${tau} ms`)
  const { cost = 0.1 } = options
  check(cost >= 0, `compare: cost must be a number of 0 or more per ms, got ${cost}`)
  check(a.n === b.n, `compare: a has ${a.n} neurons and b ${b.n}; both runs must be of the same network`)
  check(
    Math.abs(a.from - b.from) < same && Math.abs(a.to - b.to) < same,
    `compare: a was recorded from ${a.from} to ${a.to} ms, b from ${b.from} to ${b.to} ms; take the same part of both with during(...)`,
  )

  const rows: { neuron: number; kind: Differences['kind'][number]; time: number; shift: number }[] = []
  const differing = new Set<number>()
  let [matched, missed, extra, shifted, largestShift, firstDifference] = [0, 0, 0, 0, 0, Infinity]
  let [rossum, purpura] = [0, 0]
  const breathe = breather(options)
  const [ours, others] = [trains(a), trains(b)]
  for (const [neuron, A] of ours.entries()) {
    await breathe(neuron, a.n)
    const B = others[neuron]
    rossum += vanRossum(A, B, { tau })
    purpura += victorPurpura(A, B, { cost })
    const matching = matchSpikes(A, B, tolerance)
    matched += A.length - matching.missed
    missed += matching.missed
    extra += matching.extra
    const found: typeof rows = []
    const taken = new Uint8Array(B.length)
    matching.partner.forEach((j, i) => {
      if (j < 0) found.push({ neuron, kind: 'missed', time: A[i], shift: NaN })
      else {
        taken[j] = 1
        const shift = B[j] - A[i]
        if (Math.abs(shift) <= same) return
        shifted++
        largestShift = Math.max(largestShift, Math.abs(shift))
        firstDifference = Math.min(firstDifference, B[j])
        found.push({ neuron, kind: 'shifted', time: A[i], shift })
      }
    })
    B.forEach((t, j) => {
      if (!taken[j]) found.push({ neuron, kind: 'extra', time: t, shift: NaN })
    })
    if (found.length) differing.add(neuron)
    for (const row of found.sort((one, other) => one.time - other.time)) rows.push(row)
  }
  await breathe(a.n, a.n)
  firstDifference = rows.reduce((first, row) => Math.min(first, row.time), firstDifference)

  const differences: Differences = {
    neuron: Uint32Array.from(rows, row => row.neuron),
    kind: rows.map(row => row.kind),
    time: Float64Array.from(rows, row => row.time),
    shift: Float64Array.from(rows, row => row.shift),
  }
  const moved = shifted ? `, ${shifted} of them shifted by up to ${Number(largestShift.toPrecision(3))} ms` : ''
  return {
    spikes: [a.time.length, b.time.length],
    matched,
    missed,
    extra,
    shifted,
    largestShift,
    firstDifference,
    neurons: differing.size,
    vanRossum: rossum,
    victorPurpura: purpura,
    differences,
    text: `${matched} of ${a.time.length} spikes matched${moved}; ${missed} missed, ${extra} extra`,
    table: () => table({ ...differences }, { units: { time: 'ms', shift: 'ms' } }),
  }
}
