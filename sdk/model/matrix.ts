/** A square matrix by rows. */
export type Matrix = readonly (readonly number[])[]

export const identity = (n: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)))

export const multiply = (a: Matrix, b: Matrix): number[][] =>
  a.map(row => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)))

/** Each element from the two at its place. */
export const combine = (a: Matrix, b: Matrix, of: (x: number, y: number) => number): number[][] =>
  a.map((row, i) => row.map((x, j) => of(x, b[i][j])))

/** The solution of `a x = b` by elimination with row exchanges; undefined if a is singular. */
export function solve(a: Matrix, b: readonly number[]): number[] | undefined {
  const n = b.length
  const rows = a.map((row, i) => [...row, b[i]])
  for (let c = 0; c < n; c++) {
    const pivot = rows.reduce((best, row, i) => (i > c && Math.abs(row[c]) > Math.abs(rows[best][c]) ? i : best), c)
    ;[rows[c], rows[pivot]] = [rows[pivot], rows[c]]
    if (!(Math.abs(rows[c][c]) > 1e-14)) return undefined
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const factor = rows[r][c] / rows[c][c]
      for (let k = c; k <= n; k++) rows[r][k] -= factor * rows[c][k]
    }
  }
  return rows.map((row, i) => row[n] / row[i])
}
