/** The box of a top-level name, shared by all cells that use it. */
export interface Binding {
  live?: unknown
}

const boxes = new Map<string, Binding>()

/** The box of a name, made when the name is first met. */
export function binding(name: string): Binding {
  let box = boxes.get(name)
  if (!box) boxes.set(name, (box = {}))
  return box
}

/** Takes the value of the last expression out of its box. */
export function take(name: string): unknown {
  const value = boxes.get(name)?.live
  boxes.delete(name)
  return value
}

/**
 * Checks that the names a cell takes from earlier cells have values.
 *
 * @throws ReferenceError naming the first whose cell failed before it got there
 */
export function checkDefined(names: string[]): void {
  for (const name of names)
    if (!('live' in binding(name)))
      throw new ReferenceError(`${name} has no value: the cell that declares it did not get that far`)
}
