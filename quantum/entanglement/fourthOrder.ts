/** One step in five of the symmetric splitting, the middle one backwards. */
const outer = 1 / (4 - Math.cbrt(4))
const parts = [outer, outer, 1 - 4 * outer, outer, outer]

/**
 * Goes through a time in steps of at most `dt`, each of them steps of a symmetric splitting, which is of second order,
 * combined so that the whole is of the fourth (Suzuki 1990, Phys Lett A 146:319).
 *
 * @param prepare makes the splitting's step of a given length
 */
export function fourthOrder(time: number, dt: number, prepare: (step: number) => () => void): void {
  const count = Math.max(1, Math.ceil(time / dt - 1e-9))
  const [forth, back] = [prepare((time / count) * outer), prepare((time / count) * parts[2])]
  for (let k = 0; k < count; k++) {
    for (const part of parts) (part > 0 ? forth : back)()
  }
}
