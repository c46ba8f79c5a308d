import { check } from '../../sdk/check.js'

/** A square matrix: an array of rows, or one typed array of n² numbers, row by row. */
export type Dense = readonly ArrayLike<number>[] | Float32Array | Float64Array

/** One pair of spins and what couples them. */
export type Edge = readonly [i: number, j: number, weight: number]

/** Couplings as compressed rows, every pair in both of its rows, columns ascending. */
export interface Couplings {
  readonly offsets: Uint32Array
  readonly targets: Uint32Array
  readonly weights: Float64Array
}

/**
 * A symmetric matrix with nothing on its diagonal, as compressed rows.
 *
 * @throws RangeError if it is not square, not symmetric, not finite, or has a diagonal
 */
export function fromDense(where: string, matrix: Dense): Couplings & { readonly n: number } {
  const { n, at } = squareMatrix(where, matrix)
  const rows: Edge[] = []
  for (let i = 0; i < n; i++) {
    check(at(i, i) === 0, () => `${where}: spin ${i} is coupled to itself by ${at(i, i)}; the diagonal must be 0`)
    for (let j = i + 1; j < n; j++) {
      const [a, b] = [at(i, j), at(j, i)]
      check(a === b, () => `${where}: not symmetric: [${i}][${j}] is ${a}, [${j}][${i}] is ${b}`)
      if (a !== 0) rows.push([i, j, a])
    }
  }
  return { n, ...fromEdges(where, n, rows) }
}

/** A square matrix of finite numbers, however it is written. */
export function squareMatrix(where: string, matrix: Dense): { n: number; at: (i: number, j: number) => number } {
  if (ArrayBuffer.isView(matrix)) {
    const n = Math.sqrt(matrix.length)
    check(
      Number.isInteger(n) && n > 0,
      `${where}: a flat matrix must have n² numbers for some n of 1 or more, got ${matrix.length}`,
    )
    for (let k = 0; k < matrix.length; k++)
      check(
        Number.isFinite(matrix[k]),
        () => `${where}: [${Math.floor(k / n)}][${k % n}] must be finite, got ${matrix[k]}`,
      )
    return { n, at: (i, j) => matrix[i * n + j] }
  }
  const n = matrix.length
  check(n > 0, `${where}: a matrix without rows`)
  for (let i = 0; i < n; i++) {
    check(matrix[i].length === n, () => `${where}: not square: ${n} rows, but row ${i} has ${matrix[i].length} numbers`)
    for (let j = 0; j < n; j++)
      check(Number.isFinite(matrix[i][j]), () => `${where}: [${i}][${j}] must be finite, got ${matrix[i][j]}`)
  }
  return { n, at: (i, j) => matrix[i][j] }
}

/**
 * Pairs, each given once, as compressed rows.
 *
 * @throws RangeError for an index outside 0 .. n - 1, a spin coupled to itself, a weight that is not finite, or a pair
 * given twice
 */
export function fromEdges(where: string, n: number, edges: readonly Edge[]): Couplings {
  const offsets = new Uint32Array(n + 1)
  for (const [i, j, weight] of edges) {
    for (const spin of [i, j])
      check(
        Number.isInteger(spin) && spin >= 0 && spin < n,
        () => `${where}: edge ${i}, ${j}: a spin must be a whole number of 0 to ${n - 1}, got ${spin}`,
      )
    check(i !== j, () => `${where}: spin ${i} is coupled to itself; leave the edge out`)
    check(Number.isFinite(weight), () => `${where}: edge ${i}, ${j}: the weight must be finite, got ${weight}`)
    offsets[i + 1]++
    offsets[j + 1]++
  }
  for (let i = 0; i < n; i++) offsets[i + 1] += offsets[i]

  const next = offsets.slice(0, n)
  const targets = new Uint32Array(2 * edges.length)
  const weights = new Float64Array(2 * edges.length)
  const put = (i: number, j: number, weight: number) => {
    targets[next[i]] = j
    weights[next[i]++] = weight
  }
  for (const [i, j, weight] of edges) {
    put(i, j, weight)
    put(j, i, weight)
  }
  for (let i = 0; i < n; i++) sortRow(where, i, targets, weights, offsets[i], offsets[i + 1])
  return { offsets, targets, weights }
}

function sortRow(
  where: string,
  i: number,
  targets: Uint32Array,
  weights: Float64Array,
  from: number,
  to: number,
): void {
  const order = Array.from({ length: to - from }, (_, k) => from + k).sort((a, b) => targets[a] - targets[b])
  const sorted = order.map(k => [targets[k], weights[k]] as const)
  sorted.forEach(([target, weight], k) => {
    check(k === 0 || sorted[k - 1][0] !== target, () => `${where}: the edge ${i}, ${target} is given twice`)
    targets[from + k] = target
    weights[from + k] = weight
  })
}
