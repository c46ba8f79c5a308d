import { compare } from '../../sdk/analysis/index.js'
import { brunel2000, cuba } from '../../sdk/circuits/index.js'
import { wasm, type Sleep } from '../../sdk/engine/index.js'
import { palette } from '../../sdk/plot/index.js'
import { PlotFigure } from '../../sdk/plot/plotFigure.js'
import { network, type Network } from '../../sdk/simulation/index.js'
import { measure } from './measure.js'
import { advancing, kickedSmallWorld } from './networks.js'

const grades: readonly { readonly name: string; readonly sleep: Sleep }[] = [
  { name: 'off', sleep: 'off' },
  { name: 'exact', sleep: 'exact' },
  { name: 'within .1 mV', sleep: { within: 0.1 } },
]

/** Cost of a second of a small world at one mean rate, at one grade of sleep. */
export interface Cost {
  readonly sleep: string
  /** Hz, as it came out. */
  readonly rate: number
  /** Seconds of processor time for a simulated second. */
  readonly seconds: number
  readonly awake: number
}

/** What sleep costs and saves from .01 Hz to as fast as they go: small worlds of 20,000 cells, dt 1 ms. */
export async function costs(size = 20_000): Promise<Cost[]> {
  const found: Cost[] = []
  for (const kicks of [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 25, 50]) {
    const steps = 1000
    const contenders = await Promise.all(
      grades.map(({ name, sleep }) => advancing(name, steps, { sleep }, 1, kickedSmallWorld(kicks, size))),
    )
    const measured = await measure(contenders, 3)
    const counted = await Promise.all(
      grades.map(async ({ sleep }) => {
        const engine = wasm({ sleep, threads: 1 })
        const net = network({ dt: 1, engine })
        kickedSmallWorld(kicks, size)(net)
        const spikes = net.record(net.group('cells'), 'spikes')
        await net.run(2 * steps)
        return { rate: (1000 * spikes.count) / size / (2 * steps), awake: net.activity().mean }
      }),
    )
    grades.forEach(({ name }, g) => found.push({ sleep: name, ...counted[g], seconds: measured[g].least }))
  }
  return found
}

/** The costs as a figure. */
export function costFigure(costs: readonly Cost[]): PlotFigure {
  const of = (sleep: string) => costs.filter(cost => cost.sleep === sleep)
  const colors = grades.map((_, g) => palette[g])
  return new PlotFigure({
    where: 'cost of activity',
    title: 'Cost follows activity: a small world of 20,000 cells, dt 1 ms',
    alt: 'Processor time for a simulated second against the mean rate, for sleep off, exact and within .1 mV',
    marks: costs.length,
    usualHeight: 300,
    marginLeft: 56,
    xDomain: [0.01, 60],
    keys: grades.map(({ name }, g) => ({ label: name, color: colors[g] })),
    options: Plot => ({
      x: { type: 'log', label: 'mean rate (Hz)', grid: true, tickFormat: String },
      y: { type: 'log', label: 'processor time for 1 s (s)', grid: true, tickFormat: String },
      marks: grades.flatMap(({ name }, g) => [
        Plot.line(of(name), { x: 'rate', y: 'seconds', stroke: colors[g] }),
        Plot.dot(of(name), { x: 'rate', y: 'seconds', fill: colors[g], r: 3 }),
      ]),
    }),
  })
}

/** What `within` changes in the spikes of a network, against `off`. */
export interface Change {
  readonly network: string
  readonly within: number
  readonly awake: number
  readonly spikes: number
  readonly shifted: number
  /** ms */
  readonly largestShift: number
  readonly missed: number
  readonly extra: number
}

export async function changes(): Promise<Change[]> {
  const found: Change[] = []
  for (const { name, dt, duration, build } of compared) {
    const run = async (sleep: Sleep) => {
      const net = network({ dt, sleep, threads: 1 })
      build(net)
      const spikes = net.record(net.group('cells'), 'spikes')
      await net.run(duration)
      return { spikes, awake: net.activity().mean }
    }
    const off = await run('off')
    for (const within of [0.01, 0.1, 0.5]) {
      const { spikes, awake } = await run({ within })
      const { shifted, largestShift, missed, extra } = await compare(off.spikes, spikes)
      found.push({ network: name, within, awake, spikes: off.spikes.count, shifted, largestShift, missed, extra })
    }
  }
  return found
}

const small = [0.16, 2, 20].flatMap(rate =>
  [1, 0.1].map(dt => ({
    name: `small world of 5,000 cells, kicks at ${rate} Hz, dt ${dt} ms, ${rate < 1 ? 10 : 2} s`,
    dt,
    duration: rate < 1 ? 10_000 : 2000,
    build: kickedSmallWorld(rate, 5000),
  })),
)
const compared: readonly { name: string; dt: number; duration: number; build: (net: Network) => unknown }[] = [
  { name: 'CUBA, 4,000 cells, dt .1 ms, 1 s', dt: 0.1, duration: 1000, build: net => cuba(net) },
  {
    name: 'Brunel, 2,500 cells, 250 inputs each, dt .1 ms, 1 s',
    dt: 0.1,
    duration: 1000,
    build: net => brunel2000(net, { size: 2500, inputs: 200, weight: 0.5 }),
  },
  ...small,
]
