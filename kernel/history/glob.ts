/** The expression that a glob stands for: `*` any text, `?` one character, `[a-z]` and `[!a-z]` one of a set. */
export function glob(pattern: string): RegExp {
  const source = pattern.replace(
    /\[(!|\^)?(\]?[^\]]*)\]|\*|\?|[\\^$.|+(){}[\]]/g,
    (found, not?: string, set?: string) => {
      if (found === '*') return '.*'
      if (found === '?') return '.'
      if (set) return `[${not ? '^' : ''}${set.replace(/[\\[\]^]/g, '\\$&')}]`
      return found.replace(/./gs, '\\$&')
    },
  )
  return new RegExp(`^${source}$`, 'su')
}
