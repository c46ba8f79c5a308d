import { refuseUnknown } from '../options.js'
import { distribution, type DistributionOptions } from './bars.js'
import { isNumbers, named, numbers, type Named } from './numbers.js'
import type { PlotFigure } from './plotFigure.js'
import { plotFigureOptions } from './plotFigure.js'
import { withUnit } from './text.js'

export interface WeightDistributionOptions extends DistributionOptions {
  /** Unit of the weights, such as `mV`; none. */
  unit?: string
}

/**
 * How many synapses have which weight; several sets by name, such as before and after learning, are compared in the
 * same bins.
 *
 * @param weights one a synapse, or several sets by name
 * @param options `unit`, `bins`, `title`, `width` (640), `height` (220), `plot`
 * @throws RangeError if a weight is not finite, the bins are not rising, or an option does not exist
 * @example
 * plot.weightDistribution({ before, after: await projection.read() }, { unit: projection.unit })
 */
export function weightDistribution(
  weights: Named<ArrayLike<number>>,
  options: WeightDistributionOptions = {},
): PlotFigure {
  const where = 'plot.weightDistribution'
  refuseUnknown(where, options, [...plotFigureOptions, 'bins', 'unit'])
  const { unit = '', ...rest } = options
  const samples = named(`${where}: expected an array of weights`, weights, isNumbers).map(([name, values]) => ({
    name,
    values: numbers(name ? `${where}: ${name}` : where, values),
  }))
  const label = withUnit('weight', unit)
  return distribution(samples, rest, { where, label, unit, of: 'weights', noun: 'synapse' })
}
