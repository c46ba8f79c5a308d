import { powerSpectrum as spectrumOf, spectralPeak, type PowerSpectrum } from '../analysis/index.js'
import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { bandMarks } from './bands.js'
import { logLabel, logTicks } from './logTicks.js'
import { named, numbers, type Named } from './numbers.js'
import { nothing } from './nothing.js'
import { color, grid, paper } from './palette.js'
import type { PlotFigureOptions } from './plotFigure.js'
import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { checkHighest, nameOf, readRecorded, silence, type Recorded } from './signals.js'
import { number, textWidth, titled } from './text.js'

export interface PowerSpectrumFigureOptions extends PlotFigureOptions {
  /** Highest frequency, in Hz; 200, or as far as the spectrum goes. */
  to?: number
  /** Unit of the signal; `Hz` of spikes and rates, none otherwise. */
  unit?: string
}

type Given = Recorded | Pick<PowerSpectrum, 'frequency' | 'power'>

/**
 * A power spectrum: how strong each rhythm is, on a logarithmic scale, with the strongest one marked.
 *
 * @param given spikes or a recorded rate (their spectrum by Welch's method), what `powerSpectrum` of the analysis
 *   library made of any signal, or several by name
 * @param options `to` in Hz, `unit` of the signal, `title`, `width` (640), `height` (220), `plot`
 * @throws RangeError as `powerSpectrum` does, and for an unknown option
 * @example
 * plot.powerSpectrum(spikes, { to: 100 })
 * plot.powerSpectrum({ v: powerSpectrum(v, { step: '0.1 ms' }) }, { unit: 'mV' })
 */
export function powerSpectrum(given: Named<Given>, options: PowerSpectrumFigureOptions = {}): PlotFigure {
  const where = 'plot.powerSpectrum'
  refuseUnknown(where, options, [...plotFigureOptions, 'to', 'unit'])
  const { to = 200, unit, ...rest } = options
  checkHighest(where, to)
  const entries = named(`${where}: expected spikes, a recorded rate or powerSpectrum(signal)`, given, isGiven)
  const curves = entries.map(([name, one]) => curve(name, one, to, where))
  const measured = unit ?? (entries.every(([, one]) => !isSpectrum(one)) ? 'Hz' : '')
  const powers = curves.flatMap(({ power }) => Array.from(power).filter(p => p > 0))
  const [low, high] = powers.length
    ? [powers.reduce((a, b) => Math.min(a, b)), powers.reduce((a, b) => Math.max(a, b))]
    : [1, 10]
  const top = Math.max(...curves.map(({ frequency }) => frequency.at(-1) ?? 0)) || 1
  const alone = curves.length === 1
  const quiet = powers.length ? undefined : (curves[0].silence ?? 'no power: the signal is constant')
  const domain = [0, top] as const
  const range = [low / 1.2, high * 1.6] as const
  const ticks = logTicks(range)

  return new PlotFigure({
    ...rest,
    title: options.title ?? (alone ? nameOf(entries[0][1]) : ''),
    usualHeight: 220,
    where,
    alt: titled(options.title, `Power spectrum${curves.map(c => sentence(c, nameOf(entries[0][1]))).join(';')}`),
    marks: 2 * curves.length,
    marginLeft: Math.ceil(14 + Math.max(34, ...ticks.map(tick => textWidth(logLabel(tick))))),
    xDomain: domain,
    keys: alone ? [] : curves.map(({ name }, i) => ({ label: name, color: color(i) })),
    options: Plot => ({
      x: { domain, label: 'frequency (Hz)', ...(quiet && { ticks: [] }) },
      y: {
        type: 'log',
        domain: range,
        ticks: quiet ? [] : ticks,
        tickFormat: logLabel,
        tickSize: 0,
        label: `power (${measured ? `${measured}²/Hz` : 'per Hz'})`,
      },
      marks: quiet
        ? [Plot.frame({ stroke: grid }), nothing(Plot, quiet)]
        : [
            Plot.gridY(ticks, { stroke: grid, strokeOpacity: 1 }),
            ...curves.flatMap(({ frequency, power, peak }, i) => [
              ...bandMarks(Plot, { x: frequency, mean: power, deviation: new Float64Array(power.length) }, i),
              Plot.dot([peak], { x: 'frequency', y: 'power', r: 3.5, fill: color(i), stroke: paper, filter: 'power' }),
              Plot.text([peak], {
                x: 'frequency',
                y: 'power',
                filter: 'power',
                text: ({ frequency }: typeof peak) => `${number(frequency)} Hz`,
                dy: -10,
                dx: 4,
                textAnchor: 'start',
                fill: color(i),
                stroke: paper,
                strokeWidth: 4,
              }),
            ]),
          ],
    }),
  })
}

interface Curve {
  readonly name: string
  readonly frequency: Float64Array
  readonly power: Float64Array
  readonly peak: { readonly frequency: number; readonly power: number }
  readonly silence?: string
}

/** Up to a frequency and without 0 Hz: the mean is no rhythm. */
function curve(name: string, given: Given, to: number, where: string): Curve {
  const what = name ? `${where}: ${name}` : where
  const quiet = isSpectrum(given) ? undefined : silence(readRecorded(what, given))
  if (quiet)
    return {
      name,
      frequency: new Float64Array(),
      power: new Float64Array(),
      peak: { frequency: NaN, power: 0 },
      silence: quiet,
    }
  const spectrum = isSpectrum(given) ? given : spectrumOf(given)
  const [frequency, power] = [
    numbers(`${what}: frequency`, spectrum.frequency),
    numbers(`${what}: power`, spectrum.power),
  ]
  check(frequency.length === power.length, `${what}: ${frequency.length} frequencies, but ${power.length} powers`)
  const shown = (_: number, i: number) => frequency[i] > 0 && frequency[i] <= to
  const [x, y] = [frequency.filter(shown), power.filter(shown)]
  check(
    x.length > 0,
    `${what}: the spectrum has no frequency between 0 and ${to} Hz; take longer segments or another "to"`,
  )
  return { name, frequency: x, power: y, peak: spectralPeak({ frequency: x, power: y }) }
}

const isSpectrum = (given: unknown): given is Pick<PowerSpectrum, 'frequency' | 'power'> =>
  typeof given === 'object' && given !== null && 'frequency' in given && 'power' in given

const isGiven = (given: unknown): given is Given =>
  isSpectrum(given) ||
  (typeof given === 'object' &&
    given !== null &&
    (('neuron' in given && 'time' in given) || ('bin' in given && 'values' in given)))

function sentence({ name, peak, silence }: Curve, population: string): string {
  const whose = name || population ? ` of ${name || `population ${population}`}` : ''
  if (silence) return `${whose}: ${silence}`
  return peak.power > 0 ? `${whose}: strongest at ${number(peak.frequency)} Hz` : `${whose}: no power`
}
