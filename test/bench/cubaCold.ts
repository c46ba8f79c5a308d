import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Contender } from './measure.js'
import type { Row } from './row.js'

/** From a cold process to the end of 1 s of CUBA, everything included. */
export const cubaColdRow: Row = {
  title: 'CUBA, 1 s, from the start of the process to its end',
  unit: 'run',
  runs: 5,
  contenders: () => [cold('spikelab, from dist', 'spikelab.mjs'), cold('typed-array loop', 'loop.mjs')],
  goals: [{ seconds: 0.5 }],
}

function cold(name: string, script: string): Contender {
  const path = fileURLToPath(new URL(`cuba/${script}`, import.meta.url))
  return {
    name,
    work() {
      const [spikes, seconds] = execFileSync(process.execPath, [path], { encoding: 'utf8' }).split(' ').map(Number)
      if (!(spikes > 18_000 && spikes < 30_000)) throw new Error(`${name}: ${spikes} spikes, expected 5 to 7 Hz`)
      return { units: 1, seconds }
    },
  }
}
