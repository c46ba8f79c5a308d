import type * as Plot from '@observablehq/plot'
import { faint } from './palette.js'
import type { PlotLibrary } from './plotFigure.js'

/** Says in the middle of a chart that there is nothing to see, and why. */
export const nothing = (Plot: PlotLibrary, words: string): Plot.Markish =>
  Plot.text([words], { frameAnchor: 'middle', fill: faint, fontSize: 14 })
