import { check } from '../check.js'
import { hostOf } from '../host.js'
import { refuseUnknown } from '../options.js'
import { time, type Time } from '../units/index.js'
import type { Bundle, Figure } from './figure.js'
import { isList } from './recordings.js'

/** Options of every figure that shows a run while it goes on. */
export interface LiveOptions<Recording> {
  /** How much of the run is seen, back from now; 1 s. */
  window?: Time
  /** What is shown: a recording, or several; all that the network has of this kind. */
  of?: Recording | readonly Recording[]
  /** Above the figure. */
  title?: string
  /** Width in pixels, card included; 640. */
  width?: number
  /** Height of the chart below its title, in pixels. */
  height?: number
}

/** What `net.run` takes as `live`. */
export interface LiveFigure {
  /** Shows a run that begins, of these recordings, which grow. Nothing where there is no notebook. */
  begin(recordings: readonly object[]): Promise<LiveFigureView | undefined>
}

/** The figure of one run. */
export interface LiveFigureView {
  update(time: number): Promise<void>
  end(time: number): Promise<void>
}

/** The notebook's side of the host convention, as far as live figures need it. */
let shown = 0

/**
 * A figure of the last of a run, drawn again and again as SVG alone while it goes on, and whole in the end.
 *
 * @param kind.where names it in errors
 * @param kind.of tells the recordings it is of
 * @param kind.what they are called
 * @param kind.draw the figure of a window, in ms
 */
export function liveFigure<Recording extends object>(
  options: LiveOptions<Recording>,
  kind: {
    where: string
    what: string
    of(recording: object): recording is Recording
    draw(recordings: Recording[], window: readonly [number, number], options: PictureOptions): Figure
  },
): LiveFigure {
  const { where, what } = kind
  refuseUnknown(where, options, ['window', 'of', 'title', 'width', 'height'])
  const { window = '1 s', of, ...picture } = options
  const span = time(window, `${where}: window`)
  check(span > 0, `${where}: window must be positive, got ${span} ms`)
  const chosen = of === undefined ? undefined : isList(of) ? of : [of]
  for (const one of chosen ?? []) check(kind.of(one), `${where}: of must be recordings of ${what}`)
  return {
    async begin(recordings) {
      const host = hostOf()
      if (!host) return undefined
      const all = [...(chosen ?? recordings.filter(recording => kind.of(recording)))]
      check(all.length > 0, `${where}: the network records no ${what}; net.record(...) before the run`)
      const id = `spikelab-live-${++shown}`
      const figureAt = (now: number) => kind.draw(all, [Math.max(0, now - span), Math.max(span, now)], picture)
      // Also loads the libraries, and takes the place of the figure among the outputs.
      host.display(await sketch(figureAt(0)), { id })
      return {
        async update(now) {
          host.update(id, await sketch(figureAt(now)))
        },
        async end(now) {
          const figure = figureAt(now) as unknown as Record<symbol, () => Promise<Bundle>>
          host.update(id, await figure[Symbol.for('Jupyter.display')]())
        },
      }
    },
  }
}

/** Options that are passed on to each picture. */
export type PictureOptions = Pick<LiveOptions<never>, 'title' | 'width' | 'height'>

/** What is drawn in a moment. */
const sketch = async (figure: Figure): Promise<Bundle> => ({
  'image/svg+xml': await figure.svg(),
  'text/plain': figure.alt,
})
