/** One way of doing some work. */
export interface Contender {
  readonly name: string
  /** Does the work once: how many units of it, and in how many seconds if it measures that itself. */
  readonly work: () => Promise<Done> | Done
  readonly close?: () => void
}

export interface Done {
  readonly units: number
  readonly seconds?: number
}

/** What of several runs counts. */
export type Counting = 'medians' | 'greatest ratio' | 'least'

export interface Measured {
  readonly name: string
  /** Seconds for one unit of work: what counts of the runs, and the least. */
  readonly seconds: number
  readonly least: number
  /** How many times quicker spikelab was in the same precision. */
  readonly ratio: number
}

const processorSeconds = (start: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

const least = (values: readonly number[]) => Math.min(...values)
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]

/**
 * How long each contender takes, in seconds of processor time, which is also what Brian2 states: a machine that is shared
 * makes everybody wait. They run in turn, so that a processor that slows down slows all of them.
 *
 * @param contenders ours first: a ratio is to the first one, or to the first one named with the same precision
 * @param runs counted runs, after one that warms up; default 3
 * @param by what counts: medians; the greatest of the ratios of each run; the least times
 */
export async function measure(
  contenders: readonly Contender[],
  runs = 3,
  by: Counting = 'medians',
): Promise<Measured[]> {
  const times: number[][] = contenders.map(() => [])
  try {
    for (let run = -1; run < runs; run++) {
      for (const [c, { work }] of contenders.entries()) {
        const start = process.cpuUsage()
        const { units, seconds = processorSeconds(start) } = await work()
        if (run >= 0) times[c].push(seconds / units)
      }
    }
  } finally {
    for (const { close } of contenders) close?.()
  }
  return contenders.map(({ name }, c) => {
    const precision = /single|double/.exec(name)?.[0]
    const isTwin = (other: Contender) => other.name.startsWith('spikelab') && other.name.endsWith(precision ?? '')
    const ours = Math.max(0, precision ? contenders.findIndex(isTwin) : 0)
    const ratios = times[c].map((seconds, run) => seconds / times[ours][run])
    const shortest = least(times[c])
    return {
      name,
      seconds: by === 'least' ? shortest : median(times[c]),
      least: shortest,
      ratio:
        by === 'least' ? shortest / least(times[ours]) : by === 'greatest ratio' ? Math.max(...ratios) : median(ratios),
    }
  })
}
