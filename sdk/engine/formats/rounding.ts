/** What rounding did to the changes of weights that learn in a format: sums, in steps of the accumulator. */
export interface RoundingSums {
  /** Changes that rules asked for, how many. */
  readonly changes: number
  /** Their sizes, */
  readonly asked: number
  /** what was done of them: what went the other way counts against it, */
  readonly done: number
  /** and the squares of what the two differ by. */
  readonly squares: number
  /** How many times a scale moved. */
  readonly rescaled: number
}

/** Numbers that sums are kept in, in that order. */
export const roundingNumbers = 5

export const roundingSums = ([changes, asked, done, squares, rescaled]: Float64Array): RoundingSums => ({
  ...{ changes, asked, done, squares, rescaled },
})
