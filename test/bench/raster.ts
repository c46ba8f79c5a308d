import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import * as plot from '../../sdk/plot/index.js'
import { philox } from '../../sdk/random/index.js'
import type { Row } from './row.js'

const [n, count, duration] = [1000, 20_000, 1000]

/** A raster, against a dot of Observable Plot for each spike. */
export const rasterRow: Row = {
  title: 'Raster of 20,000 spikes as SVG',
  unit: 'run',
  contenders() {
    const { uniform, integer } = philox(1)
    const time = Float64Array.from({ length: count }, () => duration * uniform()).sort()
    const neuron = Uint32Array.from(time, () => integer(n))
    const spikes = { population: 'cells', n, time, neuron, from: 0, to: duration }
    return [
      {
        name: 'plot.raster',
        async work() {
          await plot.raster(spikes).svg()
          return { units: 1 }
        },
      },
      {
        name: 'Plot.dot',
        work() {
          const { document } = parseHTML('<!doctype html><html><body></body></html>')
          void Plot.plot({ document, marks: [Plot.dot(time, { x: time, y: neuron, r: 1 })] }).outerHTML
          return { units: 1 }
        },
      },
    ]
  },
}
