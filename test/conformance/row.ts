/**
 * What a row expects: values with the farthest that a finding may be from them (one value: each number found), or the
 * ends between which each number found lies.
 */
export type Expectation =
  | { readonly is: number | readonly number[]; readonly within: number | Readonly<Record<Precision, number>> }
  | { readonly from: number; readonly to: number }

export type Precision = 'single' | 'double'

/** A quantity of the table. */
export interface Row {
  readonly quantity: string
  /** Author, year, figure or equation; or what it follows from. */
  readonly source: string
  readonly expected: Expectation
  /** Where it is not for every engine: for which, by name and precision. */
  readonly on?: (engine: string, precision: Precision) => boolean
}

/** Names of what is found, and the rows that judge it. */
export type Rows = Readonly<Record<string, Row>>

/**
 * Whether what was found is what a row expects; each number, if there are several.
 *
 * @throws RangeError for a row without a source, a value or a tolerance
 */
export function agrees(row: Row, found: number | readonly number[], precision: Precision): boolean {
  checkRow(row)
  const values = [found].flat()
  const { expected } = row
  if (!('is' in expected)) return values.every(x => x >= expected.from && x <= expected.to)
  const { is, within } = expected
  const tolerance = typeof within === 'number' ? within : within[precision]
  const near = (x: number, known: number) => Math.abs(x - known) <= tolerance
  if (typeof is === 'number') return values.every(x => near(x, is))
  return values.length === is.length && values.every((x, i) => near(x, is[i]))
}

/** @throws RangeError for a row without a source, a value or a tolerance */
export function checkRow({ quantity, source, expected }: Row): void {
  const refuse = (what: string) => {
    throw new RangeError(`conformance: the row "${quantity}" has no ${what}`)
  }
  if (!quantity) throw new RangeError('conformance: a row has no name for its quantity')
  if (!source) refuse('source')
  const numbers = Object.values(expected ?? {}).flatMap(x => (typeof x === 'object' ? Object.values(x) : x) as number[])
  if (!numbers.length || !numbers.every(Number.isFinite)) refuse('expected value')
  const complete = 'is' in expected ? 'within' in expected : 'from' in expected && 'to' in expected
  if (!complete) refuse('tolerance')
}
