import { closedForm, elapsed, evaluator } from '../../../model/index.js'
import type { RuleDescription } from '../../../network/index.js'
import type { Entry } from '../../structure/index.js'
import type { Simd } from '../simd.js'
import { groupOfEach } from './groups.js'
import type { PlasticLayout, VariableLayout } from './plasticLayout.js'

type Numbers = Float32Array | Float64Array

/** The variables of the rules of a projection: filled in, read and written as if each synapse had its own. */
export function ruleMemory(
  layout: PlasticLayout,
  { buffer }: WebAssembly.Memory,
  unit: Simd,
  dt: number,
  weights: ArrayLike<number>,
  from: number,
) {
  const { projection, groups, index, rules } = layout
  const { targets } = projection
  let each: Uint32Array | undefined
  /** Of each synapse where its value is. */
  const placeOf = ({ among }: VariableLayout): ArrayLike<number> | undefined => {
    if (among === 'slot') return undefined
    return among === 'post' ? targets : (each ??= groupOfEach(groups, targets.length))
  }
  const variables = rules.map(({ model, variables }, r) => {
    const { initial }: RuleDescription = projection.rules![r]
    return new Map(
      [...variables].map(([name, at]) => {
        const { variable, count, since } = at
        const components = Array.from({ length: variable.length }, (_, k) =>
          unit.array(buffer, at.values + k * count * unit.bytes, count),
        )
        const stamps = since === undefined ? undefined : new Uint32Array(buffer, since, count)
        const place = placeOf(at)
        const given = initial?.[name]
        /** As the rule says, from here on, in the places that begin. */
        const begin = (begins: (place: number) => boolean): void => {
          components.forEach((values, k) => {
            const value = evaluator(variable.initial, n => {
              if (n === 'w') return s => weights[s]
              return n === 'k' ? () => k : () => model.parameters[n]
            })
            const set = (i: number, x: number) => {
              if (begins(i)) values[i] = x
            }
            if (place && !given) values.forEach((_, i) => set(i, value(0)))
            else
              for (let s = 0; s < targets.length; s++)
                set(place?.[s] ?? s, given ? given[s * variable.length + k] : value(s))
          })
          stamps?.forEach((_, i) => {
            if (begins(i)) stamps[i] = from
          })
        }
        begin(() => true)
        return [name, { at, components, stamps, place, begin, parameters: model.parameters }]
      }),
    )
  })
  const find = (rule: number, name: string) => variables[rule].get(name)!
  const all = variables.flatMap((own, r) => [...own].map(([name, variable]) => ({ r, name, ...variable })))
  const title = (r: number, name: string) => `projection ${index} rule ${r} ${name}`
  /** Groups change with the delays of synapses that come and go: of their variables one value a synapse is saved. */
  const scattered = all.filter(({ at }) => at.among === 'group')

  return {
    /** The values of a variable at a step, so many a synapse. */
    read(rule: number, name: string, step: number): Float64Array {
      const { at, components, stamps, place, parameters } = find(rule, name)
      const { length } = at.variable
      const later = evaluator(closedForm(at.variable), n => {
        if (n === elapsed) return i => ((step % 2 ** 32) - stamps![i]) * dt
        return n === name ? i => now[i] : () => parameters[n]
      })
      let now: Numbers = components[0]
      const found = new Float64Array(targets.length * length)
      components.forEach((values, k) => {
        now = values
        for (let s = 0; s < targets.length; s++) {
          const i = place?.[s] ?? s
          found[s * length + k] = stamps ? later(i) : values[i]
        }
      })
      return found
    },
    write(rule: number, name: string, given: ArrayLike<number>, step: number): void {
      const { at, components, stamps, place } = find(rule, name)
      const { length } = at.variable
      components.forEach((values, k) => {
        for (let s = 0; s < targets.length; s++) values[place?.[s] ?? s] = given[s * length + k]
      })
      stamps?.fill(step)
    },
    /** Live memory, but for {@link scattered} variables. */
    entries(): Entry[] {
      return all
        .filter(one => !scattered.includes(one))
        .flatMap(({ r, name, at, components, stamps }): Entry[] => {
          const axis: Entry['axis'] =
            at.among === 'slot' ? { each: 'synapse', of: index } : { each: 'neuron', of: layout.postIndex }
          return [
            ...components.map((values, k) => ({ name: `${title(r, name)} [${k}]`, values, axis })),
            ...(stamps ? [{ name: `${title(r, name)} since`, values: stamps, axis }] : []),
          ]
        })
    },
    /** Copies of variables of groups, one value a synapse; NaN if blank, to be restored and put back. */
    copies(blank: boolean): Entry[] {
      return scattered.flatMap(({ r, name, components, stamps, place }): Entry[] => {
        const copy = (values: ArrayLike<number>) => {
          const one = new Float64Array(targets.length)
          if (blank) return one.fill(NaN)
          for (let s = 0; s < one.length; s++) one[s] = values[place![s]]
          return one
        }
        const axis: Entry['axis'] = { each: 'synapse', of: index }
        return [
          ...components.map((values, k) => ({ name: `${title(r, name)} [${k}]`, values: copy(values), axis })),
          ...(stamps ? [{ name: `${title(r, name)} since`, values: copy(stamps), axis }] : []),
        ]
      })
    },
    /** Variables of neurons of the target begin where all synapses have come with a change. @param order see `Carry` */
    welcome(order: Int32Array): void {
      const known = new Set(targets.filter((_, s) => order[s] >= 0))
      for (const { at, begin } of all) if (at.among === 'post') begin(j => !known.has(j))
    },
    putBack(entries: readonly Entry[]): void {
      const saved = new Map(entries.map(({ name, values }) => [name, values]))
      for (const { r, name, components, stamps, place } of scattered) {
        const put = (values: Numbers | Uint32Array, from: ArrayLike<number>) => {
          for (let s = 0; s < from.length; s++) if (!Number.isNaN(from[s])) values[place![s]] = from[s]
        }
        components.forEach((values, k) => put(values, saved.get(`${title(r, name)} [${k}]`)!))
        if (stamps) put(stamps, saved.get(`${title(r, name)} since`)!)
      }
    },
  }
}
