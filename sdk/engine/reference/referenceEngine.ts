import { check } from '../../check.js'
import {
  absentIn,
  longestDelay,
  type Births,
  type Deaths,
  type Description,
  type ProjectionDescription,
} from '../../network/index.js'
import { normalsAt, streamKey } from '../../random/index.js'
import { channels } from '../channels.js'
import { continuous } from '../continuous.js'
import { DivergenceError } from '../divergence.js'
import { networkInputs, type Receiver } from '../drive.js'
import type { Engine, Snapshot } from '../engine.js'
import { lookup } from '../lookup.js'
import { referenceMemory } from '../memory.js'
import { settable } from '../settable.js'
import { spikeLists } from '../sources.js'
import { spikeStore } from '../spikeStore.js'
import { arraysOf, evolving, restore, type Axis, type Carry, type Core, type Entry } from '../structure/index.js'
import { arrivals, send } from './arrivals.js'
import type { Moment } from './interpretedRule.js'
import { referenceLearning } from './referenceLearning.js'
import { referencePopulation } from './referencePopulation.js'

/**
 * The oracle: double precision, equations interpreted as written, one neuron after the other.
 *
 * @example
 * const simulation = await reference.compile(net.describe())
 */
export const reference: Engine = {
  name: 'reference',
  memory: referenceMemory,
  memoryOf: ({ count, weights }) => (weights ? 8 * count : 0),
  supports: () => true,
  compile: (description, from) =>
    evolving(description, from, async (now, snapshot, carry) => simulate(now, snapshot, carry)),
}

/** How long something can be on its way to a neuron, in steps. */
const longestWay = (projection: ProjectionDescription) => longestDelay(projection) + (projection.dendriticDelay ?? 0)

