import { check } from '../../check.js'
import { refuseUnknown, suggestion } from '../../options.js'
import { color, faint, palette } from '../palette.js'
import { count, list, number, titled, withUnit } from '../text.js'
import { overlay, VegaFigure, type VegaLiteSpec } from '../vegaFigure.js'
import { inlineData } from './csv.js'
import { parameter, readSweep, type SweepColumn, type SweepColumns, type SweepTable } from './sweepColumns.js'

export interface SweepFigureOptions {
  /** The parameter along the x axis; the first. */
  x?: string
  /** The result along the y axis; the first. */
  y?: string
  /** A parameter with a line for each of its values; the second, where it has at most seven values; `null` for none. */
  color?: string | null
  /** Units by column, for the axes: `{ rate: 'Hz' }`. */
  units?: Readonly<Record<string, string>>
  /** Above the figure; none. */
  title?: string
  /** Width in pixels, card included; 640. */
  width?: number
  /** Height of the chart in pixels; 260. */
  height?: number
  /** Anything of Vega-Lite's grammar, laid over the figure's own. */
  spec?: VegaLiteSpec
}

/** A figure holds so many runs. */
const mostRuns = 8000

/**
 * What came out of a sweep against what went in: a dot for each run, a line through the mean over the seeds, with a
 * band of one standard deviation. Parameters that are neither on the x axis nor told apart by colour have sliders below
 * the figure; a static picture shows their middle values. The pointer shows a run.
 *
 * @param runs what `sweep` returned, or any table with columns of parameters, then `seed`, then results
 * @param options `x`, `y`, `color`, `units`, `title`, `width` (640), `height` (260), `spec`
 * @throws RangeError for a column that does not exist, an option that does not exist, or more than 8,000 runs
 * @example
 * const runs = await sweep({ weight: [2, 4, 8], p: [0, 0.1, 1] }, [1, 2, 3], measure)
 * plot.sweep(runs, { x: 'weight', y: 'rate', units: { weight: 'mV', rate: 'Hz' } })
 */
export function sweep(runs: SweepTable, options: SweepFigureOptions = {}): VegaFigure {
  const where = 'plot.sweep'
  refuseUnknown(where, options, ['x', 'y', 'color', 'units', 'title', 'width', 'height', 'spec'])
  const { units = {}, title, width, height = 260, spec = {} } = options
  check(Number.isFinite(height) && height >= 40, `${where}: height is in pixels, at least 40; got ${height}`)
  const columns = readSweep(where, runs)
  check(
    columns.length <= mostRuns,
    `${where}: ${count(columns.length, 'run')} are too many for one figure; filter them`,
  )
  const { x, y, hue, sliders } = chosen(where, columns, options)
  for (const name of Object.keys(units)) {
    const names = [...columns.parameters.map(column => column.name), ...columns.results]
    check(names.includes(name), `${where}: a unit is given for "${name}", but the columns are ${names.join(', ')}`)
  }
  const label = (name: string) => withUnit(name, units[name])
  const result = columns.result(y)
  const rows = Array.from(result.keys()).filter(row => Number.isFinite(result[row]))
  const left = columns.length - rows.length
  const of = (column: ArrayLike<number>) => rows.map(row => column[row])
  const level = (column: SweepColumn, row: number) =>
    column.numeric ? (column.levels[column.level[row]] as number) : column.level[row]
  const data = inlineData({
    x: rows.map(row => level(x, row)),
    y: of(result),
    seed: of(columns.seed),
    c: hue ? of(hue.level) : rows.map(() => 0),
    ...Object.fromEntries(sliders.map((column, i) => [`s${i}`, of(column.level)])),
  })
  const note = left > 0 ? `${count(left, 'run')} without a finite ${y} left out` : undefined
  const single = hue === undefined

  const channel = {
    x: { field: 'x', type: 'quantitative', title: label(x.name), scale: { zero: false, nice: false, padding: 8 } },
    color: single
      ? { value: color(0) }
      : {
          field: 'c',
          type: 'nominal',
          scale: { domain: hue.levels.map((_, i) => i), range: hue.levels.map((_, i) => color(i)) },
          legend: {
            title: label(hue.name),
            orient: 'top',
            offset: 26,
            labelExpr: `${labels(hue)}[datum.value]`,
            symbolOpacity: 1,
          },
        },
  }
  const y1 = {
    type: 'quantitative',
    title: label(y),
    scale: { domain: extent(of(result)), nice: true },
    axis: { tickCount: 5, format: ',~f' },
  }
  const summary = {
    transform: [
      {
        aggregate: [
          { op: 'mean', field: 'y', as: 'mean' },
          { op: 'stdev', field: 'y', as: 'sd' },
          { op: 'count', as: 'runs' },
        ],
        groupby: ['x', 'c'],
      },
      { calculate: 'datum.runs > 1 ? datum.mean - datum.sd : datum.mean', as: 'low' },
      { calculate: 'datum.runs > 1 ? datum.mean + datum.sd : datum.mean', as: 'high' },
    ],
  }
  const own: VegaLiteSpec = {
    ...heading(title, sliders, note),
    height,
    params: sliders.map(bound),
    data,
    transform: [
      ...sliders.map((_, i) => ({ filter: `datum.s${i} == chosen${i}` })),
      ...(single ? [] : [{ calculate: `${labels(hue)}[datum.c]`, as: 'level' }]),
    ],
    layer: rows.length
      ? [
          {
            ...summary,
            mark: { type: 'area', opacity: 0.18 },
            encoding: { x: channel.x, y: { field: 'low', ...y1 }, y2: { field: 'high' }, color: channel.color },
          },
          {
            ...summary,
            mark: { type: 'line', strokeWidth: 1.6 },
            encoding: { x: channel.x, y: { field: 'mean', ...y1 }, color: channel.color },
          },
          {
            params: [{ name: 'pointed', select: { type: 'point', on: 'mouseover', clear: 'mouseout' } }],
            mark: { type: 'circle' },
            encoding: {
              x: channel.x,
              y: { field: 'y', ...y1 },
              color: channel.color,
              size: { condition: { param: 'pointed', empty: false, value: 90 }, value: 26 },
              tooltip: [
                { field: 'x', type: 'quantitative', title: label(x.name), format: '.6~g' },
                ...(single ? [] : [{ field: 'level', type: 'nominal', title: label(hue.name) }]),
                { field: 'seed', type: 'quantitative', title: 'seed', format: 'd' },
                { field: 'y', type: 'quantitative', title: label(y), format: '.5~g' },
              ],
            },
          },
        ]
      : [{ data: { values: [{}] }, mark: { type: 'text', text: 'no runs', fontSize: 14, color: faint } }],
  }
  return new VegaFigure(overlay(own, spec), {
    alt: titled(title, sentence(columns, { x, y, hue, sliders })),
    marks: rows.length,
    width,
  })
}

