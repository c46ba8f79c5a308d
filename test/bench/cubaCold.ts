import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { measure, type Contender, type Measured } from './measure.js'

/** From a cold process to the end of 1 s of CUBA, everything included; simulated seconds a second. */
export function cubaColdBenchmark(): Promise<Measured[]> {
  return measure(cold('typed-array loop', 'loop.mjs'), [cold('spikelab, from dist', 'spikelab.mjs')], 5)
}

function cold(name: string, script: string): Contender {
  const path = fileURLToPath(new URL(`cuba/${script}`, import.meta.url))
  return {
    name,
    work() {
      const spikes = Number(execFileSync(process.execPath, [path], { encoding: 'utf8' }))
      if (!(spikes > 18_000 && spikes < 30_000)) throw new Error(`${name}: ${spikes} spikes, expected 5 to 7 Hz`)
      return 1
    },
  }
}
