import { neuron } from '../../sdk/model/index.js'
import { whiteNoise, uniform } from '../../sdk/network/index.js'
import { allToAll, pairwise } from '../../sdk/network/topology/index.js'
import { hodgkinHuxley } from '../../sdk/neurons/index.js'
import { philox } from '../../sdk/random/index.js'
import { network, type Group, type Network, type NetworkOptions } from '../../sdk/simulation/index.js'

/** A network typed in from its paper, and the neurons to look at. */
export interface Published {
  readonly net: Network
  readonly cells: Group
}

/** Vogels & Abbott 2005, benchmark 2 of Brette et al. 2007: current-based, 3,200 + 800 leaky cells, dt .1. */
export function cuba(options: NetworkOptions): Published {
  const net = network({ dt: 0.1, ...options })
  const lif = neuron({
    name: 'CUBA',
    equations: `
      dv/dt = (ge + gi - (v - El))/taum
      dge/dt = -ge/taue
      dgi/dt = -gi/taui`,
    parameters: { taum: '20 ms', taue: '5 ms', taui: '10 ms', El: '-49 mV', Vr: '-60 mV', Vt: '-50 mV' },
    threshold: 'v > Vt',
    reset: 'v = Vr',
    refractory: '5 ms',
  })
  const cells = net.population('cells', 4000, lif, { initial: { v: uniform('-60 mV', '-50 mV') } })
  couple(net, cells, ['ge', 1.62], ['gi', -9])
  return { net, cells }
}

/** Benchmark 1: conductance-based leaky cells. */
export function coba(options: NetworkOptions): Published {
  const net = network({ dt: 0.1, ...options })
  const lif = neuron({
    name: 'COBA',
    equations: `
      dv/dt = (gL*(El - v) + ge*(Ee - v) + gi*(Ei - v))/C
      dge/dt = -ge/taue
      dgi/dt = -gi/taui`,
    parameters: { C: 200, gL: 10, El: -60, Ee: 0, Ei: -80, taue: 5, taui: 10, Vr: -60, Vt: -50 },
    threshold: 'v > Vt',
    reset: 'v = Vr',
    refractory: '5 ms',
  })
  const cells = net.population('cells', 4000, lif({}, { initial: start(options.seed ?? 1) }))
  couple(net, cells, ['ge', 6], ['gi', 67])
  return { net, cells }
}

/** Benchmark 3: conductance-based Hodgkin-Huxley cells. */
export function cobahh(options: NetworkOptions, size = 4000): Published {
  const net = network({ dt: 0.1, ...options })
  const cells = net.population('cells', size, hodgkinHuxley({}, { initial: start(options.seed ?? 1, size) }))
  couple(net, cells, ['ge', 6], ['gi', 67], Math.min(1, 80 / size))
  return { net, cells }
}

/** Izhikevich 2003 (IEEE TNN 14:1569): 800 + 200 pulse-coupled cells, all to all, his program's step of 1 ms. */
export function pulseCoupled(options: NetworkOptions): Published & { readonly exc: Group; readonly inh: Group } {
  const net = network({ dt: 1, ...options })
  const draw = (stream: string, n: number) => {
    const { uniform } = philox(options.seed ?? 1, stream)
    return Float64Array.from({ length: n }, uniform)
  }
  const [re, ri] = [draw('excitatory', 800), draw('inhibitory', 200)]
  const program = neuron({
    name: 'Izhikevich 2003',
    equations: `
      dv/dt = 0.04*v^2 + 5*v + 140 - u + I
      du/dt = a*(b*v - u)`,
    parameters: { a: 0.02, b: 0.2, c: -65, d: 8 },
    threshold: 'v >= 30',
    reset: 'v = c; u += d',
    initial: { v: -65, u: 'b*v' },
    method: 'euler-sequential',
    substeps: { v: 2 },
  })
  const of = (excitatory: (r: number) => number, inhibitory: (r: number) => number) =>
    Float64Array.of(...re.map(excitatory), ...ri.map(inhibitory))
  const cells = net.population(
    'cells',
    1000,
    program({
      a: of(
        () => 0.02,
        r => 0.02 + 0.08 * r,
      ),
      b: of(
        () => 0.2,
        r => 0.25 - 0.05 * r,
      ),
      c: of(
        r => -65 + 15 * r * r,
        () => -65,
      ),
      d: of(
        r => 8 - 6 * r * r,
        () => 2,
      ),
    }),
  )
  const [exc, inh] = [cells.slice(0, 800), cells.slice(800)]
  net.connect(exc, cells, { topology: allToAll({ self: true }), weight: uniform(0, 0.5), receptor: 'pulse' })
  net.connect(inh, cells, { topology: allToAll({ self: true }), weight: uniform(-1, 0), receptor: 'pulse' })
  net.stimulate(exc, whiteNoise({ sigma: 5 }))
  net.stimulate(inh, whiteNoise({ sigma: 2 }))
  return { net, cells, exc, inh }
}

/** Initial states of COBA and COBAHH (Brette et al. 2007): mV, nS. */
function start(seed: number, size = 4000) {
  const { normal } = philox(seed, 'start')
  const draw = (mean: number, sd: number) => Float64Array.from({ length: size }, () => mean + sd * normal())
  return { v: draw(-65, 5), ge: draw(40, 15), gi: draw(200, 120) }
}

/** Every ordered pair with probability .02; four of five cells are excitatory. */
function couple(net: Network, cells: Group, [ge, we]: [string, number], [gi, wi]: [string, number], p = 0.02): void {
  const excitatory = 0.8 * cells.size
  net.connect(cells.slice(0, excitatory), cells, { topology: pairwise({ p }), weight: we, receptor: ge })
  net.connect(cells.slice(excitatory), cells, { topology: pairwise({ p }), weight: wi, receptor: gi })
}
