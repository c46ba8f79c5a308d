import type * as Plot from '@observablehq/plot'
import type { Spikes, Trace } from '../analysis/index.js'

interface Neuron {
  readonly trace: Trace
  readonly j: number
}

const rowHeight = 7
const mostRows = 8

/**
 * Spikes above the curves of the same neurons, a stroke each: what a trace shows only where its model draws it.
 *
 * A recording of a slice counts its neurons from the slice's first; where it has as many as the trace, the j-th is the
 * j-th, else neurons go by their index.
 */
export function spikeStrip(
  { time, neuron, n }: Spikes,
  neurons: readonly Neuron[],
  colorOf: (i: number) => string,
): { height: number; marks: number; mark: Plot.RenderFunction } {
  const rows = neurons.map(({ trace, j }) => {
    const index = n === trace.neurons.length ? j : trace.neurons[j]
    return time.filter((_, k) => neuron[k] === index)
  })
  const step = Math.min(1, mostRows / rows.length) * rowHeight
  const height = Math.ceil(step * rows.length) + 4
  const mark: Plot.RenderFunction = (
    _index,
    { x },
    _values,
    { width, marginTop, marginLeft, marginRight },
    { document },
  ) => {
    const group = document.createElementNS('http://www.w3.org/2000/svg', 'g')
    rows.forEach((times, i) => {
      const y = marginTop - height + i * step
      const places = Array.from(times, t => Number(x!(t))).filter(at => at >= marginLeft && at <= width - marginRight)
      if (places.length === 0) return
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      path.setAttribute('d', places.map(at => `M${at.toFixed(1)},${y.toFixed(1)}v${(0.8 * step).toFixed(1)}`).join(''))
      path.setAttribute('stroke', colorOf(i))
      path.setAttribute('stroke-width', '1.5')
      group.appendChild(path)
    })
    return group
  }
  return { height, marks: rows.reduce((sum, row) => sum + row.length, 0), mark }
}
