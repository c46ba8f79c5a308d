import { wat } from '../../../sdk/engine/index.js'

const { set } = wat

/**
 * Amplitudes lie weight by weight in memory, and one level of as many weights as a vector has lanes is what the rule
 * computes with. Statements that load such a group, whose address is in the local `at`, and turn it: `names` are the
 * locals of the levels. They take `$turn` besides.
 */
export function taken(levels: number, precision: wat.Precision, at: string, names: readonly string[]): string[] {
  const loads = places(levels, precision).map((offset, j) => set(names[j], `(v128.load offset=${offset} ${get(at)})`))
  return [...loads, ...turned(precision, names, true)]
}

/** Statements that turn a group back and store it; the locals are not the levels afterwards. */
export function stored(levels: number, precision: wat.Precision, at: string, names: readonly string[]): string[] {
  const stores = places(levels, precision).map(
    (offset, j) => `(v128.store offset=${offset} ${get(at)} ${get(names[j])})`,
  )
  return [...turned(precision, names, false), ...stores]
}

const get = (local: string) => `(local.get ${local})`

/** Where in a group the vector stands that becomes each level: row by row, of square blocks of as many levels as lanes. */
function places(levels: number, precision: wat.Precision): number[] {
  const lanes = precision === 'single' ? 4 : 2
  return Array.from({ length: levels }, (_, j) =>
    levels < lanes ? 16 * j : (16 / lanes) * ((j % lanes) * levels + j - (j % lanes)),
  )
}

/** Transposes blocks of vectors in place; of two levels and four lanes, `apart` deals them out, else back. */
function turned(precision: wat.Precision, names: readonly string[], apart: boolean): string[] {
  const shuffle = (lanes: readonly number[], a: string, b: string) => {
    const bytes = 16 / (precision === 'single' ? 4 : 2)
    const order = lanes.flatMap(lane => Array.from({ length: bytes }, (_, byte) => bytes * lane + byte))
    return `(i8x16.shuffle ${order.join(' ')} ${get(a)} ${get(b)})`
  }
  /** Two vectors become two others. */
  const pair = (a: string, b: string, first: readonly number[], second: readonly number[]) => [
    set('$turn', shuffle(first, a, b)),
    set(b, shuffle(second, a, b)),
    set(a, get('$turn')),
  ]
  const [low, high] = [
    [0, 4, 1, 5],
    [2, 6, 3, 7],
  ]
  if (precision === 'double') return inBlocks(names, 2, ([a, b]) => pair(a, b, [0, 2], [1, 3]))
  if (names.length === 2)
    return apart ? pair(names[0], names[1], [0, 2, 4, 6], [1, 3, 5, 7]) : pair(names[0], names[1], low, high)
  return inBlocks(names, 4, ([a, b, c, d]) => [
    ...pair(a, b, low, high),
    ...pair(c, d, low, high),
    ...exchange(b, c),
    ...pair(a, b, [0, 1, 4, 5], [2, 3, 6, 7]),
    ...pair(c, d, [0, 1, 4, 5], [2, 3, 6, 7]),
  ])
}

const exchange = (a: string, b: string) => [set('$turn', get(a)), set(a, get(b)), set(b, get('$turn'))]

const inBlocks = (names: readonly string[], size: number, turn: (block: readonly string[]) => string[]) =>
  Array.from({ length: names.length / size }, (_, j) => turn(names.slice(j * size, (j + 1) * size))).flat()
