import { exponential, type Neuron } from '../../../sdk/model/index.js'
import { current, spikeTimes } from '../../../sdk/network/index.js'
import {
  adex,
  hodgkinHuxley,
  izhikevich,
  izhikevich2004,
  lif,
  qif,
  type IzhikevichType,
} from '../../../sdk/neurons/index.js'
import { on, type Candidate, type Experiment, type Findings } from './experiment.js'

/** Spike times of cells that each have a constant current of their own. */
async function trains(candidate: Candidate, cell: Neuron, currents: number[], dt: number, duration: number) {
  const net = on(candidate, dt)
  const cells = net.population('cells', currents.length, cell)
  net.stimulate(cells, current(currents))
  const spikes = net.record(cells, 'spikes')
  await net.run(duration)
  return currents.map((_, i) => spikes.of(i).time)
}

/** Runs of tens of thousands of steps. */
const long = {
  nightly: (engine: string) => engine.startsWith('gpu'),
  unmeasured: (engine: string) =>
    engine === 'gpu (webgpu)' ? 'tens of thousands of steps of one cell, 10 ms each without a card' : undefined,
}

const interval = (times: Float64Array) => (times.at(-1)! - times[0]) / (times.length - 1)

/** Regular and fast spiking cells in one second at I = 10, by the three schemes and five steps of the table. */
export const izhikevichCells: Experiment = {
  ...long,
  async measure(candidate) {
    const schemes = {
      refractory: (type: IzhikevichType) => izhikevich(type),
      simultaneous: (type: IzhikevichType) => izhikevich(type)({}, { refractory: 0 }),
      sequential: (type: IzhikevichType) =>
        izhikevich2004('tonic spiking')(izhikevich(type).model.parameters, { initial: { v: -65, u: 'b*v' } }),
    }
    const found: Record<string, Findings[string]> = {}
    for (const [scheme, cell] of Object.entries(schemes)) {
      for (const type of ['RS', 'FS'] as const) {
        const counts: number[] = []
        for (const dt of [1, 0.5, 0.25, 0.1, 0.01])
          counts.push((await trains(candidate, cell(type), [10], dt, 1000))[0].length)
        found[`${type} ${scheme}`] = counts
      }
    }
    return found
  },
}

/** Rate over a quarter of a second, and the voltage at a time that all steps divide. */
export const leaky: Experiment = {
  ...long,
  async measure(candidate) {
    const rates = (await trains(candidate, lif, [160, 200, 300], 0.01, 250)).map(times => 1000 / interval(times))
    const v: number[] = []
    for (const dt of [0.01, 0.1, 1, 2, 4]) {
      const net = on(candidate, dt)
      const cells = net.population('cells', 1, lif)
      net.stimulate(cells, 140)
      await net.run(12)
      v.push((await cells.read('v'))[0])
    }
    return { 'f-I': rates, v }
  },
}

export const exponentialSynapse: Experiment = {
  async measure(candidate) {
    const potential: number[] = []
    for (const tau of [2, 5, 10, 30]) {
      for (const dt of [0.1, 0.5, 2]) {
        const net = on(candidate, dt)
        const cell = lif({}, { receptors: { ampa: exponential({ tau }) }, initial: { v: -62 } })
        const cells = net.population('cells', 1, cell)
        net.stimulate(cells, spikeTimes({ time: [0], neuron: [0] }, { weight: 80, receptor: 'ampa' }))
        await net.run(12)
        potential.push((await cells.read('v'))[0])
      }
    }
    return { potential }
  },
}

export const quadratic: Experiment = {
  ...long,
  measure: async candidate => ({
    interval: (await trains(candidate, qif, [40, 60, 100, 300], 0.01, 1000)).map(interval),
  }),
}

export const adaptiveExponential: Experiment = {
  ...long,
  async measure(candidate) {
    const dt = 0.01
    const found = await trains(candidate, adex, [700, 800, 1000], dt, 1000)
    // A spike is stamped with the start of its step, and the published times are those of the crossing.
    return {
      spikes: found.map(times => times.length),
      first: found.map(times => times[0] + dt),
      last: found.map(times => times.at(-1)! + dt),
    }
  },
}

const counts = async (candidate: Candidate, dt: number) =>
  (await trains(candidate, hodgkinHuxley, [0, 100, 200, 500], dt, 1000)).map(times => times.length)

export const channels: Experiment = {
  ...long,
  measure: async candidate => ({ coarse: await counts(candidate, 0.1) }),
}

/** A million steps. */
export const channelsFine: Experiment = {
  measure: async candidate => ({ fine: await counts(candidate, 0.001) }),
  nightly: () => true,
  unmeasured: engine => (engine === 'gpu (webgpu)' ? 'a million steps, 10 ms each without a card' : undefined),
}
