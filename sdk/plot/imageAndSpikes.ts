import type { Spikes } from '../analysis/index.js'
import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { images, type Picture } from './image.js'
import { panel, type Panel } from './panel.js'
import { raster } from './raster.js'
import { isList } from './recordings.js'

export interface ImageAndSpikesOptions {
  /** Above all; none. */
  title?: string
  /** Width in pixels, card included; 740. */
  width?: number
  /** Height of each raster in pixels; 230. */
  height?: number
}

type Shown = Picture & { pixels: ArrayLike<number> }

/**
 * Pictures beside the spikes that they became, a row each: what was shown, and when which neuron fired.
 *
 * @param pictures a picture (`pixels`, `width`, `height`, `caption`, ...), or several
 * @param spikes a recording for each picture, on one time
 * @param options `title`, `width` (740), `height` of each raster (230)
 * @throws RangeError if there are not as many recordings as pictures, and as `plot.image` and `plot.raster` do
 * @example
 * plot.imageAndSpikes({ pixels: digit, width: 28, height: 28, caption: 'a seven' }, latency().encode(digit))
 */
export function imageAndSpikes(
  pictures: Shown | readonly Shown[],
  spikes: Spikes | readonly Spikes[],
  options: ImageAndSpikesOptions = {},
): Panel {
  const where = 'plot.imageAndSpikes'
  refuseUnknown(where, options, ['title', 'width', 'height'])
  const { title = '', width = 740, height = 230 } = options
  const [shown, fired] = [isList(pictures) ? pictures : [pictures], isList(spikes) ? spikes : [spikes]]
  check(
    shown.length === fired.length && shown.length > 0,
    `${where}: ${shown.length} pictures, but ${fired.length} recordings of spikes; there must be as many`,
  )
  const figures = shown.flatMap((picture, i) => [
    images([picture], { size: height - 20 }),
    raster(fired[i], { height }),
  ])
  return panel(figures, { widths: [1, 2.6], width, title })
}
