import type { NeuronMatrix, Spikes, SpikeCountsOptions } from '../analysis/index.js'
import { correlationMatrix as correlate } from '../analysis/index.js'
import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { heatmap, inBlocks } from './heatmap.js'
import type { PlotFigure, PlotFigureOptions } from './plotFigure.js'
import { plotFigureOptions } from './plotFigure.js'
import { readSpikes } from './recordings.js'
import { count, number, textWidth, titled } from './text.js'
import { wholeTicks } from './wholeTicks.js'

export interface CorrelationMatrixFigureOptions extends PlotFigureOptions {
  /** Width of a bin of spikes, in ms or with a unit; 10. */
  bin?: SpikeCountsOptions['bin']
}

/**
 * How the spike counts of every two neurons go together, from blue (against each other) over white to orange (with each
 * other). The colours reach as far as the strongest correlation between two different neurons; neurons that never
 * changed are grey. Of many neurons each cell is the mean over a block.
 *
 * @param given spikes, or what `correlationMatrix` of the analysis library made of them
 * @param options `bin`, `title`, `width` (480), `height` (as the width), `plot`
 * @throws RangeError as `correlationMatrix` does, and for an unknown option
 * @example
 * plot.correlationMatrix(spikes, { bin: '20 ms' })
 */
export function correlationMatrix(
  given: Spikes | NeuronMatrix,
  options: CorrelationMatrixFigureOptions = {},
): PlotFigure {
  const where = 'plot.correlationMatrix'
  refuseUnknown(where, options, [...plotFigureOptions, 'bin'])
  const { bin, width = 480, ...rest } = options
  const isMatrix = typeof given === 'object' && given !== null && 'values' in given && 'n' in given
  check(!isMatrix || bin === undefined, `${where}: bin is for spikes; the matrix was made with its own`)
  const spikes = isMatrix ? undefined : readSpikes(where, given)[0]
  const unrun = spikes !== undefined && spikes.to <= spikes.from
  const matrix = isMatrix
    ? given
    : unrun
      ? { n: 0, values: new Float64Array() }
      : correlate(spikes!, bin ? { bin } : {})
  const { n, values } = matrix
  check(values.length === n * n, `${where}: ${values.length} values, expected ${n * n} for ${count(n, 'neuron')}`)
  const odd = values.findIndex(value => Math.abs(value) > 1 + 1e-9)
  check(
    odd < 0,
    `${where}: a correlation lies in -1..1, got ${values[odd]} between ${odd % n} and ${Math.floor(odd / n)}`,
  )

  const { strongest, mean, known } = offDiagonal(matrix)
  const reach = strongest || 1
  const empty = unrun ? 'nothing recorded yet: run the network first' : known ? undefined : 'no two neurons that vary'
  const ends = [-0.5, Math.max(1, n) - 0.5] as const
  const ticks = wholeTicks(n)
  const whose = spikes ? ` of population ${spikes.population}` : ''
  const axis = { ticks, tickFormat: (i: number) => number(i, 6), label: 'neuron' }
  return heatmap({
    title: spikes?.population,
    ...rest,
    width,
    where,
    alt: titled(
      options.title,
      `Correlation matrix${whose}: ${count(spikes?.n ?? n, 'neuron')}, ` +
        (known ? `mean correlation ${number(mean)}, strongest ${number(strongest)}` : (empty ?? '')),
    ),
    cells: inBlocks({ rows: n, columns: n, values }, 'mean'),
    colors: 'error',
    domain: [-reach, reach],
    label: 'correlation',
    marginLeft: Math.ceil(14 + Math.max(26, textWidth(number(n, 6)))),
    usualHeight: 420,
    square: true,
    x: { ...axis, domain: ends },
    y: { ...axis, domain: ends },
    ...(empty && { empty }),
  })
}

/** What lies beside the diagonal, where every neuron correlates with itself. */
function offDiagonal({ n, values }: NeuronMatrix) {
  let [strongest, sum, known] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const value = values[i * n + j]
      if (i === j || Number.isNaN(value)) continue
      ;[sum, known] = [sum + value, known + 1]
      if (Math.abs(value) > strongest) strongest = Math.abs(value)
    }
  }
  return { strongest, mean: sum / known, known }
}
