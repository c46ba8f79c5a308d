import { check } from '../../sdk/check.js'

/** Probabilities of the levels, one column after another, as the cells of a picture: the highest level on top. */
export function levelCells(columns: readonly ArrayLike<number>[], levels: number, where: string) {
  const values = new Float64Array(levels * columns.length)
  columns.forEach((column, j) => {
    check(column.length === levels, `${where}: column ${j} has ${column.length} probabilities, expected ${levels}`)
    for (let k = 0; k < levels; k++) {
      check(column[k] >= 0 && column[k] <= 1 + 1e-9, () => `${where}: a probability is ${column[k]}, in column ${j}`)
      values[(levels - 1 - k) * columns.length + j] = column[k]
    }
  })
  return { rows: levels, columns: columns.length, values }
}

/** From above the highest level to below the lowest, so that each has a row as high as the others. */
export function levelDomain(values: ArrayLike<number>): readonly [number, number] {
  const last = values.length - 1
  const room = (values[last] - values[0]) / last / 2
  return [values[last] + room, values[0] - room]
}

/** Levels for the ticks of an axis: all of few, the ends and the middle of many. */
export function levelTicks(values: ArrayLike<number>): number[] {
  const all = Array.from(values)
  return all.length <= 4 ? all : [all[0], 0, all[all.length - 1]]
}
