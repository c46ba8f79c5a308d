/** `; did you mean x?` for the nearest of the known words, or nothing if none is near. */
export function nearest(word: string, known: readonly string[]): string {
  const near = known
    .map(candidate => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ candidate, distance }) => distance <= candidate.length / 3 || candidate.startsWith(word))
    .sort((a, b) => a.distance - b.distance)
  return near.length ? `; did you mean ${near[0].candidate}?` : ''
}

/** Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other (Damerau 1964). */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (isSwapped) next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    ;[before, row] = [row, next]
  }
  return row[b.length]
}
