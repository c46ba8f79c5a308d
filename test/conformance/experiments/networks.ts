import { cv, powerSpectrum, rates, spectralPeak, type Spikes } from '../../../sdk/analysis/index.js'
import { brunel2000, coba, cobahh, cuba, izhikevich2003, type Brunel2000Options } from '../../../sdk/circuits/index.js'
import { neuron } from '../../../sdk/model/index.js'
import { poisson } from '../../../sdk/network/index.js'
import type { Group, Network } from '../../../sdk/simulation/index.js'
import type { Time } from '../../../sdk/units/index.js'
import { mean, on, variance, type Candidate, type Experiment } from './experiment.js'

const seeds = [1, 2, 3, 4, 5]

/** Mean over the cells that fired so often. */
function regularity(spikes: Spikes, least: number): number {
  const counts = rates(spikes).map(rate => Math.round((rate * (spikes.to - spikes.from)) / 1000))
  return mean(cv(spikes).filter((_, i) => counts[i] >= least))
}

/** Five seeds, but one on the engines of which a second of the network takes minutes. */
const seedsOf = ({ name }: Candidate, slow: readonly string[]) => (slow.includes(name) ? [1] : seeds)

/** Rate and CV of one second of a benchmark of Brette et al. 2007, the mean over the seeds. */
function benchmark(build: (net: Network) => { cells: Group }, nightly: readonly string[]): Experiment {
  return {
    nightly: engine => nightly.includes(engine) || engine.startsWith('gpu'),
    unmeasured: engine => (engine === 'gpu (webgpu)' ? '10,000 steps, 20 ms and more each without a card' : undefined),
    async measure(candidate) {
      const found: { rate: number; cv: number }[] = []
      for (const seed of seedsOf(candidate, ['reference', 'gpu (cpu)', 'gpu (webasm)'])) {
        const net = on(candidate, 0.1, seed)
        const { cells } = build(net)
        const spikes = net.record(cells, 'spikes')
        await net.run('1 s')
        found.push({ rate: mean(rates(spikes)), cv: regularity(spikes, 3) })
      }
      const each = found.map(f => f.cv)
      return { rate: mean(found.map(f => f.rate)), cv: mean(each), 'cv of each': each }
    },
  }
}

export const balanced = {
  CUBA: benchmark(net => cuba(net), ['reference']),
  COBA: benchmark(net => coba(net), ['reference']),
  COBAHH: benchmark(net => cobahh(net), ['reference', 'wasm (double)']),
}

export const pulseCoupled: Experiment = {
  nightly: engine => engine.startsWith('gpu'),
  async measure(candidate) {
    const found: { spikes: number; excitatory: number; inhibitory: number; rhythm: number }[] = []
    for (const seed of seedsOf(candidate, ['gpu (webgpu)'])) {
      const net = on(candidate, 1, seed)
      const groups = izhikevich2003(net)
      const [all, e, i] = [groups.cells, groups.excitatory, groups.inhibitory].map(group => net.record(group, 'spikes'))
      await net.run('1 s')
      const spectrum = powerSpectrum(all, { step: '1 ms', window: 'boxcar' })
      found.push({
        spikes: all.count,
        excitatory: mean(rates(e)),
        inhibitory: mean(rates(i)),
        rhythm: spectralPeak(spectrum, { from: '2 Hz', to: '50 Hz' }).frequency,
      })
    }
    return {
      'spikes of each': found.map(f => f.spikes),
      'rhythm of each': found.map(f => f.rhythm),
      spikes: mean(found.map(f => f.spikes)),
      excitatory: mean(found.map(f => f.excitatory)),
      inhibitory: mean(found.map(f => f.inhibitory)),
    }
  },
}

/** A state of Brunel's network: half a second to settle, then some time to measure. */
function brunel(options: Brunel2000Options, duration: Time, night: boolean): Experiment {
  return {
    nightly: engine => night || engine !== 'wasm (single)',
    unmeasured: engine =>
      engine.startsWith('gpu')
        ? 'fifteen million synapses are looked at in each of 15,000 steps: hours without a card'
        : undefined,
    async measure(candidate) {
      const net = on(candidate, 0.1)
      const { cells } = brunel2000(net, options)
      await net.run('500 ms')
      const spikes = net.record(cells, 'spikes')
      await net.run(duration)
      const spectrum = powerSpectrum(spikes, { step: '0.5 ms', segment: '500 ms' })
      return {
        rate: mean(rates(spikes)),
        cv: regularity(spikes, 3),
        rhythm: spectralPeak(spectrum, { from: '5 Hz', to: '500 Hz' }).frequency,
      }
    },
  }
}

export const brunelStates = {
  'Brunel 2000: asynchronous irregular': brunel({}, '1 s', false),
  'Brunel 2000: asynchronous irregular, repeated sources': brunel({ repeats: true }, '1 s', false),
  'Brunel 2000: fast rhythm': brunel({ g: 6, eta: 4 }, '1 s', true),
  'Brunel 2000: slow rhythm': brunel({ g: 4.5, eta: 0.9 }, '2 s', true),
}

const counter = neuron({ name: 'counter', equations: 'dv/dt = 0', threshold: 'v > 1e9', reset: 'v = 0' })

export const poissonInput: Experiment = {
  async measure(candidate) {
    const net = on(candidate, 1)
    const cells = net.population('cells', 1000, counter)
    net.stimulate(cells, poisson({ rate: '100 Hz', weight: 1 }))
    await net.run('1 s')
    const counts = await cells.read('v')
    return { mean: mean(counts), variance: variance(counts) }
  },
}
