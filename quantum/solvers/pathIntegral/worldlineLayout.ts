/**
 * Where things lie in the memory of `worldlineText`. A row has the slices of one spin, even ones before odd ones,
 * each half filled up to whole vectors; what is filled up is 0 and stays so.
 */
export interface WorldlineLayout {
  /** Numbers of a row. */
  readonly width: number
  /** Of slice k in a row. */
  readonly place: (k: number) => number
  /** Random numbers of a row: whole blocks of 16. */
  readonly draws: number
}

export function worldlineLayout(slices: number): WorldlineLayout {
  const half = 4 * Math.ceil(slices / 8)
  return {
    width: 2 * half,
    place: k => (k % 2) * half + (k >> 1),
    draws: 16 * Math.ceil((2 * half) / 16),
  }
}

/** Words of the header at address 0: numbers, addresses, the key of the random numbers and how often they were drawn. */
export const header = { n: 0, spins: 1, fields: 2, offsets: 3, own: 4, key0: 5, key1: 6, tick: 7, words: 16 }

/** Bytes before the arrays of spins: the header and the rows behind it. */
export function scratchBytes(slices: number): number {
  const { width, draws } = worldlineLayout(slices)
  return 4 * header.words + 8 * width + 4 * 4 * width + 2 * 4 * draws
}
