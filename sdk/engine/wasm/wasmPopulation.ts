import type { Births, PopulationDescription } from '../../network/index.js'
import type { Activity } from '../engine.js'
import { constantValues, initialState, type Values } from '../initial.js'
import { settable } from '../settable.js'
import type { Axis, Entry } from '../structure/index.js'
import { gathered, scatter } from './columns.js'
import { laws } from './laws.js'
import { actingOn, type Machine } from './machine.js'
import { padded } from './simd.js'
import { wasmPart, type WasmPart } from './wasmPart.js'

/** A population in memory, put together of the parts that the threads compute. */
export function wasmPopulation(population: PopulationDescription, p: number, machine: Machine, dt: number) {
  const { name, size, model, source } = population
  const { unit, memory, sleep, threads } = machine
  const layouts = threads.flatMap(({ layout }) => layout.populations[p] ?? [])
  const parts: WasmPart[] = threads.flatMap(thread => {
    const layout = thread.layout.populations[p]
    return layout ? [wasmPart(layout, p, actingOn(machine, thread))] : []
  })
  const [first] = parts
  const { coast, integration } = layouts[0]
  const { constants } = integration
  const parameters = Object.keys(model.parameters)
  const total = parts.reduce((sum, { sleepers }) => sum + sleepers.total, 0)
  const computed = () => parts.reduce((sum, part) => sum + part.computed[0], 0)

  /** A value of the model, of all neurons. */
  const value = (n: string): number | Float64Array =>
    typeof first.values[n] === 'number' ? first.values[n] : joined(parts.map(({ values }) => values[n] as Float64Array))
  /** Gives each part its share of one number a neuron. */
  const share = (values: Float64Array, { from, size }: WasmPart) => values.subarray(from, from + size)

  /** Constant currents of the neurons, as they are in memory. */
  let steady = new Float64Array(size)
  const lawBook =
    coast && typeof sleep === 'object' ? laws(population, coast, sleep.within, dt, unit, memory) : undefined
  let lawful = false
  const values = () => Object.fromEntries(Object.keys(first.values).map(n => [n, value(n)]))
  const settle = () => {
    if (!lawful && lawBook) {
      const addresses = lawBook.write(values(), steady)
      for (const part of parts) {
        part.setLaws(addresses.subarray(part.from, part.from + part.size))
        part.setDiffer(lawBook.differ)
      }
    }
    lawful = true
  }
  /** Gives their law to neurons that changed. */
  const settleSome = (neurons: Iterable<number>) => {
    if (!lawful || !lawBook) return
    const all = values()
    for (const i of neurons) {
      const address = lawBook.writeOne(i, all, steady)
      within(i).setLaw(i % first.size, address)
    }
    for (const part of parts) part.setDiffer(lawBook.differ)
  }
  /** Wakes all, since what they coasted by changes: the others too, so that it does not matter who shares their part. */
  const wake = (step: number) => {
    for (const { sleepers } of parts) sleepers.wake(step)
    lawful = false
  }
  const find = (n: string) => {
    const variables = new Map(model.equations.map(({ variable }) => [variable, variable]))
    return settable(name, n, variables, Object.fromEntries(parameters.map(q => [q, first.values[q]])))
  }
  const within = (i: number) => parts[Math.floor(i / first.size)]
  const isAbsent = (i: number) => within(i).absent.has(i % first.size)
  const columns = () => parts.map(part => ({ part, columns: part.columns() }))

  return {
    name,
    size,
    parts,
    /** Values of the parameters and constants; live of a source, which is one part. */
    values: first.values,

    /** Writes the laws where they changed, if anybody may fall asleep in so many steps from one on. */
    settle(step: number, steps: number): void {
      if (coast && Math.ceil(step / coast.every) * coast.every < step + steps) settle()
    },

    /** Share of the neurons that is awake, now and on average over so many steps; undefined for sources. */
    activity(steps: number): Activity | undefined {
      if (source) return undefined
      const awake = parts.reduce((sum, { sleepers }) => sum + sleepers.awake, 0)
      return { now: awake / total, mean: steps === 0 ? 1 : computed() / (steps * total) }
    },

    /** What the next step depends on: copies, which {@link resume} puts back. */
    entries: (of: number): Entry[] => {
      const neurons: Axis = { each: 'neuron', of }
      const entry = (what: string, values: Entry['values'], axis: Axis) => ({ name: `${name}.${what}`, values, axis })
      const saved = columns()
      return [
        ...Object.entries(saved[0].columns).map(([what, { axis }]) => {
          const shares = saved.map(({ part, columns }) => ({ ...part, column: columns[what] }))
          return entry(what, gathered(shares, padded(size)), axis(of))
        }),
        ...Object.keys(first.values).map(n => {
          const of = value(n)
          return entry(`value ${n}`, typeof of === 'number' ? Float64Array.of(of) : of.slice(), neurons)
        }),
        entry('computed', Float64Array.of(computed()), { each: 'other' }),
      ]
    },
    /** Goes on from the entries as they were set. */
    resume(entries: readonly Entry[]): void {
      const saved = new Map(entries.map(entry => [entry.name, entry.values]))
      const of = (what: string) => saved.get(`${name}.${what}`)!
      for (const n of Object.keys(first.values)) {
        const values = of(`value ${n}`) as Float64Array
        const one = typeof first.values[n] === 'number'
        for (const part of parts) part.putValue(n, one ? values[0] : share(values, part).slice())
      }
      for (const { part, columns: own } of columns()) {
        for (const [what, column] of Object.entries(own)) scatter(of(what), { ...part, column })
        part.resumed(own)
      }
      first.computed.set(of('computed'))
      settle()
    },

    /** Whether newborns have what is one number for all. */
    fits: ({ parameters }: Births): boolean =>
      Object.entries(parameters).every(([n, given]) => {
        const known = first.values[n]
        return typeof known !== 'number' || given.every(x => x === known)
      }),
    /** Neurons from `begin` on are born at a step. @param currentOf the constant current of a neuron */
    bear(begin: number, births: Births, currentOf: (neuron: number) => number, step: number): void {
      const { count, parameters, state } = births
      const fresh: Values = { ...parameters, ...constantValues(constants, parameters, count) }
      for (let k = 0; k < count; k++) {
        const neuron = begin + k
        const part = within(neuron)
        steady[neuron] = model.takesCurrent ? currentOf(neuron) : 0
        part.bear(neuron - part.from, step, {
          state: v => state[v][k],
          value: n => valueOf(fresh[n], k),
          current: steady[neuron],
        })
      }
      if (lawBook) {
        const own = Object.entries(model.initial).map(([v, x]) => [v, x instanceof Float64Array ? state[v] : x])
        const initial = Object.fromEntries(own) as typeof model.initial
        const begun = [...initialState({ name, size: count, model: { ...model, parameters, initial } }).values()]
        for (let k = 0; k < count; k++)
          lawBook.begin(
            begin + k,
            begun.map(column => column[k]),
          )
      }
      settleSome(Array.from({ length: count }, (_, k) => begin + k))
    },
    /** Neurons die: what was on its way to them is lost. */
    bury(neurons: Uint32Array, step: number): void {
      for (const i of neurons) {
        steady[i] = 0
        within(i).bury(i % first.size, step)
      }
      settleSome(neurons)
    },

    /** Sets the constant currents from a step on. */
    setConstant(currents: Float64Array, step: number): void {
      for (const part of parts) part.absent.silence(share(currents, part))
      if (currents.every((x, i) => x === steady[i])) return
      wake(step)
      steady = currents.slice()
      for (const part of parts) part.setConstant(share(steady, part))
    },

    /** Reads a state variable or parameter of some neurons as it stands at a step. */
    read(n: string, neurons: ArrayLike<number> | undefined, step: number): Float64Array {
      const all = neurons ?? Uint32Array.from({ length: size }, (_, i) => i)
      if (typeof find(n) !== 'string') return Float64Array.from(all, i => valueOf(within(i).values[n], i % first.size))
      const readers = parts.map(part => part.reader(n, step))
      const share = first.size
      return Float64Array.from(all, i => (isAbsent(i) ? NaN : readers[Math.floor(i / share)](i % share)))
    },

    write(n: string, given: ArrayLike<number>, step: number): void {
      const kind = find(n)
      wake(step)
      const all = Float64Array.from(given)
      for (const part of parts) {
        if (typeof kind === 'string') part.writeState(n, share(all, part), i => part.absent.has(i))
        else part.writeValue(n, typeof kind === 'number' ? given[0] : share(all, part).slice())
      }
    },
  }
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const array of arrays) {
    whole.set(array, at)
    at += array.length
  }
  return whole
}

const valueOf = (value: number | Float64Array, k: number) => (typeof value === 'number' ? value : value[k])
