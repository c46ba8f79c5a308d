import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force'

/** Coordinates of the vertices of a graph, in 0..1000. */
export interface Layout {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Room around the outermost vertices. */
const edge = 30

/** Vertices in their order on a circle, clockwise from the top. */
export function ringLayout(n: number): Layout {
  const angle = (i: number) => (2 * Math.PI * i) / n
  const radius = 500 - edge
  return {
    x: Float64Array.from({ length: n }, (_, i) => 500 + radius * Math.sin(angle(i))),
    y: Float64Array.from({ length: n }, (_, i) => 500 + radius * Math.cos(angle(i))),
  }
}

/** Where springs along the edges and repulsion between all come to rest, by d3-force: always the same. */
export function forceLayout(n: number, from: ArrayLike<number>, to: ArrayLike<number>): Layout {
  const ring = ringLayout(n)
  const nodes = Array.from(ring.x, (x, i) => ({ x: x - 500, y: ring.y[i] - 500 }))
  const links = Array.from(from, (source, s) => ({ source, target: to[s] }))
  forceSimulation(nodes)
    .force('link', forceLink(links).distance(30).iterations(2))
    .force('charge', forceManyBody().strength(-40))
    .force('apart', forceCollide(6))
    // Parts without a synapse to the rest stay near.
    .force('x', forceX(0).strength(0.06))
    .force('y', forceY(0).strength(0.06))
    .stop()
    .tick(200)
  return fitted(
    nodes.map(({ x }) => x),
    nodes.map(({ y }) => y),
  )
}

/** Coordinates of one's own, fitted into the chart with equal scales. */
export function fitted(x: readonly number[], y: readonly number[]): Layout {
  const [left, right, low, high] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)]
  const scale = (1000 - 2 * edge) / (Math.max(right - left, high - low) || 1)
  const place = (value: number, from: number, to: number) => 500 + scale * (value - (from + to) / 2)
  return {
    x: Float64Array.from(x, value => place(value, left, right)),
    y: Float64Array.from(y, value => place(value, low, high)),
  }
}
