import { returnToRest, type ReturnToRest } from '../../model/index.js'
import type { PopulationDescription } from '../../network/index.js'
import { initialState, type Values } from '../initial.js'
import type { LawsLayout } from './layout.js'
import { lawLayout } from './sleep.js'
import type { Simd } from './simd.js'

/** Which law each neuron has. */
export interface LawsOf {
  readonly addresses: Uint32Array
  /** Whether neurons differ in them, or in parameters or currents. */
  readonly differ: boolean
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
) {
  const { size } = population
  const { model } = coast
  const { rest, power, up, down, above, below, bytes } = lawLayout(model, unit.bytes)
  const start = [...initialState(population).values()]

  /** Of each neuron, an index into the returns to rest. */
  const kinds = (values: Values, current: ArrayLike<number>) => {
    const own = Object.values(values).filter(value => typeof value !== 'number')
    const shared = own.length === 0 && Array.prototype.every.call(current, x => x === current[0])
    const found: (ReturnToRest | undefined)[] = []
    const known = new Map<string, number>()
    const of = (i: number) =>
      returnToRest(model, {
        within,
        start: start.map(column => column[i]),
        value: name => {
          if (name === 'dt') return dt
          if (name === 'I') return current[i]
          const value = values[name]
          return typeof value === 'number' ? value : value[i]
        },
      })
    const kind = new Int32Array(size)
    for (let i = 0; i < (shared ? 1 : size); i++) {
      const key = own.map(column => column[i]).join() + ',' + current[i]
      let k = known.get(key)
      if (k === undefined) {
        // Beyond what there is room for it is not worth the search.
        k = found.length + 1 < coast.room ? found.push(of(i)) - 1 : -1
        known.set(key, k)
      }
      kind[i] = k
    }
    return { kind, found }
  }

  const write = (address: number, law: ReturnToRest | undefined) => {
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

  /** Writes the laws anew, and gives each neuron its own. @param current constant, of each neuron */
  return (values: Values, current: ArrayLike<number>): LawsOf => {
    const { kind, found } = kinds(values, current)
    write(coast.laws, undefined)
    found.forEach((law, k) => write(coast.laws + (k + 1) * bytes, law))
    return {
      addresses: Uint32Array.from(kind, k => coast.laws + (k + 1) * bytes),
      differ: kind.some(k => k !== kind[0]),
    }
  }
}
