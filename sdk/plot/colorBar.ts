import type * as Plot from '@observablehq/plot'
import { faint } from './palette.js'
import type { ColorRamp } from './pixels.js'
import { ramps } from './pixels.js'
import { number, textWidth } from './text.js'

const [gap, thickness, steps] = [14, 11, 48]

/** What the colours of a chart mean: a bar along its right side, from `low` below to `high` on top. */
export interface ColorBar {
  readonly colors: ColorRamp
  readonly domain: readonly [number, number]
  /** Above the bar, with the unit: `weight (mV)`. */
  readonly label: string
}

/** Room that the bar needs to the right of the chart, in pixels. */
export const colorBarRoom = ({ domain }: ColorBar): number =>
  gap + thickness + 8 + Math.ceil(Math.max(...ticks(domain).map(([, words]) => textWidth(words, 11))))

/** The bar, as a mark of Plot's that stands in the right margin. */
export function colorBar(bar: ColorBar): Plot.RenderFunction {
  return (_index, _scales, _values, { width, height, marginTop, marginRight, marginBottom }, { document }) => {
    const make = (name: string, attributes: Record<string, string | number>, words = '') => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name)
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
      element.textContent = words
      return element
    }
    const group = make('g', {})
    const left = width - marginRight + gap
    const tall = height - marginTop - marginBottom
    for (let i = 0; i < steps; i++) {
      const y = marginTop + Math.round(((steps - 1 - i) * tall) / steps)
      const below = marginTop + Math.round(((steps - i) * tall) / steps)
      group.append(
        make('rect', { x: left, y, width: thickness, height: below - y, fill: ramps[bar.colors](i / (steps - 1)) }),
      )
    }
    for (const [share, words] of ticks(bar.domain)) {
      const y = marginTop + (1 - share) * tall
      const text = { x: left + thickness + 5, y: y + 4, 'font-size': 11, 'text-anchor': 'start', fill: faint }
      group.append(make('text', text, words))
    }
    group.append(make('text', { x: width, y: marginTop - 11, 'text-anchor': 'end' }, bar.label))
    return group
  }
}

const ticks = ([low, high]: readonly [number, number]): [share: number, words: string][] =>
  [0, 0.5, 1].map(share => [share, number(low + share * (high - low), 2)])
