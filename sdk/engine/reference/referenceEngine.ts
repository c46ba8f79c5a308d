import { check } from '../../check.js'
import type { Description } from '../../network/index.js'
import { normalsAt, streamKey } from '../../random/index.js'
import { channels } from '../channels.js'
import { continuous } from '../continuous.js'
import { DivergenceError } from '../divergence.js'
import { networkInputs, type Receiver } from '../drive.js'
import type { Engine, Simulation, Snapshot } from '../engine.js'
import { lookup } from '../lookup.js'
import { settable } from '../settable.js'
import { sourceSpikes } from '../sources.js'
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
  compile: async (description, from) => simulate(description, from),
}

function simulate(description: Description, from?: Snapshot): Simulation {
  const { dt, seed } = description
  const populations = description.populations.map((population, p) => {
    const { name, size, model } = population
    const onto = description.projections.filter(({ post }) => post === name)
    const neurons = referencePopulation(population, dt)
    const targets = [...model.equations.map(({ variable }) => variable), ...(model.takesCurrent ? ['I'] : [])]
    return {
      name,
      size,
      neurons,
      source: sourceSpikes(population, description, neurons.parameters),
      noiseKeys: model.noises.map((_, n) => streamKey(seed, 'noise', p, n)),
      /** What arrives at each variable, and what inputs add in the step at hand. */
      targets: targets.map(variable => ({
        variable,
        arrivals: arrivals(size, Math.max(0, ...onto.filter(x => x.variable === variable).map(longestDelay))),
        input: new Float64Array(size),
      })),
    }
  })
  const find = (name: string) => populations[lookup(description, name)]
  const target = (name: string, variable: string) => find(name).targets.find(x => x.variable === variable)!
  const inputs = networkInputs(description, (name, variable): Receiver => ({
    values: target(name, variable).input,
    mark() {},
  }))
  const sumConstants = () => populations.map(({ name, size }) => inputs.constants(name, size))
  let constants = sumConstants()
  const projections = description.projections.map(projection => ({
    projection,
    weights: typeof projection.weights === 'number' ? projection.weights : projection.weights.slice(),
    pre: lookup(description, projection.pre),
    into: target(projection.post, projection.variable).arrivals,
    act: projection.continuous && actOf(projection),
  }))
  function actOf(projection: Description['projections'][number]) {
    const [pre, post] = [find(projection.pre).neurons.state, find(projection.post).neurons.state]
    const { input } = target(projection.post, projection.variable)
    return continuous(
      projection,
      variable => i => pre.get(variable)![i],
      variable => i => post.get(variable)![i],
      (i, value) => (input[i] += value),
    )
  }
  const channelList = channels(description)
  const store = spikeStore()
  let step = 0

  /** One step, in the order of docs/engines.md. */
  function one(): void {
    for (const { act, weights } of projections) act?.(weights)
    for (const [p, { neurons, targets }] of populations.entries()) {
      neurons.surroundings.t = step * dt
      neurons.begin()
      neurons.surroundings.current.set(constants[p])
      for (const { variable, arrivals } of targets) {
        const due = arrivals.due(step)
        if (variable === 'I') due.forEach((x, i) => (neurons.surroundings.current[i] += x))
        else neurons.receive(variable, due)
        due.fill(0)
      }
    }
    inputs.apply(step)
    const happened = populations.map(({ name, neurons, targets, source, noiseKeys }) => {
      for (const { variable, input } of targets) {
        if (variable === 'I') input.forEach((x, i) => (neurons.surroundings.current[i] += x))
        else neurons.receive(variable, input)
        input.fill(0)
      }
      ;[...neurons.surroundings.noise.values()].forEach((noise, n) => normalsAt(noiseKeys[n], step, noise))
      if (source) return [source(step)]
      const events = neurons.step()
      const fault = neurons.fault()
      if (fault) throw new DivergenceError(name, fault.neuron, fault.variable, (step + 1) * dt, fault.value)
      return events
    })
    channelList.forEach(({ population, event }, c) => {
      store.add(step, c, happened[population][event] ?? [])
    })
    for (const { projection, weights, pre, into, act } of projections) {
      const spikes = happened[pre][channelList[pre].event]
      if (!act && spikes) send(projection, weights, step, spikes, into)
    }
    step++
  }

  /** Everything that the next step depends on: live arrays, by names with a space unless they are of variables. */
  const memory = () =>
    Object.fromEntries([
      ...populations.flatMap(({ name, neurons, targets }) => [
        ...[...neurons.state].map(([variable, values]) => [`${name}.${variable}`, values]),
        ...Object.entries(neurons.parameters).map(([p, value]) => [
          `${name}.parameter ${p}`,
          typeof value === 'number' ? Float64Array.of(value) : value,
        ]),
        [`${name}.refractory clock`, neurons.waiting],
        ...targets.map(({ variable, arrivals }) => [`${name}.to ${variable}`, arrivals.ring]),
      ]),
      ...projections.map(({ weights }, p) => [
        `projection ${p}`,
        typeof weights === 'number' ? Float64Array.of(weights) : weights,
      ]),
      ...Object.entries(inputs.state()),
    ]) as Record<string, Float64Array | Uint32Array>

  if (from) {
    check(from.engine === 'reference', `reference: the snapshot was taken by engine "${from.engine}"`)
    step = from.step
    for (const { name, neurons } of populations) {
      for (const p of Object.keys(neurons.parameters)) {
        const value = from.arrays[`${name}.parameter ${p}`] as Float64Array
        neurons.setParameter(p, typeof neurons.parameters[p] === 'number' ? value[0] : value.slice())
      }
    }
    projections.forEach((projection, p) => {
      const values = from.arrays[`projection ${p}`] as Float64Array
      projection.weights = typeof projection.weights === 'number' ? values[0] : values.slice()
    })
    for (const [name, values] of Object.entries(memory())) values.set(from.arrays[name])
  }

  const named = (population: string, name: string) => {
    const { neurons } = find(population)
    return settable(population, name, neurons.state, neurons.parameters)
  }

  return {
    get step() {
      return step
    },
    async advance(steps) {
      for (let done = 0; done < steps; done++) one()
    },
    async read(population, name, of) {
      const values = named(population, name)
      const value = (i: number) => (typeof values === 'number' ? values : values[i])
      return Float64Array.from(of ?? { length: find(population).size }, (i, j) => value(of ? i : j))
    },
    async write(population, name, given) {
      const values = named(population, name)
      const { neurons } = find(population)
      if (neurons.state.has(name)) (values as Float64Array).set(given)
      else neurons.setParameter(name, typeof values === 'number' ? given[0] : Float64Array.from(given))
    },
    async weights(p) {
      const { weights, projection } = projections[p]
      return typeof weights === 'number' ? new Float64Array(projection.targets.length).fill(weights) : weights.slice()
    },
    async setWeights(p, values) {
      const shared = typeof projections[p].projection.weights === 'number'
      projections[p].weights = shared ? values[0] : Float64Array.from(values)
    },
    setInputs(replacement) {
      inputs.set(replacement)
      constants = sumConstants()
    },
    spikes: since => store.since(since),
    forget: before => store.forget(before),
    snapshot: async () => ({
      engine: 'reference',
      step,
      arrays: Object.fromEntries(Object.entries(memory()).map(([name, values]) => [name, values.slice()])),
    }),
    info: () => ({
      engine: 'reference',
      backend: 'interpreter',
      precision: 'double',
      summary: 'reference: equations interpreted in double precision',
    }),
    dispose: async () => {},
  }
}
