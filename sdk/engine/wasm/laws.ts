import { returnToRest, type ReturnToRest } from '../../model/index.js'
import type { PopulationDescription } from '../../network/index.js'
import { initialState, type Values } from '../initial.js'
import type { LawsLayout } from './layout.js'
import { lawLayout } from './sleep.js'
import type { Simd } from './simd.js'

/** The laws of a population. */
export interface Laws {
  /** Whether neurons differ in them, or in parameters or currents. */
  readonly differ: boolean
  /** Writes all of them anew; returns where that of each neuron is. @param current constant, of each neuron */
  write(values: Values, current: ArrayLike<number>): Uint32Array
  /** The same of one neuron that changed, all others having the law that they have. */
  writeOne(neuron: number, values: Values, current: ArrayLike<number>): number
  /** Where a neuron begins, from which its rest is sought. @param state by variable, in the order of the equations */
  begin(neuron: number, state: readonly number[]): void
}

/**
 * Keeps the laws by which the neurons of a population return to rest: one for each combination of parameters and constant
 * currents. Where there are more combinations than room, the rest never coasts.
 */
export function laws(
  population: PopulationDescription,
  coast: LawsLayout,
  within: number,
  dt: number,
  unit: Simd,
  { buffer }: WebAssembly.Memory,
): Laws {
  const { size } = population
  const { model } = coast
  const { rest, power, up, down, above, below, bytes } = lawLayout(model, unit.bytes)
  const start = [...initialState(population).values()]

  /** Indices of laws, by what neurons have of their own; -1 for those that there is no room for. */
  const known = new Map<string, number>()
  let [count, firstKind, differ] = [0, 0, false]
  const addressOf = (kind: number) => coast.laws + (kind + 1) * bytes
  const ownOf = (values: Values) => Object.values(values).filter(value => typeof value !== 'number')

  /** That of a neuron, written if it is new. */
  const kindOf = (i: number, own: readonly Float64Array[], values: Values, current: ArrayLike<number>): number => {
    const key = own.map(column => column[i]).join() + ',' + current[i]
    const found = known.get(key)
    if (found !== undefined) return found
    // Beyond what there is room for it is not worth the search.
    const kind = count + 1 < coast.room ? count++ : -1
    known.set(key, kind)
    if (kind < 0) return kind
    const law = returnToRest(model, {
      within,
      start: start.map(column => column[i]),
      value: name => {
        if (name === 'dt') return dt
        if (name === 'I') return current[i]
        const value = values[name]
        return typeof value === 'number' ? value : value[i]
      },
    })
    writeLaw(addressOf(kind), law)
    return kind
  }

  const writeLaw = (address: number, law: ReturnToRest | undefined) => {
    const numbers = unit.array(buffer, address, bytes / unit.bytes).fill(0)
    const put = (at: number, value: number) => (numbers[at / unit.bytes] = value)
    if (!law) return model.critical.forEach((_, c) => put(above(c), -1))
    law.rest.forEach((value, i) => put(rest(i), value))
    law.powers.forEach((matrix, j) =>
      matrix.forEach((row, r) => row.forEach((value, column) => put(power(j, r, column), value))),
    )
    model.critical.forEach((i, c) => {
      law.up[i].forEach((value, j) => put(up(c, j), value))
      law.down[i].forEach((value, j) => put(down(c, j), value))
      put(above(c), law.above[i])
      put(below(c), law.below[i])
    })
  }

  return {
    get differ() {
      return differ
    },
    write(values, current) {
      known.clear()
      count = 0
      writeLaw(coast.laws, undefined)
      const own = ownOf(values)
      const shared = own.length === 0 && Array.prototype.every.call(current, x => x === current[0])
      firstKind = kindOf(0, own, values, current)
      differ = false
      const addresses = new Uint32Array(size).fill(addressOf(firstKind))
      for (let i = 1; i < size && !shared; i++) {
        const kind = kindOf(i, own, values, current)
        addresses[i] = addressOf(kind)
        differ ||= kind !== firstKind
      }
      return addresses
    },
    writeOne(neuron, values, current) {
      const kind = kindOf(neuron, ownOf(values), values, current)
      differ ||= kind !== firstKind
      return addressOf(kind)
    },
    begin(neuron, state) {
      start.forEach((column, v) => (column[neuron] = state[v]))
    },
  }
}
