import type { Spikes } from '../analysis/index.js'
import { refuseUnknown } from '../options.js'
import { panel, type Panel } from './panel.js'
import { raster } from './raster.js'
import { rate } from './rate.js'

export interface RasterAndRateOptions {
  /** Width of a bin of the rate, in ms; about a hundredth of the recording. */
  bin?: number
  /** Above all; the population's name. */
  title?: string
  /** Width in pixels, card included; 640. */
  width?: number
  /** Height of the raster in pixels; 260, more for many populations. */
  height?: number
}

/**
 * What a network did: the raster, and the rate of each population below it on the same time.
 *
 * @param spikes a recording, or several
 * @param options `bin`, `title`, `width` (640), `height` of the raster
 * @throws RangeError as `plot.raster` and `plot.rate` do
 * @example
 * plot.rasterAndRate([excitatory, inhibitory], { bin: 5 })
 */
export function rasterAndRate(spikes: Spikes | readonly Spikes[], options: RasterAndRateOptions = {}): Panel {
  refuseUnknown('plot.rasterAndRate', options, ['bin', 'title', 'width', 'height'])
  const { bin, title, width, height } = options
  const above = raster(spikes, { ...(title !== undefined && { title }), ...(height && { height }) })
  const below = rate(spikes, { ...(bin !== undefined && { bin }), legend: false })
  return panel([above, below], { sharedX: true, width: width ?? 640 })
}
