import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Contender } from './measure.js'
import type { Row } from './row.js'

/** What a million neurons with a hundred synapses each take at most, from the start of a process on. */
export const largestRow: Row = {
  title:
    '1,000,000 neurons with 100 synapses each: memory of the process at most, building and 10 ms of running included',
  unit: 'megabyte',
  runs: 1,
  contenders: () => [
    taken('a weight and a delay each', 'weight', 'delay'),
    taken('a weight each, one delay', 'weight'),
    taken('one weight and one delay'),
  ],
  goals: [{ megabytes: 2500 }],
}

const script = fileURLToPath(new URL('largest/spikelab.mjs', import.meta.url))

const taken = (name: string, ...own: string[]): Contender => ({
  name: `spikelab, ${name}`,
  work: () => ({
    units: 1,
    seconds: Number(execFileSync(process.execPath, [script, ...own], { encoding: 'utf8' })),
  }),
})
