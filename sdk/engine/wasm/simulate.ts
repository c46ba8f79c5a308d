import { check } from '../../check.js'
import {
  bornOf,
  type Births,
  type Deaths,
  type Description,
  type InputDescription,
  type ProjectionDescription,
} from '../../network/index.js'
import { networkInputs } from '../drive.js'
import type { Activity, NetworkActivity, Pause, Snapshot } from '../engine.js'
import { lookup } from '../lookup.js'
import type { Draws } from '../draws.js'
import { sourceSpikes } from '../sources.js'
import { spikeStore } from '../spikeStore.js'
import { arraysOf, restore, type Carry, type Core, type Entry } from '../structure/index.js'
import type { Crew } from './crew.js'
import type { Machine } from './machine.js'
import { alternating } from './alternating.js'
import { quicker, type Quicker } from './quicker.js'
import { stepper } from './stepper.js'
import { synapses } from './synapses.js'
import { wasmPopulation } from './wasmPopulation.js'
import type { Work } from './work.js'

/** @param crew the threads besides this one, if there are any */
export async function simulate(
  description: Description,
  machine: Machine,
  works: readonly Work[],
  crew: Crew | undefined,
  { from, carry, pause }: { readonly from?: Snapshot; readonly carry?: Carry; readonly pause?: Pause },
): Promise<Core> {
  const { layout, unit, memory, sleep, threads, learning } = machine
  const engine = `wasm ${unit.precision}${typeof sleep === 'object' ? ` within ${sleep.within}` : ''}`
  const populations = description.populations.map((population, p) =>
    wasmPopulation(population, p, machine, description.dt),
  )
  const find = (name: string) => populations[lookup(description, name)]
  const sources = (draws: Draws) =>
    description.populations.map((population, p) => sourceSpikes(population, description, populations[p].values, draws))
  const projections = description.projections.map((projection, q) =>
    synapses(
      projection,
      threads.map(({ layout }) => layout.projections[q]),
      unit,
      memory,
      layout.published?.interval,
    ),
  )
  for (const [q, { fill }] of projections.entries()) {
    for (const share of fill()) {
      const rest = pause?.((q + share) / projections.length)
      if (rest) await rest
    }
    learning?.written(q)
  }
  const steppers = threads.map(({ exports }, thread) =>
    stepper(works[thread], memory, exports, {
      sources,
      thread,
      threads: threads.length,
      learning: learning?.learns ? learning : undefined,
    }),
  )
  const [own] = steppers
  const pace = crew && { interval: layout.published!.interval, acting: description.projections.some(isContinuous) }
  const store = spikeStore()
  const choice = crew?.always ? together : quicker()
  const host = {
    inputs: (now: number) => hosted?.forEach(each => each.apply(now)),
    take: (now: number, slot: number) =>
      own.published(slot, (channel, neurons, count) => store.add(now, channel, neurons, count)),
  }
  let step = 0
  /** Neurons that were ever born, and synapses. */
  const born = description.populations.map(bornOf)
  const many = description.projections.map(({ targets }) => targets.length)
  const keep = (channel: number, neurons: Uint32Array, count: number) => store.add(step, channel, neurons, count)

  /** Values that currents of noise go on from, one a neuron, are where all threads see them. */
  const room = (size: number) => new Float64Array(crew ? new SharedArrayBuffer(8 * size) : new ArrayBuffer(8 * size))
  const inputs = networkInputs(description, () => undefined, { room })
  /** Inputs that this thread applies to the neurons of all: where there are some that cannot be shared out. */
  let hosted: ReturnType<typeof networkInputs>[] | undefined
  let told = false
  const tell = () => {
    const { states, all } = inputs
    const once = all.map(askedOnce)
    hosted =
      crew && all.some(isIndivisible)
        ? steppers.map((each, t) => each.bind(once, t === 0 ? states : apart(states, all)))
        : undefined
    for (const each of steppers) each.setInputs(hosted ? undefined : all, states)
    if (pace) crew.tell({ pace: { ...pace, hosted: !!hosted }, inputs: hosted ? undefined : all, states })
    told = true
  }
  const setConstants = () => {
    populations.forEach((population, p) => {
      if (!description.populations[p].model.takesCurrent) return
      population.setConstant(inputs.constants(population.name, population.size), step)
    })
  }
  setConstants()

  /** Everything that the next step depends on, by names with a space unless they are of variables: mostly copies. */
  const everything = (): Entry[] => [
    ...populations.flatMap((population, of) => population.entries(of)),
    ...projections.map(({ weights }, of): Entry => ({
      name: `projection ${of}`,
      values: weights(),
      axis: { each: 'synapse', of },
    })),
    ...Object.entries(inputs.state()).map(([name, values]): Entry => ({ name, values, axis: { each: 'other' } })),
    ...(learning?.entries() ?? []),
  ]

  if (from) {
    check(from.engine === engine, `wasm: the snapshot was taken by engine "${from.engine}", this is "${engine}"`)
    step = from.step
    const copies = learning?.copies() ?? []
    const entries = everything()
    restore([...entries, ...copies], from, carry)
    for (const population of populations) population.resume(entries)
    learning?.resume(from, copies)
    projections.forEach(({ setWeights }, q) =>
      setWeights(entries.find(({ name }) => name === `projection ${q}`)!.values),
    )
    carry?.before.populations.forEach((population, p) => (born[p] = bornOf(population)))
    carry?.change.births?.forEach(bear)
    carry?.change.deaths?.forEach(bury)
  }

  function bear(births: Births): void {
    const { population, count } = births
    const p = lookup(description, population)
    find(population).bear(born[p], births, i => inputs.constant(population, i), step)
    born[p] += count
  }
  function bury({ population, neurons }: Deaths): void {
    find(population).bury(neurons, step)
  }

  const growth: Core['growth'] = {
    fits: ({ room = [], births = [], deaths = [], synapses = [] }) =>
      room.length === 0 &&
      !(learning?.learns && deaths.length) &&
      births.every(each => populations.find(({ name }) => name === each.population)?.fits(each)) &&
      synapses.every(each => !description.projections[each.projection]?.rules?.length) &&
      synapses.every(each => projections[each.projection]?.fits(each)) &&
      new Set(synapses.map(({ projection }) => projection)).size === synapses.length,
    change({ births = [], deaths = [], synapses = [] }, before, now) {
      births.forEach(bear)
      deaths.forEach(bury)
      for (const each of synapses) {
        const q = each.projection
        projections[q].change(each, before.projections[q], () => now().projections[q])
        many[q] += (each.added?.from.length ?? 0) - (each.removed?.length ?? 0)
      }
    },
  }

  const activity = (): NetworkActivity => {
    const found = populations.flatMap(population => {
      const { name, size } = population
      const share = population.activity(step)
      return share ? [{ name, size, share }] : []
    })
    const total = found.reduce((sum, { size }) => sum + size, 0)
    const over = (of: (share: Activity) => number) =>
      total === 0 ? 1 : found.reduce((sum, { size, share }) => sum + size * of(share), 0) / total
    return {
      now: over(share => share.now),
      mean: over(share => share.mean),
      populations: Object.fromEntries(found.map(({ name, share }) => [name, share])),
    }
  }

  return {
    get step() {
      return step
    },
    async advance(steps) {
      if (!told) tell()
      for (const population of populations) population.settle(step, steps)
      if (!pace) {
        for (const end = step + steps; step < end; step++) {
          own.act()
          own.integrate(step)
          own.fired(keep)
          own.send(step, 0)
        }
        learning?.reach(step)
        return
      }
      for (const end = step + steps; step < end;) {
        const { way, ...range } = { first: step, ...choice.next(end - step) }
        const began = performance.now()
        const how = { ...pace, hosted: !!hosted }
        const { step: reached, error } =
          way === 'shared' ? crew.run(own, range, how, host) : alternating(steppers, works, how, range, host)
        step = reached
        learning?.reach(step)
        if (error) throw error
        choice.took(way, range.steps, performance.now() - began)
      }
    },
    async read(population, name, of) {
      return find(population).read(name, of, step)
    },
    async write(population, name, given) {
      find(population).write(name, given, step)
    },
    async weights(q) {
      const transmitted = learning?.transmitted(q)
      if (transmitted) return transmitted
      const weights = projections[q].weights(true)
      if (weights.length !== many[q]) return new Float64Array(many[q]).fill(weights[0])
      return weights instanceof Float64Array ? weights : new Float64Array(weights)
    },
    async setWeights(q, values) {
      projections[q].setWeights(values)
      learning?.written(q)
    },
    ...(learning && { learning }),
    setInputs(replacement) {
      inputs.set(replacement)
      setConstants()
      told = false
    },
    growth,
    spikes: since => store.since(since),
    forget: before => store.forget(before),
    snapshot: async leaving => ({ engine, step, arrays: { ...arraysOf(everything()), ...learning?.saved(leaving) } }),
    info: () => {
      const share = activity().now
      const n = threads.length
      return {
        engine: 'wasm',
        backend: 'webassembly',
        precision: unit.precision,
        awake: share,
        bytes: layout.bytes,
        threads: n,
        summary: `wasm: SIMD, ${unit.precision} precision, ${n === 1 ? 'one thread' : `${n} threads`}, ${(layout.bytes / 2 ** 20).toFixed(1)} MB, ${Math.round(100 * share)} % of the neurons awake`,
      }
    },
    activity,
    dispose: async () => crew?.dispose(),
  }
}

