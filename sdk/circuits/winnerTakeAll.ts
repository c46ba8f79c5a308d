import { check } from '../check.js'
import { neuron } from '../model/index.js'
import { allToAll } from '../network/topology/index.js'
import { refuseUnknown } from '../options.js'
import type { Time } from '../units/index.js'
import type { Builder, Sliceable } from './builder.js'

/** Options of {@link winnerTakeAll}. */
export interface WinnerTakeAllOptions {
  /** `'hard'` (default): one winner; a number: so many; `'soft'`: all fire, the stronger the more. */
  kind?: 'hard' | 'soft' | number
  /** Name of the population; default `'cells'`. */
  name?: string
  /** Neurons; default 10. */
  size?: number
  /** How long the winners of a race keep the others silent, from the first spike on; default 25 ms, a gamma cycle. */
  cycle?: Time
  /** Standard deviation that noise alone gives v, whose threshold is 1; default .02. Without it ties stay ties. */
  noise?: number
  /** Of `'soft'`: what a spike of all others together would take from the drive; default 2. */
  inhibition?: number
}

/**
 * `on`: has fired in this race; `n`: how many others have. A race is open until `k` have, and is run again where spikes in
 * one step were one too many, with the more noise the more often it was.
 */
const racer = neuron({
  name: 'racer',
  equations: `
    dv/dt = open*(I - v)/tau + open*(1 + again)*noise*sqrt(2/tau)*xi
    dn/dt = 0*n
    don/dt = 0*on
    dh/dt = n + on > 0 ? 1 : 0
    dagain/dt = 0*again
    open = on < 0.5 and n + 0.5 < k ? 1 : 0`,
  parameters: { tau: '20 ms', k: 1, noise: 0.02, cycle: '25 ms' },
  threshold: { spike: 'v >= 1 and open > 0', restart: 'h >= cycle or n + on > k + 0.5' },
  reset: { spike: 'on = 1', restart: 'again = h >= cycle ? 0 : again + 1; v = 0; n = 0; on = 0; h = 0' },
  units: { v: '1', I: '1' },
})

const rival = neuron({
  name: 'rival',
  equations: `
    dv/dt = (I - g - v)/tau + noise*sqrt(2/tau)*xi
    dg/dt = -g/tauG`,
  parameters: { tau: '20 ms', tauG: '10 ms', noise: 0.02 },
  threshold: 'v >= 1',
  reset: 'v = 0',
  units: { v: '1', g: '1', I: '1' },
})

/**
 * Winner-take-all by lateral inhibition: leaky cells race to their threshold, which is 1, as is the smallest drive that
 * reaches it; give them their drives as currents, `net.stimulate(cells, [1.5, 2, 1.2, ...])`.
 *
 * Hard, and k winners: the first to fire shut out all others for the rest of a cycle, then everyone starts anew, so that
 * there are k spikes a cycle, of those with the largest drives (the race of a gamma cycle: de Almeida, Idiart & Lisman
 * 2009, J Neurosci 29:7497). Winners are the cells whose `on` is 1. Where the last to get in fire in one and the same step
 * and are too many, the race is run again, and noise decides: it grows with each repetition.
 *
 * Soft: inhibition takes from everyone's drive, so that all who can still fire, and differences between rates grow.
 *
 * @param net `network()`
 * @param options kind, name, size, cycle, noise, inhibition
 * @returns `cells`
 * @throws RangeError for an unknown option or kind, and where there are to be more winners than cells
 * @example
 * const net = network()
 * const { cells } = circuits.winnerTakeAll(net, { kind: 2, size: 5 })
 * net.stimulate(cells, [1.2, 2, 1.5, 1.9, 1.1])
 * await net.run('30 ms')
 * await cells.read('on') // 0, 1, 0, 1, 0
 */
export function winnerTakeAll<Cells extends Sliceable<Cells>>(
  net: Builder<Cells>,
  options: WinnerTakeAllOptions = {},
): { readonly cells: Cells } {
  refuseUnknown('winnerTakeAll', options, ['kind', 'name', 'size', 'cycle', 'noise', 'inhibition'])
  const { kind = 'hard', name = 'cells', size = 10, cycle = '25 ms', noise = 0.02, inhibition = 2 } = options
  const topology = allToAll()
  if (kind === 'soft') {
    const cells = net.population(name, size, rival({ noise }))
    net.connect(cells, cells, { topology, weight: inhibition / Math.max(size - 1, 1), receptor: 'g' })
    return { cells }
  }
  const k = kind === 'hard' ? 1 : kind
  check(
    Number.isInteger(k) && k >= 1 && k <= size,
    `winnerTakeAll: kind must be 'hard', 'soft' or a number of winners from 1 to ${size}, got ${String(kind)}`,
  )
  const cells = net.population(name, size, racer({ k, noise, cycle }))
  net.connect(cells, cells, { topology, weight: 1, receptor: 'n' })
  return { cells }
}
