import { rates } from '../../../sdk/analysis/index.js'
import { winnerTakeAll } from '../../../sdk/circuits/index.js'
import { neuron, type Rule } from '../../../sdk/model/index.js'
import { current, poissonSource, regularSource, spikeSource, spikeTimes } from '../../../sdk/network/index.js'
import { oneToOne } from '../../../sdk/network/topology/index.js'
import { scaling, shortTerm, stdp, tripletStdp, vogels } from '../../../sdk/plasticity/index.js'
import { philox } from '../../../sdk/random/index.js'
import { mean, on, type Candidate, type Experiment } from './experiment.js'

/** Fires when it is told to; `g` sums what its synapses transmit. */
const listener = neuron({
  equations: 'dv/dt = 0*v; dg/dt = 0*g',
  threshold: 'v >= 1',
  reset: 'v = 0',
})

interface Trains {
  readonly pre: readonly (readonly number[])[]
  readonly post: readonly (readonly number[])[]
}
type Pairing = Trains & { dt: number; axonal?: number; dendritic?: number }

/** How pairs of trains change weights of 1. */
async function changes(candidate: Candidate, rule: Pick<Rule, 'model'> & Rule, { pre, post, dt, ...delays }: Pairing) {
  const columns = (trains: readonly (readonly number[])[]) => ({
    time: trains.flat(),
    neuron: trains.flatMap((train, i) => train.map(() => i)),
  })
  const net = on(candidate, dt)
  const source = net.population('source', pre.length, spikeSource(columns(pre)))
  const cells = net.population('cells', post.length, listener)
  net.stimulate(cells, spikeTimes(columns(post), { weight: 1 }))
  const projection = net.connect(source, cells, {
    ...{ topology: oneToOne(), weight: 1, receptor: 'g', plasticity: rule },
    ...{ delay: delays.axonal ?? dt, dendriticDelay: delays.dendritic ?? 0 },
  })
  await net.run(Math.max(...pre.flat(), ...post.flat()) + 10 * dt)
  return Array.from(await projection.read(), w => w - 1)
}

/** Where so many steps take too long. */
const withoutCard = (steps: number) => (engine: string) =>
  engine === 'gpu (webgpu)'
    ? `${steps.toLocaleString('en')} steps, a millisecond and more each without a card`
    : undefined

const lags = Array.from({ length: 81 }, (_, i) => i - 40)

/** The largest distance from the exponentials, at lags of -40 to 40 ms. */
export const pairWindow: Experiment = {
  async measure(candidate) {
    const { tauPlus, tauMinus, aPlus, aMinus } = stdp.model.parameters
    const exact = lags.map(lag => (lag >= 0 ? aPlus * Math.exp(-lag / tauPlus) : -aMinus * Math.exp(lag / tauMinus)))
    const worst = async (axonal: number, dendritic: number) => {
      const trains = { pre: lags.map(() => [100]), post: lags.map(lag => [100 + axonal - dendritic + lag]) }
      const found = await changes(candidate, stdp({ wMax: 2 }), { ...trains, dt: 1, axonal, dendritic })
      return Math.max(...found.map((x, i) => Math.abs(x - exact[i])))
    }
    return { 'no delays': await worst(1, 0), delays: [await worst(5, 0), await worst(3, 2), await worst(1, 7)] }
  },
}

export const triplets: Experiment = {
  unmeasured: withoutCard(250_000),
  async measure(candidate) {
    const at = async (lag: number) => {
      const found: number[] = []
      for (const rate of [0.1, 10, 20, 40, 50]) {
        const pre = Array.from({ length: 60 }, (_, i) => 15 + (1000 / rate) * i)
        const post = pre.map(t => t + 5 + lag)
        found.push(...(await changes(candidate, tripletStdp({ wMax: 3 }), { pre: [pre], post: [post], dt: 5 })))
      }
      return found
    }
    return { before: await at(10), after: await at(-10) }
  },
}

/** What comes through at 30 s of a steady rate. */
export const release: Experiment = {
  unmeasured: withoutCard(60_000),
  async measure(candidate) {
    const settled = async (rule: typeof shortTerm) => {
      const rate = [1, 5, 10, 20, 50, 100]
      const net = on(candidate, 1)
      const source = net.population('source', 6, regularSource({ period: rate.map(r => 1000 / r), start: 0 }))
      const cells = net.population('cells', 6, listener)
      net.connect(source, cells, { topology: oneToOne(), weight: 1, receptor: 'g', plasticity: rule })
      await net.run(30_000)
      await cells.write('g', 0)
      await net.run(5)
      return [...(await cells.read('g'))]
    }
    return {
      depressing: await settled(shortTerm),
      facilitating: await settled(shortTerm({ U: 0.15, tauR: '130 ms', tauF: '1.5 s' })),
    }
  },
}