const isContinuous = ({ continuous }: ProjectionDescription) => continuous !== undefined

/** Every step in all threads. */
const together: Quicker = { next: steps => ({ way: 'shared', steps }), took() {} }

/** States for another thread: one that all neurons share, it moves for itself. */
const apart = (states: ReadonlyMap<number, Float64Array>, inputs: readonly InputDescription[]) =>
  new Map(
    Array.from(states, ([stream, values]) => {
      const one = inputs.some(input => isShared(input) === stream)
      return [stream, one ? values.slice() : values] as const
    }),
  )

/** The stream of a current of noise that has one state for all neurons. */
const isShared = (input: InputDescription): number | undefined =>
  input.kind === 'current' && input.value.form === 'ornstein-uhlenbeck' && input.value.shared
    ? input.value.stream
    : undefined

/** A rate is asked once in a step, however many threads draw events of it: one that has a state gives the same. */
function askedOnce(input: InputDescription): InputDescription {
  if (input.kind !== 'poisson' || typeof input.rate !== 'function') return input
  const { rate } = input
  let [at, last] = [NaN, 0]
  return { ...input, rate: t => (t === at ? last : ([at, last] = [t, rate(t)])[1]) }
}

/** Functions cannot be sent to other threads, and a state that all neurons share cannot be shared out. */
const isIndivisible = (input: InputDescription): boolean =>
  (input.kind === 'poisson' && typeof input.rate === 'function') ||
  (input.kind === 'current' && input.value.form === 'function') ||
  isShared(input) !== undefined
