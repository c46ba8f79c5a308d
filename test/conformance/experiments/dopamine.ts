import { spikeTimes, uniformNoise } from '../../../sdk/network/index.js'
import { fixedOutDegree } from '../../../sdk/network/topology/index.js'
import { izhikevich2003 } from '../../../sdk/neurons/index.js'
import { dopamineStdp } from '../../../sdk/plasticity/index.js'
import { philox } from '../../../sdk/random/index.js'
import type { Network } from '../../../sdk/simulation/index.js'
import { mean, on, type Candidate, type Experiment } from './experiment.js'

/** The network of Izhikevich 2007 as its program has it (ModelDB 84167), with a step of 1 ms. */
export function izhikevich2007(net: Network) {
  const excitatory = (i: number) => i < 800
  const cells = net.population('cells', 1000, izhikevich2003('RS'), {
    parameters: { a: i => (excitatory(i) ? 0.02 : 0.1), d: i => (excitatory(i) ? 8 : 2) },
  })
  const topology = fixedOutDegree({ k: 100, self: true, repeats: true })
  const synapses = net.connect(cells.slice(0, 800), cells, {
    ...{ topology, receptor: 'pulse', weight: 1, bounds: [0, 4] },
    plasticity: dopamineStdp(),
  })
  net.connect(cells.slice(800), cells.slice(0, 800), { topology, receptor: 'pulse', weight: -1 })
  net.stimulate(cells, uniformNoise({ low: -6.5, high: 6.5 }))
  return { cells, synapses }
}

/** The first synapse is the chosen one, at 0. */
async function build(candidate: Candidate) {
  const net = on(candidate, 1)
  const { cells, synapses } = izhikevich2007(net)
  const weights = await synapses.read()
  weights[0] = 0
  await synapses.write(weights)
  const [pre, post] = [synapses.from[0], synapses.to[0]]
  return { net, cells, synapses, pre, post }
}

/** A second of the network: when the neurons at both ends of the chosen synapse fired, and how many there were in all. */
async function second(
  net: Awaited<ReturnType<typeof build>>['net'],
  recordings: readonly { time: ArrayLike<number>; count: number; clear(): void }[],
) {
  await net.run(1000)
  const found = recordings.map(({ time, count }) => ({ times: Array.from(time), count }))
  recordings.forEach(recording => recording.clear())
  return found
}

/** An hour. Post less than 20 ms after pre is rewarded 1 to 3 s later. */
async function hour(candidate: Candidate, amount: number) {
  const { net, cells, synapses, pre, post } = await build(candidate)
  const recordings = [cells.slice(pre, pre + 1), cells.slice(post, post + 1), cells].map(g => net.record(g, 'spikes'))
  const random = philox(1, 'rewards')
  const course: { weight: number; others: number; rate: number }[] = []
  let lastPre = -Infinity
  let rewards = 0
  for (let s = 0; s < 3600; s++) {
    const [before, after, all] = await second(net, recordings)
    for (const t of after.times) {
      for (const p of before.times) if (p < t) lastPre = Math.max(lastPre, p)
      if (!(t - lastPre < 20)) continue
      rewards++
      if (amount) void net.reward(amount, { time: t + 1000 + Math.ceil(2000 * random.uniform()) })
    }
    lastPre = Math.max(lastPre, ...before.times)
    const w = await synapses.read()
    course.push({ weight: w[0], others: (mean(w) * w.length - w[0]) / (w.length - 1), rate: all.count / 1000 })
  }
  return { course, rewards }
}

/** Twenty pairs that are forced, a second apart, each rewarded a second later. */
export const dopamineShort: Experiment = {
  nightly: engine => engine !== 'wasm (single)',
  unmeasured: engine =>
    engine === 'reference'
      ? '80,000 eligibilities interpreted a hundred times a second: many minutes'
      : engine.startsWith('gpu')
        ? '22,000 steps of 80,000 synapses, each in every step: many minutes without a card'
        : undefined,
  async measure(candidate) {
    const { net, cells, synapses, pre, post } = await build(candidate)
    const before = await synapses.read()
    const pairs = Array.from({ length: 20 }, (_, k) => 500 + 1000 * k)
    net.stimulate(cells.slice(pre, pre + 1), spikeTimes({ time: pairs, neuron: pairs.map(() => 0) }, { weight: 200 }))
    const later = pairs.map(t => t + 5)
    net.stimulate(cells.slice(post, post + 1), spikeTimes({ time: later, neuron: later.map(() => 0) }, { weight: 200 }))
    for (const t of pairs) void net.reward(0.5, { time: t + 1000 })
    await net.run('22 s')
    const change = (await synapses.read()).map((w, s) => w - before[s])
    const others = change.slice(1)
    return { chosen: change[0], rank: 1 + others.filter(x => x >= change[0]).length, others: mean(others) }
  },
}

export const dopamine: Experiment = {
  nightly: () => true,
  unmeasured: engine =>
    engine === 'wasm (single)' ? undefined : 'two hours of biological time: on the fastest engine alone',
  async measure(candidate) {
    const { course, rewards } = await hour(candidate, 0.5)
    const control = await hour(candidate, 0)
    const weights = course.map(({ weight }) => weight)
    const untouched = control.course.map(({ weight }) => weight)
    return {
      reached: 1 + weights.findIndex(w => w >= 4 - 1e-6),
      end: weights.at(-1)!,
      rewards,
      others: course.at(-1)!.others,
      rate: mean(course.map(({ rate }) => rate)),
      control: Math.max(...untouched),
      'control end': untouched.at(-1)!,
    }
  },
}
