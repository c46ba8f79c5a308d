import type { Band } from './rasterCells.js'

/** An expression of Vega's for what each population has of its own: `[800, 200][datum.p]`. */
export const each = (bands: readonly Band[], what: keyof Band, p = 'datum.p'): string =>
  `${JSON.stringify(bands.map(band => band[what]))}[${p}]`

/**
 * Whether a row lies in the window, which is all where none was brushed: its time or neuron, or the middle of its cell.
 *
 * @param unit how wide a cell is; 0 for a moment
 * @param middle from the start of a cell to its middle
 */
export function within(field: 'time' | 'y', unit: number, middle = unit / 2): string {
  const value = middle ? `datum.${field} + ${middle}` : `datum.${field}`
  return `!isValid(window.${field}) || (${value} >= window.${field}[0] && ${value} < window.${field}[1])`
}

/** The time of the window in ms: in a binned raster, of the cells whose middle lies in it. */
export function timeIn({ from, to, bin, binned }: { from: number; to: number; bin: number; binned: boolean }): string {
  const edge = (i: 0 | 1) => `clamp(window.time[${i}], ${from}, ${to})`
  const snapped = (i: 0 | 1) => `min(${to}, ${from} + ceil((${edge(i)} - ${from}) / ${bin} - 0.5) * ${bin})`
  const span = binned ? `${snapped(1)} - ${snapped(0)}` : `${edge(1)} - ${edge(0)}`
  return `(isValid(window.time) ? ${span} : ${to - from})`
}

/** How many neurons of a population lie in the window. */
export function neuronsIn(bands: readonly Band[], unit: number, p = 'datum.p'): string {
  const [base, n] = [each(bands, 'base', p), each(bands, 'n', p)]
  // The rows below an edge of the window, as many neurons.
  const below = (i: 0 | 1) => `clamp(ceil((window.y[${i}] - ${base}) / ${unit} - 0.5) * ${unit}, 0, ${n})`
  return `(isValid(window.y) ? ${below(1)} - ${below(0)} : ${n})`
}
