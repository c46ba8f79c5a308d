/** Those who hear of something. */
export interface Listeners<T> {
  /** Adds one, as often as it is added, and returns what takes it away. */
  add: (listener: (value: T) => unknown) => () => void
  /** Tells all; resolved when all their promises are, rejected when one of them fails. */
  tell: (value: T) => Promise<void>
}

export function listeners<T>(): Listeners<T> {
  const all = new Set<(value: T) => unknown>()
  return {
    add(listener) {
      const own = (value: T) => listener(value)
      all.add(own)
      return () => void all.delete(own)
    },
    async tell(value) {
      await Promise.all([...all].map(async listener => listener(value)))
    },
  }
}
