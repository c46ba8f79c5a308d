import type { Group } from '../group.js'

/** The neurons of a group and newborns who joined it, counted from the first, as they are before the next change. */
export interface Members {
  readonly group: Group
  readonly size: number
  /** How many live. */
  readonly living: number
  readonly lives: (member: number) => boolean
  /** Index in the population. */
  readonly id: (member: number) => number
  /** The member with an index in the population; -1 where there is none. */
  readonly of: (id: number) => number
}

/** @param joined indices in the population of those who joined; a whole population has its newborns already */
export function members(group: Group, joined: readonly number[] = []): Members {
  const { size, from } = group
  const place = new Map(joined.map((id, k) => [id, size + k]))
  const id = (member: number) => (member < size ? from + member : joined[member - size])
  const lives = (member: number) => group.lives(id(member) - from)
  let living: number | undefined
  return {
    group,
    size: size + joined.length,
    get living() {
      return (living ??= group.living + joined.filter((_, k) => lives(size + k)).length)
    },
    lives,
    id,
    of: index => (index >= from && index < from + size ? index - from : (place.get(index) ?? -1)),
  }
}