const driven = neuron({
  name: 'driven',
  equations: `
    dv/dt = (-70 - v + ge*(0 - v) + gi*(-80 - v))/20
    dge/dt = -ge/5
    dgi/dt = -gi/10`,
  threshold: 'v >= -54',
  reset: 'v = -60',
  initial: { v: -70 },
})

/** Twenty cells, with 400 excitatory inputs of 10 Hz and 1,000 inhibitory ones of 5 Hz, target 3 Hz. */
export const inhibition: Experiment = {
  nightly: engine => engine !== 'wasm (single)',
  unmeasured: withoutCard(120_000),
  async measure(candidate) {
    const net = on(candidate, 0.5)
    const excitatory = net.population('excitatory', 400, poissonSource({ rate: 10 }))
    const inhibitory = net.population('inhibitory', 1000, poissonSource({ rate: 5 }))
    const cells = net.population('cells', 5, driven)
    net.connect(excitatory, cells, { weight: 0.03, receptor: 'ge' })
    const rule = vogels({ target: 3, eta: 5e-4 })
    net.connect(inhibitory, cells, { weight: 0, receptor: 'gi', plasticity: rule })
    const spikes = net.record(cells, 'spikes')
    await net.run('60 s')
    return { start: mean(rates(spikes.slice(0, 500))), settled: mean(rates(spikes.slice(30_000, 60_000))) }
  },
}

const leaky = neuron({ name: 'leaky', equations: 'dv/dt = -v/20', threshold: 'v >= 15', reset: 'v = 0' })

export const homeostasis: Experiment = {
  unmeasured: withoutCard(45_000),
  async measure(candidate) {
    const net = on(candidate, 1, 5)
    const inputs = net.population('inputs', 40, poissonSource({ rate: 20 }))
    const cells = net.population('cells', 4, leaky)
    const random = philox(5, 'weights')
    const weight = Array.from({ length: 160 }, (_, s) => (0.4 + random.uniform()) * [0.6, 0.8, 1.3, 2][s % 4])
    const rule = scaling({ target: 10, tau: '4 s', tauRate: '1 s', wMax: 100 })
    const projection = net.connect(inputs, cells, { weight, plasticity: rule })
    const spikes = net.record(cells, 'spikes')
    await net.run('45 s')
    const w = await projection.read()
    const ratios = weight.map((before, s) => (w[s] / before) * (weight[s % 4] / w[s % 4]))
    return {
      rates: [...rates(spikes.slice(15_000, 45_000))],
      ratios: Math.max(...ratios.map(r => Math.abs(r - 1))),
    }
  },
}

/** 1,000 draws of ten drives in 1.2 .. 2.5, each 120 ms after 240 ms without. */
export const competition: Experiment = {
  unmeasured: engine => (engine.startsWith('gpu') ? '720,000 steps of ten cells, each a call' : undefined),
  async measure(candidate) {
    const random = philox(7, 'drives')
    const draws = Array.from({ length: 1000 }, () => Array.from({ length: 10 }, () => 1.2 + 1.3 * random.uniform()))
    const nothing = Array<number>(10).fill(0)
    const net = on(candidate, 0.5, 4)
    const { cells } = winnerTakeAll(net, { cycle: '120 ms' })
    net.stimulate(
      cells,
      current({ values: draws.flatMap(drives => [nothing, nothing, drives]).flat(), every: 120, perNeuron: true }),
    )
    const won = net.record(cells, 'on', { every: 360 })
    await net.run(360 * draws.length + 1)
    const winners = draws.map((_, k) => {
      const on = Array.from(won.values.slice(10 * (k + 1), 10 * (k + 2)))
      return on.flatMap((x, i) => (x > 0.5 ? [i] : []))
    })
    const clear = draws.flatMap((drives, k) => {
      const [first, second] = [...drives].sort((a, b) => b - a)
      return first > 1.1 * second ? [drives.indexOf(first) === winners[k][0]] : []
    })
    return {
      winners: winners.filter(who => who.length === 1).length,
      strongest: clear.filter(right => right).length / clear.length,
    }
  },
}
