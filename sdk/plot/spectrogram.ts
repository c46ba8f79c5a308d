import { spectrogram as spectrogramOf, type Spectrogram } from '../analysis/index.js'
import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { heatmap, inBlocks } from './heatmap.js'
import { numbers } from './numbers.js'
import type { PlotFigure, PlotFigureOptions } from './plotFigure.js'
import { plotFigureOptions } from './plotFigure.js'
import { checkHighest, nameOf, readRecorded, silence, type Recorded } from './signals.js'
import { number, textWidth, titled } from './text.js'

export interface SpectrogramFigureOptions extends PlotFigureOptions {
  /** Highest frequency, in Hz; 200, or as far as the spectrogram goes. */
  to?: number
  /** Unit of the signal; `Hz` of spikes and rates, none otherwise. */
  unit?: string
}

/** Decibels between the brightest colour and the darkest, at most. */
const depth = 40

/**
 * A spectrogram: how the rhythms of a signal come and go. Colours are decibels (ten a factor of ten in power), from the
 * strongest down to forty below, or to what nearly all lies above.
 *
 * @param given spikes or a recorded rate, or what `spectrogram` of the analysis library made of any signal
 * @param options `to` in Hz, `unit` of the signal, `title`, `width` (640), `height` (240), `plot`
 * @throws RangeError as `spectrogram` does, and for an unknown option
 * @example
 * plot.spectrogram(spikes, { to: 100 })
 * plot.spectrogram(spectrogram(spikes, { segment: '100 ms', overlap: 0.9 }))
 */
export function spectrogram(given: Recorded | Spectrogram, options: SpectrogramFigureOptions = {}): PlotFigure {
  const where = 'plot.spectrogram'
  refuseUnknown(where, options, [...plotFigureOptions, 'to', 'unit'])
  const { to = 200, unit, ...rest } = options
  checkHighest(where, to)
  const made = isSpectrogram(given)
  const quiet = made ? undefined : silence(readRecorded(where, given))
  const { time, frequency, power } = quiet ? blank : made ? given : spectrogramOf(given)
  numbers(`${where}: power`, power)
  const lines = frequency.filter(f => f <= to).length
  check(lines > 1, `${where}: fewer than two frequencies up to ${to} Hz; take longer segments or another "to"`)
  check(
    power.length === time.length * frequency.length,
    `${where}: ${power.length} powers, expected ${time.length * frequency.length} (times by frequencies)`,
  )
  // The highest frequency on top.
  const cells = inBlocks(
    {
      rows: lines,
      columns: time.length,
      values: Float64Array.from({ length: lines * time.length }, (_, k) => {
        const [row, column] = [Math.floor(k / time.length), k % time.length]
        return power[column * frequency.length + lines - 1 - row]
      }),
    },
    'mean',
  )
  const decibels = Float64Array.from(cells.values, p => 10 * Math.log10(p))
  const sorted = decibels.filter(Number.isFinite).sort()
  const most = sorted.at(-1) ?? 0
  const least = Math.max(most - depth, Math.min(sorted[Math.floor(0.02 * sorted.length)] ?? 0, most - 1))
  const step = frequency[1] - frequency[0]
  const segment = 1000 / step
  const hop = time.length > 1 ? time[1] - time[0] : segment
  const measured = unit ?? (made ? '' : 'Hz')
  const empty = quiet ?? (sorted.length ? undefined : 'no power: the signal is constant')
  const domain = [time[0] - hop / 2, time[time.length - 1] + hop / 2] as const

  return heatmap({
    ...rest,
    title: options.title ?? nameOf(given),
    where,
    alt: titled(options.title, sentence(nameOf(given), { time, frequency, power }, lines, empty)),
    cells: { ...cells, values: decibels },
    colors: 'power',
    domain: [least, most],
    label: `power (dB${measured && `, 0 is 1 ${measured}²/Hz`})`,
    marginLeft: Math.ceil(14 + Math.max(26, textWidth(number(to)))),
    usualHeight: 240,
    x: { domain, label: 'time (ms)' },
    y: { domain: [frequency[lines - 1] + step / 2, frequency[0] - step / 2], label: 'frequency (Hz)' },
    ...(empty && { empty }),
  })
}

const blank: Spectrogram = { time: Float64Array.of(0, 1), frequency: Float64Array.of(0, 1), power: new Float64Array(4) }

const isSpectrogram = (given: Recorded | Spectrogram): given is Spectrogram =>
  typeof given === 'object' && given !== null && 'frequency' in given && 'power' in given

function sentence(population: string, { time, frequency, power }: Spectrogram, lines: number, empty?: string): string {
  const whose = `Spectrogram${population && ` of population ${population}`}`
  if (empty) return `${whose}: ${empty}`
  let best = 1
  for (let k = 0; k < power.length; k++) {
    const f = k % frequency.length
    if (f > 0 && f < lines && power[k] > power[best]) best = k
  }
  const [t, f] = [Math.floor(best / frequency.length), best % frequency.length]
  return `${whose}: up to ${number(frequency[lines - 1])} Hz, strongest at ${number(frequency[f])} Hz around ${number(time[t], 6)} ms`
}