function simulate(description: Description, from?: Snapshot, carry?: Carry): Core {
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
      /** Where nobody lives. */
      absent: new Set(absentIn(population)),
      source: spikeLists(population, description, neurons.parameters),
      noiseKeys: model.noises.map((_, n) => streamKey(seed, 'noise', p, n)),
      /** What arrives at each variable, and what inputs add in the step at hand. */
      targets: targets.map(variable => ({
        variable,
        arrivals: arrivals(size, Math.max(0, ...onto.filter(x => x.variable === variable).map(longestWay))),
        input: new Float64Array(size),
      })),
    }
  })
  const find = (name: string) => populations[lookup(description, name)]
  const target = (name: string, variable: string) => find(name).targets.find(x => x.variable === variable)!
  const inputs = networkInputs(description, (name, variable): Receiver => ({
    from: 0,
    to: find(name).size,
    values: target(name, variable).input,
    mark() {},
  }))
  const sumConstants = () =>
    populations.map(({ name, size, absent }) => {
      const sum = inputs.constants(name, size)
      for (const i of absent) sum[i] = 0
      return sum
    })
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
  let step = from?.step ?? 0
  const moment: Moment = { step, reward: 0, rewards: 0 }
  const rules = referenceLearning(description, {
    moment,
    weights: q => projections[q].weights as Float64Array,
    into: q => projections[q].into,
    neuron: (population, variable) => i => {
      const values = named(population, variable)
      return typeof values === 'number' ? values : values[i]
    },
  })

  /** One step, in the order of docs/engines.md. */
  function one(): void {
    for (const { act, weights } of projections) act?.(weights)
    rules.arrive()
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
    rules.interval()
    inputs.apply(step)
    for (const { neurons, absent, targets, noiseKeys } of populations) {
      for (const { variable, input } of targets) {
        for (const i of absent) input[i] = 0
        if (variable === 'I') input.forEach((x, i) => (neurons.surroundings.current[i] += x))
        else neurons.receive(variable, input)
        input.fill(0)
      }
      ;[...neurons.surroundings.noise.values()].forEach((noise, n) => normalsAt(noiseKeys[n], step, noise))
    }
    rules.move()
    for (const { neurons, source } of populations) if (!source) neurons.integrate()
    rules.continuous()
    const happened = populations.map(({ name, neurons, absent, source }) => {
      const alive = (list: ArrayLike<number>) => (absent.size ? Array.from(list).filter(i => !absent.has(i)) : list)
      if (source) return [alive(source(step))]
      const events = neurons.fire().map(alive)
      const fault = neurons.fault()
      if (fault) throw new DivergenceError(name, fault.neuron, fault.variable, (step + 1) * dt, fault.value)
      return events
    })
    channelList.forEach(({ population, event }, c) => {
      store.add(step, c, happened[population][event] ?? [])
    })
    const spikes = (p: number) => happened[p][channelList[p].event] ?? []
    rules.fired(spikes)
    for (const { projection, weights, pre, into, act } of projections)
      if (!act && !projection.rules?.length) send(projection, weights, step, spikes(pre), into)
    moment.step = ++step
  }

  /** Everything that the next step depends on: live arrays, by names with a space unless they are of variables. */
  const memory = (): Entry[] => {
    const entry = (name: string, values: number | Entry['values'], axis: Axis): Entry => ({
      name,
      values: typeof values === 'number' ? Float64Array.of(values) : values,
      axis,
    })
    return [
      ...populations.flatMap(({ name, neurons, targets }, of) => [
        ...[...neurons.state].map(([variable, values]) => entry(`${name}.${variable}`, values, { each: 'neuron', of })),
        entry(`${name}.refractory clock`, neurons.waiting, { each: 'neuron', of }),
        ...targets.map(({ variable, arrivals }) =>
          entry(`${name}.to ${variable}`, arrivals.ring, { each: 'arrival', of, besides: 0, stride: size => size }),
        ),
      ]),
      ...Object.entries(inputs.state()).map(([name, values]) => entry(name, values, { each: 'other' })),
      ...rules.entries(),
      ...copied(),
    ]
  }
  /** What is put back by setting it: parameters and weights. */
  const copied = (): Entry[] => [
    ...populations.flatMap(({ name, neurons }, of) =>
      Object.entries(neurons.parameters).map(([p, value]): Entry => ({
        name: `${name}.parameter ${p}`,
        values: typeof value === 'number' ? Float64Array.of(value) : value.slice(),
        axis: { each: 'neuron', of },
      })),
    ),
    ...projections.map(({ weights }, of): Entry => ({
      name: `projection ${of}`,
      values: typeof weights === 'number' ? Float64Array.of(weights) : weights.slice(),
      axis: { each: 'synapse', of },
    })),
  ]

  if (from) {
    check(from.engine === 'reference', `reference: the snapshot was taken by engine "${from.engine}"`)
    const entries = memory()
    restore(entries, from, carry)
    rules.fly(from, carry)
    const values = new Map(entries.map(entry => [entry.name, entry.values as Float64Array]))
    const as = <V extends number | Float64Array>(old: V, name: string) => {
      const value = values.get(name)!
      return (typeof old === 'number' ? value[0] : value) as V
    }
    for (const { name, neurons } of populations)
      for (const [p, old] of Object.entries(neurons.parameters))
        neurons.setParameter(p, as(old, `${name}.parameter ${p}`))
    projections.forEach(({ weights }, p) => setWeights(p, as(weights, `projection ${p}`)))
    carry?.change.births?.forEach(bear)
    carry?.change.deaths?.forEach(bury)
  }

  function setWeights(p: number, values: number | ArrayLike<number>): void {
    const { weights } = projections[p]
    // Rules hold on to the weights of their synapses.
    if (typeof weights === 'number') projections[p].weights = typeof values === 'number' ? values : values[0]
    else weights.set(values as ArrayLike<number>)
  }

  function bear({ population, count, state, parameters }: Births): void {
    const p = lookup(description, population)
    const { neurons } = populations[p]
    const first = description.populations[p].life!.born - count
    for (const [variable, values] of neurons.state) values.set(state[variable], first)
    for (const [key, old] of Object.entries(neurons.parameters)) {
      if (typeof old === 'number') continue
      old.set(parameters[key], first)
      neurons.setParameter(key, old)
    }
    neurons.waiting.fill(0, first, first + count)
  }

  function bury({ population, neurons }: Deaths): void {
    const { size, targets } = find(population)
    for (const { arrivals } of targets)
      for (const i of neurons) for (let at = i; at < arrivals.ring.length; at += size) arrivals.ring[at] = 0
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
      const { size, neurons, absent } = find(population)
      const state = neurons.state.has(name)
      const value = (i: number) => (typeof values === 'number' ? values : state && absent.has(i) ? NaN : values[i])
      return Float64Array.from(of ?? { length: size }, (i, j) => value(of ? i : j))
    },
    async write(population, name, given) {
      const values = named(population, name)
      const { neurons, absent } = find(population)
      if (neurons.state.has(name)) {
        const state = values as Float64Array
        for (let i = 0; i < state.length; i++) if (!absent.has(i)) state[i] = given[i]
      } else neurons.setParameter(name, typeof values === 'number' ? given[0] : Float64Array.from(given))
    },
    async weights(p) {
      const { weights, projection } = projections[p]
      const transmitted = rules.transmitted(p)
      if (transmitted) return transmitted
      return typeof weights === 'number' ? new Float64Array(projection.targets.length).fill(weights) : weights.slice()
    },
    async setWeights(p, values) {
      setWeights(p, values)
      rules.written(p)
    },
    learning: rules.learning,
    setInputs(replacement) {
      inputs.set(replacement)
      constants = sumConstants()
    },
    spikes: since => store.since(since),
    forget: before => store.forget(before),
    snapshot: async leaving => ({
      engine: 'reference',
      step,
      arrays: { ...arraysOf(memory()), ...rules.flying(leaving) },
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