interface Chosen {
  x: SweepColumn
  y: string
  hue?: SweepColumn
  /** The other parameters. */
  sliders: readonly SweepColumn[]
}

function chosen(where: string, columns: SweepColumns, options: SweepFigureOptions): Chosen {
  const { parameters, results } = columns
  const x = parameter(where, columns, options.x ?? (parameters.find(({ numeric }) => numeric) ?? parameters[0]).name)
  check(x.numeric, `${where}: x is "${x.name}", which is no number in every run; choose another with { x }`)
  const { y = results[0] } = options
  check(
    results.includes(y),
    `${where}: there is no result "${y}"; the sweep has ${results.join(', ')}${suggestion(y, results)}`,
  )
  const others = parameters.filter(column => column !== x)
  const free = others.find(({ levels }) => levels.length > 1 && levels.length <= palette.length)
  const hue =
    options.color === undefined ? free : options.color === null ? undefined : parameter(where, columns, options.color)
  check(hue !== x, `${where}: color is "${x.name}", which lies along the x axis; choose another parameter, or null`)
  check(
    hue === undefined || hue.levels.length <= palette.length,
    `${where}: color "${hue?.name}" has ${hue?.levels.length} values, more than can be told apart (${palette.length}); leave it to a slider with { color: null }`,
  )
  return { x, y, hue, sliders: others.filter(column => column !== hue && column.levels.length > 1) }
}

/** A slider over the values of a parameter, in their order; it stands in the middle. */
const bound = ({ name, levels }: SweepColumn, i: number) => ({
  name: `chosen${i}`,
  value: levels.length >> 1,
  bind: { input: 'range', min: 0, max: levels.length - 1, step: 1, name: `${name} ` },
})

const labels = ({ levels, numeric }: SweepColumn) =>
  JSON.stringify(levels.map(level => (numeric ? number(level as number, 4) : level)))

/** With the title stands what the sliders chose. */
function heading(title: string | undefined, sliders: readonly SweepColumn[], note: string | undefined): VegaLiteSpec {
  const words = sliders.map((column, i) => `${JSON.stringify(`${column.name} = `)} + ${labels(column)}[chosen${i}]`)
  if (note) words.push(JSON.stringify(note))
  if (words.length === 0) return title ? { title } : {}
  const said = words.join(` + ', ' + `)
  if (!title) return { title: { text: { expr: said }, fontSize: 12, fontWeight: 'normal' } }
  return { title: { text: { expr: `${JSON.stringify(`${title} (`)} + ${said} + ')'` } } }
}

/** From 0 where that is near, as for rates. */
function extent(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (!(low <= high)) return [0, 1]
  const from = low >= 0 && low < 0.5 * high ? 0 : low
  return high > from ? [from, high] : [low - 1, high + 1]
}

function sentence({ length, seed }: SweepColumns, { x, y, hue, sliders }: Chosen): string {
  const against = list([x, ...(hue ? [hue] : []), ...sliders].map(({ name }) => name))
  return `Sweep of ${y} against ${against}: ${count(length, 'run')}, ${count(new Set(seed).size, 'seed')}`
}
