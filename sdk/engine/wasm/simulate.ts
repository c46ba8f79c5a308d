import { check } from '../../check.js'
import type { Births, Deaths, Description } from '../../network/index.js'
import { streamKey } from '../../random/index.js'
import { channels } from '../channels.js'
import { DivergenceError } from '../divergence.js'
import { networkInputs } from '../drive.js'
import type { Activity, NetworkActivity, Snapshot } from '../engine.js'
import { lookup } from '../lookup.js'
import { sourceSpikes } from '../sources.js'
import { spikeStore } from '../spikeStore.js'
import { arraysOf, restore, type Carry, type Core, type Entry } from '../structure/index.js'
import type { Machine } from './machine.js'
import { flagsIn, padded } from './simd.js'
import { synapses } from './synapses.js'
import { scratchBytes, wasmDraws } from './wasmDraws.js'
import { wasmPopulation } from './wasmPopulation.js'

export function simulate(description: Description, machine: Machine, from?: Snapshot, carry?: Carry): Core {
  const { layout, unit, memory, exports, sleep } = machine
  const { dt, seed } = description
  const engine = `wasm ${unit.precision}${typeof sleep === 'object' ? ` within ${sleep.within}` : ''}`
  const populations = layout.populations.map((population, p) => wasmPopulation(population, p, machine, dt))
  const find = (name: string) => populations[lookup(description, name)]
  const sources = description.populations.map((population, p) =>
    sourceSpikes(population, description, populations[p].values),
  )
  const noiseKeys = description.populations.map(({ model }, p) =>
    model.noises.map((_, n) => streamKey(seed, 'noise', p, n)),
  )
  const normals = exports.normals as ((...args: number[]) => void) | undefined
  const projections = description.projections.map((projection, q) => {
    const pre = lookup(description, projection.pre)
    return {
      pre,
      list: layout.lists[pre],
      synapses: synapses(projection, layout.projections[q], unit, memory, exports),
      act: exports[`continuous_${q}`] as (() => void) | undefined,
    }
  })
  const acting = projections.filter(({ act }) => act)
  const sending = projections.filter(({ act }) => !act)
  const counts = new Uint32Array(memory.buffer, layout.counts, layout.lists.length)
  const lists = channels(description).map(
    ({ population }, c) => new Uint32Array(memory.buffer, layout.lists[c], layout.populations[population].places),
  )
  const inputs = networkInputs(
    description,
    (population, variable) => find(population).receiver(variable),
    wasmDraws(layout.scratch, scratchBytes(description, unit), unit, memory, exports),
  )
  const setConstants = () => {
    for (const population of populations) {
      if (description.populations[lookup(description, population.name)].model.takesCurrent)
        population.setConstant(inputs.constants(population.name, population.size), step)
    }
  }
  let step = 0
  setConstants()
  const store = spikeStore()

  const work = populations.map((population, p) => ({
    population,
    source: sources[p],
    keys: noiseKeys[p],
    due: population.targets.filter(({ rows }) => rows > 0),
    channels: layout.populations[p].channels,
  }))

  /** One step, in the order of docs/engines.md. Nothing is allocated in it: small networks do little else. */
  function one(): void {
    const t = step * dt
    for (let p = 0; p < work.length; p++) if (step % populations[p].every === 0) populations[p].watch()
    for (let q = 0; q < acting.length; q++) acting[q].act!()
    for (let p = 0; p < work.length; p++) {
      const { population, due } = work[p]
      population.begin?.(t)
      for (let d = 0; d < due.length; d++) due[d].deliver(step % due[d].rows, step)
    }
    inputs.apply(step)
    for (let p = 0; p < work.length; p++) {
      if (populations[p].absent.any) populations[p].silence()
      const { population, source, keys, channels } = work[p]
      if (source) {
        const fired = source(step)
        lists[p].set(fired)
        counts[p] = population.absent.strike(lists[p], fired.length)
        continue
      }
      const { marked, targets, pulsed, noises } = population
      for (let v = 0; v < targets.length; v++) {
        const { variable, rows, acted, deliver } = targets[v]
        if (acted || marked.has(variable)) deliver(rows, step)
      }
      const disturbed = pulsed || marked.has('I')
      marked.clear()
      for (let n = 0; n < noises.length; n++) {
        const key = keys[n]
        normals!(noises[n], population.size, key[0], key[1], step % 2 ** 32, Math.floor(step / 2 ** 32), 0)
      }
      if (population.integrate(t, step, step % population.every === 0)) {
        const fault = population.fault()
        if (fault)
          throw new DivergenceError(population.name, fault.neuron, fault.variable, (step + 1) * dt, fault.value)
      }
      if (disturbed) population.restore?.()
      if (population.absent.any) for (const c of channels) counts[c] = population.absent.strike(lists[c], counts[c])
      if (!population.scattered) continue
      for (const c of channels) if (counts[c] > 1) lists[c].subarray(0, counts[c]).sort()
    }
    for (let c = 0; c < counts.length; c++) if (counts[c] > 0) store.add(step, c, lists[c], counts[c])
    for (let q = 0; q < sending.length; q++) {
      const { pre, list, synapses } = sending[q]
      if (counts[pre] > 0) synapses.send(list, counts[pre], step)
    }
    step++
  }

  /** Everything that the next step depends on: live arrays, by names with a space unless they are of variables. */
  const everything = (): Entry[] => [
    ...populations.flatMap(({ name, targets, entries }, of) => [
      ...entries(of),
      ...targets.flatMap(({ variable, ring, flags }): Entry[] => [
        { name: `${name}.to ${variable}`, values: ring, axis: { each: 'arrival', of, besides: 1, stride: padded } },
        {
          name: `${name}.flags ${variable}`,
          values: flags,
          axis: { each: 'arrival', of, besides: 1, stride: flagsIn },
        },
      ]),
    ]),
    ...projections.map(({ synapses }, of): Entry => ({
      name: `projection ${of}`,
      values: synapses.weights,
      axis: { each: 'synapse', of },
    })),
    ...Object.entries(inputs.state()).map(([name, values]): Entry => ({ name, values, axis: { each: 'other' } })),
  ]

  if (from) {
    check(from.engine === engine, `wasm: the snapshot was taken by engine "${from.engine}", this is "${engine}"`)
    step = from.step
    const entries = everything()
    restore(entries, from, carry)
    for (const [p, population] of populations.entries())
      population.resumed(entries.filter(({ axis }) => axis.each === 'neuron' && axis.of === p))
    carry?.change.births?.forEach(bear)
    carry?.change.deaths?.forEach(bury)
  }

  function bear(births: Births): void {
    const p = lookup(description, births.population)
    const first = description.populations[p].life!.born - births.count
    populations[p].bear(first, births, i => inputs.constant(births.population, i), step)
  }

  function bury({ population, neurons }: Deaths): void {
    find(population).bury(neurons)
  }

  const activity = (): NetworkActivity => {
    const found = populations.flatMap(({ name, size, activity }) => {
      const share = activity(step)
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
      for (let done = 0; done < steps; done++) one()
    },
    async read(population, name, of) {
      const { size, read } = find(population)
      return read(name, of ?? Uint32Array.from({ length: size }, (_, i) => i), step)
    },
    async write(population, name, given) {
      find(population).write(name, given, step)
    },
    async weights(q) {
      const { targets } = description.projections[q]
      const { weights } = projections[q].synapses
      return weights.length === targets.length
        ? Float64Array.from(weights)
        : new Float64Array(targets.length).fill(weights[0])
    },
    async setWeights(q, values) {
      projections[q].synapses.weights.set(values)
    },
    setInputs(replacement) {
      inputs.set(replacement)
      setConstants()
    },
    spikes: since => store.since(since),
    forget: before => store.forget(before),
    snapshot: async () => ({ engine, step, arrays: arraysOf(everything()) }),
    info: () => {
      const share = activity().now
      return {
        engine: 'wasm',
        backend: 'webassembly',
        precision: unit.precision,
        awake: share,
        bytes: layout.bytes,
        summary: `wasm: SIMD, ${unit.precision} precision, ${(layout.bytes / 2 ** 20).toFixed(1)} MB, ${Math.round(100 * share)} % of the neurons awake`,
      }
    },
    activity,
    dispose: async () => {},
  }
}
