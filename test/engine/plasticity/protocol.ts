import { neuron, type Rule } from '../../../sdk/model/index.js'
import { spikeSource, spikeTimes } from '../../../sdk/network/index.js'
import { oneToOne } from '../../../sdk/network/topology/index.js'
import { network, type EngineChoice, type Network } from '../../../sdk/simulation/index.js'
import { engines } from '../engines.js'

type Rules = NonNullable<Parameters<ReturnType<typeof network>['connect']>[2]>['plasticity']

/** Fires when it is told to; `g` sums what its synapses transmit. */
export const listener = neuron({
  equations: 'dv/dt = 0*v; dg/dt = 0*g',
  threshold: 'v >= 1',
  reset: 'v = 0',
})

export interface Protocol {
  /** Spike times of each neuron of the source, and of the neuron that it is connected to. */
  readonly pre: readonly (readonly number[])[]
  readonly post: readonly (readonly number[])[]
  readonly rules: Rules
  readonly connect?: Parameters<ReturnType<typeof network>['connect']>[2]
  readonly dt?: number
}

/** Pairs of neurons that fire at given times, each with a synapse that learns. */
export function protocol(
  { pre, post, rules, connect, dt = 1 }: Protocol,
  choice: EngineChoice = { engine: 'reference' },
) {
  const net = network({ seed: 3, dt, ...choice })
  const source = net.population('pre', pre.length, spikeSource(columns(pre)))
  const target = net.population('post', post.length, listener)
  net.stimulate(target, spikeTimes(columns(post), { weight: 1 }))
  const options = { topology: oneToOne(), weight: 0.5, receptor: 'g', delay: dt, ...connect }
  const projection = net.connect(source, target, { ...options, plasticity: rules })
  return { net, source, target, projection }
}

function columns(times: readonly (readonly number[])[]) {
  const all = times.flatMap((own, neuron) => own.map(time => ({ time, neuron })))
  return { time: all.map(({ time }) => time), neuron: all.map(({ neuron }) => neuron) }
}

/** The engines that take a network: each test runs on all of them. */
export const enginesThatRun = (net: Network) => engines.filter(({ engine }) => engine.supports(net.describe()) === true)

/** The engines that take pairs of neurons with these rules. */
export const enginesFor = (...rules: readonly Pick<Rule, 'model'>[]) =>
  enginesThatRun(protocol({ pre: [[]], post: [[]], rules }).net)

/**
 * Whether a test of many thousand steps is for an engine too: without a card WebGPU takes a millisecond and more for each.
 * Shorter ones show there that the rules are the same.
 */
export const isPatient = ({ name }: { readonly name: string }) => name !== 'gpu (webgpu)'

/** Whether numbers are equal up to rounding of an engine. */
export const within = (precision: 'single' | 'double', a: ArrayLike<number>, b: ArrayLike<number>, single = 2e-6) =>
  a.length === b.length &&
  Array.from(a).every((x, i) => Math.abs(x - b[i]) <= (precision === 'double' ? 2e-14 : single) * (1 + Math.abs(b[i])))
