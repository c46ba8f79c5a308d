import type { Edges } from './topology.js'

/** Edges in growing columns, where their number is not known before. */
export function edgeList() {
  let from = new Uint32Array(1024)
  let to = new Uint32Array(1024)
  let count = 0
  return {
    push: (i: number, j: number): void => {
      if (count === from.length) {
        from = doubled(from)
        to = doubled(to)
      }
      from[count] = i
      to[count++] = j
    },
    edges: (): Edges => ({ from: from.slice(0, count), to: to.slice(0, count) }),
  }
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length)
  larger.set(array)
  return larger
}
