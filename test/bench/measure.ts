/** One way of doing some work. */
export interface Contender {
  readonly name: string
  /** Does the work once and returns how many units of it were done. */
  readonly work: () => Promise<number> | number
}

export interface Measured {
  readonly name: string
  /** Units a second: the median of the runs. */
  readonly perSecond: number
  /** Against the rival, pair by pair, the median. */
  readonly ratio: number
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]

/**
 * Units of work a second of each contender, and the ratio to the rival, which is run in turn with the others so that a
 * machine that slows down slows all of them.
 *
 * @param runs counted runs, after one that warms up; default 3
 */
export async function measure(rival: Contender, contenders: readonly Contender[], runs = 3): Promise<Measured[]> {
  const all = [rival, ...contenders]
  const speeds: number[][] = all.map(() => [])
  for (let run = -1; run < runs; run++) {
    for (const [c, { work }] of all.entries()) {
      const start = performance.now()
      const units = await work()
      if (run >= 0) speeds[c].push((1000 * units) / (performance.now() - start))
    }
  }
  return all.map(({ name }, c) => ({
    name,
    perSecond: median(speeds[c]),
    ratio: median(speeds[c].map((speed, run) => speed / speeds[0][run])),
  }))
}
