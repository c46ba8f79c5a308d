import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import {
  color,
  faint,
  inlineData,
  number,
  overlay,
  titled,
  VegaFigure,
  type VegaLiteSpec,
} from '../../sdk/plot/parts/index.js'
import type { WaveFunction } from '../superposition/index.js'

export interface WaveFunctionFigureOptions {
  /** How far the weight is moved on, from where it is. */
  readonly time: number
  /** Pictures on the way, and so places of the slider; default 60. */
  readonly frames?: number
  /** Where the slider and the static picture stand at first, as a share of the time; default 0. */
  readonly at?: number
  /** Above the figure; none. */
  readonly title?: string
  /** Width in pixels, card included; 640. */
  readonly width?: number
  /** Height of the chart in pixels; 240. */
  readonly height?: number
  /** Anything of Vega-Lite's grammar, laid over the figure's own. */
  readonly spec?: VegaLiteSpec
}

/**
 * One weight in its potential, with a slider over time: the probability of each level as a bar, the potential as a line
 * behind. A static picture shows one time. Moves the weight on.
 *
 * @throws RangeError for a time that is not positive, fewer than 2 or more than 400 frames, or an unknown option
 * @example
 * figures.waveFunction(waveFunction({ potential: v => 8 * (v * v - 0.36) ** 2, start: 3 }), { time: 40 })
 */
export function waveFunction(weight: WaveFunction, options: WaveFunctionFigureOptions): VegaFigure {
  const where = 'figures.waveFunction'
  refuseUnknown(where, options, ['time', 'frames', 'at', 'title', 'width', 'height', 'spec'])
  const { time, frames = 60, at = 0, title, width, height = 240, spec = {} } = options
  check(time > 0 && time < Infinity, `${where}: time must be positive, got ${time}`)
  check(Number.isInteger(frames) && frames >= 2 && frames <= 400, `${where}: frames must be 2 to 400, got ${frames}`)
  check(at >= 0 && at <= 1, `${where}: at must lie in 0..1, got ${at}`)

  const { values, potential } = weight
  const levels = values.length
  const [frame, value, p] = [[], [], []] as number[][]
  const [times, right] = [[], []] as number[][]
  for (let f = 0; f < frames; f++) {
    if (f > 0) weight.run(time / (frames - 1))
    times.push(weight.time)
    right.push(weight.probability(v => v > 0))
    weight.probabilities().forEach((probability, k) => {
      frame.push(f)
      value.push(values[k])
      p.push(probability)
    })
  }
  const top = Math.max(...p)
  const [low, high] = [Math.min(...potential), Math.max(...potential)]
  // Up to where the wave is seen to go, so that a barrier stays visible below steep walls.
  const shown = values.map((_, k) => Math.min(1, (potential[k] - low) / (high - low || 1)))
  const x = {
    type: 'quantitative',
    title: 'weight',
    scale: { domain: [-1 - 1 / levels, 1 + 1 / levels], nice: false, zero: false },
  }
  const first = Math.round(at * (frames - 1))
  const gap = 1 / (levels - 1)
  const own: VegaLiteSpec = {
    height,
    title: {
      text: {
        expr: `${JSON.stringify(title ? `${title}: ` : '')} + 't = ' + format(${JSON.stringify(times.map(t => Number(t.toPrecision(6))))}[moment], '.1f') + ', P(v > 0) = ' + format(${JSON.stringify(right.map(r => Number(r.toPrecision(4))))}[moment], '.3f')`,
      },
    },
    params: [
      { name: 'moment', value: first, bind: { input: 'range', min: 0, max: frames - 1, step: 1, name: 'time ' } },
    ],
    layer: [
      {
        data: inlineData({ value: values, height: shown.map(u => u * top) }, 5),
        mark: {
          type: 'area',
          color: faint,
          opacity: 0.12,
          line: { color: faint, strokeWidth: 1.5 },
          interpolate: 'monotone',
        },
        encoding: { x: { field: 'value', ...x }, y: { field: 'height', type: 'quantitative' } },
      },
      {
        data: inlineData({ frame, value, p }, 4),
        transform: [
          { filter: 'datum.frame == moment' },
          { calculate: `datum.value - ${0.8 * gap}`, as: 'from' },
          { calculate: `datum.value + ${0.8 * gap}`, as: 'to' },
        ],
        mark: { type: 'rect', color: color(0), opacity: 0.85 },
        encoding: {
          x: { field: 'from', ...x },
          x2: { field: 'to' },
          y: { field: 'p', type: 'quantitative', title: 'probability', scale: { domain: [0, top] } },
          y2: { datum: 0 },
          tooltip: [
            { field: 'value', type: 'quantitative', title: 'weight', format: '.3f' },
            { field: 'p', type: 'quantitative', title: 'probability', format: '.3f' },
          ],
        },
      },
    ],
  }
  return new VegaFigure(overlay(own, spec), {
    alt: titled(
      title,
      `A weight of ${levels} levels in its potential, from t = ${number(times[0])} to ${number(times[frames - 1])}: P(v > 0) goes from ${number(right[0])} to ${number(right[frames - 1])}, ${number(Math.max(...right))} at most`,
    ),
    marks: 2 * levels,
    width,
  })
}
