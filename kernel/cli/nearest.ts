/** `; did you mean x?` for the nearest of the known words, or nothing if none is near. */
export function nearest(word: string, known: readonly string[]): string {
  const near = known
    .map(candidate => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ candidate, distance }) => distance <= candidate.length / 3 || candidate.startsWith(word))
    .sort((a, b) => a.distance - b.distance)
  return near.length ? `; did you mean ${near[0].candidate}?` : ''
}

/** Insertions, deletions and substitutions that lead from one word to the other (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++)
      next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (a[i] === b[j] ? 0 : 1)))
    row = next
  }
  return row[b.length]
}
