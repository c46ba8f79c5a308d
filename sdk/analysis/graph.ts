/**
 * A directed graph in compressed rows: the targets of vertex i are `targets[offsets[i]]` to `targets[offsets[i + 1] - 1]`.
 * An undirected edge stands in the rows of both its ends. What `compressRows` makes of a topology's edges is one.
 */
export interface Graph {
  /** Where each row begins, and last the number of edges: one more than there are vertices. */
  readonly offsets: Uint32Array
  /** Target of each edge, row by row. */
  readonly targets: Uint32Array
}
