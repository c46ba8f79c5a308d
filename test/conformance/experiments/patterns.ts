import { current } from '../../../sdk/network/index.js'
import { izhikevich2004, izhikevich2004Patterns, type IzhikevichPattern } from '../../../sdk/neurons/index.js'
import { on, type Candidate, type Experiment, type Findings } from './experiment.js'
import { published } from './izhikevich2004Program.js'

/** The 20 patterns, each with the step and input of the library, against the published program. */
export const patterns: Experiment = {
  nightly: engine => engine === 'gpu (webgpu)',
  async measure(candidate) {
    const found: Record<string, Findings[string]> = {}
    for (const name of Object.keys(izhikevich2004Patterns) as IzhikevichPattern[]) {
      const times = await run(candidate, name)
      const program = published(name)
      const common = times.filter(t => program.includes(t)).length
      found[`${name}, times`] = times.length - common + (program.length - common)
      found[name] = [times.length, ms(times[0]), ms(times.at(-1))]
    }
    return found
  },
}

/** A multiple of dt without the last digits that the multiplication left. */
const ms = (t: number | undefined) => Math.round(1e6 * (t ?? NaN)) / 1e6

async function run(candidate: Candidate, name: IzhikevichPattern): Promise<number[]> {
  const { dt, duration, input } = izhikevich2004Patterns[name]
  const net = on(candidate, dt)
  const cell = net.population('cell', 1, izhikevich2004(name))
  net.stimulate(cell, current(input))
  const spikes = net.record(cell, 'spikes')
  await net.run(duration + dt) // the program takes the step at its end, too
  return Array.from(spikes.time)
}
