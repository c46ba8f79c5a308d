import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import * as plot from '../../sdk/plot/index.js'
import { philox } from '../../sdk/random/index.js'
import { measure, type Measured } from './measure.js'

const [n, count, duration] = [1000, 20_000, 1000]

/** A raster, against a dot of Observable Plot for each spike. */
export async function rasterBenchmark(): Promise<Measured[]> {
  const { uniform, integer } = philox(1)
  const time = Float64Array.from({ length: count }, () => duration * uniform()).sort()
  const neuron = Uint32Array.from(time, () => integer(n))
  const spikes = { population: 'cells', n, time, neuron, from: 0, to: duration }
  const dots = {
    name: 'Plot.dot',
    work() {
      const { document } = parseHTML('<!doctype html><html><body></body></html>')
      const marks = [Plot.dot(time, { x: time, y: neuron, r: 1 })]
      return Plot.plot({ document, marks }).outerHTML.length && count
    },
  }
  const raster = {
    name: 'plot.raster',
    async work() {
      await plot.raster(spikes).svg()
      return count
    },
  }
  return measure(dots, [raster])
}
