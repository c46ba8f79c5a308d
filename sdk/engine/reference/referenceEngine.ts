import type { Description } from '../../network/index.js'
import { DivergenceError } from '../divergence.js'
import { networkInputs, type Drive } from '../drive.js'
import type { Engine, Simulation } from '../engine.js'
import { lookup, named } from '../lookup.js'
import { spikeStore } from '../spikeStore.js'
import { arrivals, longestDelay, send } from './arrivals.js'
import { referencePopulation } from './referencePopulation.js'

/**
 * The oracle: double precision, equations interpreted as written, one neuron after the other.
 *
 * @example
 * const simulation = await reference.compile(net.describe())
 */
export const reference: Engine = {
  name: 'reference',
  supports: () => true,
  compile: async description => simulate(description),
}

function simulate(description: Description): Simulation {
  const { dt } = description
  const populations = description.populations.map((population, p) => {
    const { name, size } = population
    const onto = description.projections.filter(({ post }) => post === name)
    return {
      name,
      index: p,
      neurons: referencePopulation(population, dt),
      arrivals: arrivals(size, Math.max(0, ...onto.map(longestDelay))),
      drive: { current: new Float64Array(size), jump: new Float64Array(size) } satisfies Drive,
    }
  })
  const find = (name: string) => populations[lookup(description, name)]
  const projections = description.projections.map(projection => ({
    projection,
    pre: find(projection.pre),
    post: find(projection.post),
  }))
  const store = spikeStore()
  const inputs = networkInputs(description, name => find(name).drive)
  let step = 0

  /** One step, in the order of docs/engines.md. */
  function one(): void {
    for (const { arrivals, neurons, drive } of populations) {
      arrivals.deliver(step, drive)
      neurons.receive(drive.jump)
      drive.jump.fill(0)
    }
    inputs.apply(step)
    const fired = populations.map(({ name, neurons, drive }) => {
      neurons.receive(drive.jump)
      const spikes = neurons.step(drive.current)
      const fault = neurons.fault()
      if (fault) throw new DivergenceError(name, fault.neuron, fault.variable, (step + 1) * dt, fault.value)
      return spikes
    })
    fired.forEach((neurons, p) => {
      for (const neuron of neurons) store.push(step, p, neuron)
    })
    for (const { projection, pre, post } of projections) send(projection, step, fired[pre.index], post.arrivals)
    step++
  }

  const state = (population: string, variable: string) => named(find(population).neurons.state, variable, population)

  return {
    get step() {
      return step
    },
    async advance(steps) {
      for (let done = 0; done < steps; done++) one()
    },
    async read(population, variable, neurons) {
      const values = state(population, variable)
      return neurons ? Float64Array.from(neurons, i => values[i]) : values.slice()
    },
    async write(population, variable, values) {
      state(population, variable).set(values)
    },
    setInputs: inputs.set,
    spikes: since => store.since(since),
    forget: before => store.forget(before),
    info: () => ({
      engine: 'reference',
      backend: 'interpreter',
      precision: 'double',
      summary: 'reference: equations interpreted in double precision',
    }),
    dispose: async () => {},
  }
}
