import type { Space } from '../positions/index.js'

/**
 * The targets that may lie within a radius of a source, in ascending order: all that do, and few others. Space is cut
 * into cells no smaller than the radius, so that only the cell of a source and its neighbours need be looked at.
 * What is returned holds until the next call.
 */
export function nearby(space: Space, radius: number): (source: number) => Uint32Array {
  const { dimensions, pre, post } = space
  const axes = Array.from({ length: dimensions }, (_, d) => axis(space, d, radius))
  const cells: number[][] = Array.from({ length: axes.reduce((product, { count }) => product * count, 1) }, () => [])
  for (let j = 0; j * dimensions < post.length; j++) {
    cells[axes.reduce((index, { count, own }, d) => index * count + own(post[j * dimensions + d]), 0)].push(j)
  }
  const found = new Uint32Array(post.length / dimensions)
  return source => {
    let count = 0
    const visit = (d: number, index: number) => {
      if (d === dimensions) for (const j of cells[index]) found[count++] = j
      else for (const c of axes[d].around(pre[source * dimensions + d])) visit(d + 1, index * axes[d].count + c)
    }
    visit(0, 0)
    return found.subarray(0, count).sort()
  }
}

/** One dimension, cut into `count` cells over the extent of the targets. */
function axis({ dimensions, post, period }: Space, d: number, radius: number) {
  let [low, high] = period ? [0, period[d]] : [Infinity, -Infinity]
  for (let j = d; !period && j < post.length; j += dimensions) {
    ;[low, high] = [Math.min(low, post[j]), Math.max(high, post[j])]
  }
  const length = high - low
  // No more cells than targets; a little wider than the radius: rounding must not put a neighbour two cells away.
  const most = Math.ceil((post.length / dimensions) ** (1 / dimensions))
  const fits = Math.max(1, Math.min(most, length > 0 ? Math.floor(length / (radius * (1 + 1e-9))) : 1))
  // Two cells on a ring would both be left and right of each other.
  const count = period && fits < 3 ? 1 : fits
  const cell = (x: number) => (count === 1 ? 0 : Math.floor((count * (period ? modulo(x, length) : x - low)) / length))
  return {
    count,
    /** The cell of a target. */
    own: (x: number) => Math.min(cell(x), count - 1),
    /** The cells that its neighbours may be in. */
    around: (x: number): number[] => {
      if (count === 1) return [0]
      const here = cell(x)
      const three = [here - 1, here, here + 1]
      return period ? three.map(c => modulo(c, count)) : three.filter(c => c >= 0 && c < count)
    },
  }
}

const modulo = (x: number, n: number) => ((x % n) + n) % n
