import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import * as plot from '../../sdk/plot/index.js'
import { philox } from '../../sdk/random/index.js'
import type { Row } from './row.js'

const [n, duration] = [1000, 1000]

function spikesOf(count: number) {
  const { uniform, integer } = philox(1)
  const time = Float64Array.from({ length: count }, () => duration * uniform()).sort()
  const neuron = Uint32Array.from(time, () => integer(n))
  return { population: 'cells', n, time, neuron, from: 0, to: duration }
}

const dots = (count: number) => {
  const { time, neuron } = spikesOf(count)
  return {
    name: `Plot.dot, ${count.toLocaleString('en')} spikes`,
    work() {
      const { document } = parseHTML('<!doctype html><html><body></body></html>')
      void Plot.plot({ document, marks: [Plot.dot(time, { x: time, y: neuron, r: 1 })] }).outerHTML
      return { units: 1 }
    },
  }
}

const raster = (count: number, format: 'svg' | 'png') => {
  const spikes = spikesOf(count)
  return {
    name: `plot.raster, ${count.toLocaleString('en')} spikes`,
    async work() {
      await plot.raster(spikes)[format]()
      return { units: 1 }
    },
  }
}

/** A raster, against a dot of Observable Plot for each spike. */
export const rasterRow: Row = {
  title: 'Raster of 20,000 spikes as SVG',
  unit: 'run',
  contenders: () => [raster(20_000, 'svg'), dots(20_000)],
}

/** A million spikes to the finished picture, against a fiftieth as many dots without one. */
export const crowdRow: Row = {
  title: 'Raster of a million spikes as PNG, against a fiftieth as many dots as SVG',
  unit: 'run',
  contenders: () => [raster(1_000_000, 'png'), dots(20_000)],
}
