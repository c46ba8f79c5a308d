import { check, kindOf } from './check.js'

/**
 * Refuses options that do not exist, by name, with those that do and the nearest one.
 *
 * @param where names the call in the error, such as `connect`
 * @param later options that will exist: refused with their reason
 * @throws RangeError naming the first unknown option
 * @example
 * refuseUnknown('smallWorld', { k: 6, q: 0.1 }, ['k', 'p'])
 * // RangeError: smallWorld: unknown option "q"; it has k, p
 */
export function refuseUnknown(
  where: string,
  options: object,
  known: readonly string[],
  later: Readonly<Record<string, string>> = {},
): void {
  check(
    typeof options === 'object' && options !== null,
    `${where}: expected an object of options, got ${kindOf(options)}`,
  )
  for (const name of Object.keys(options)) {
    check(!Object.hasOwn(later, name), `${where}: option "${name}" ${later[name]}`)
    check(
      known.includes(name),
      () => `${where}: unknown option "${name}"; it has ${known.join(', ')}${suggestion(name, known)}`,
    )
  }
}

/** `; did you mean "x"?` for the nearest of the known names, or nothing if none is near. */
export function suggestion(name: string, known: readonly string[]): string {
  let best: string | undefined
  let least = Math.min(3, name.length)
  for (const candidate of known) {
    const d = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (d < least) [best, least] = [candidate, d]
  }
  return best === undefined ? '' : `; did you mean "${best}"?`
}

/** Levenshtein's distance, row by row (Wagner & Fischer 1974). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    }
    row = next
  }
  return row[b.length]
}
