import type { GPU } from 'gpu.js'
import { check } from '../../check.js'
import { integration, variablesOf, type NeuronModel } from '../../model/index.js'
import type { Description, PopulationDescription } from '../../network/index.js'
import { philox } from '../../random/index.js'
import { constantValues, type Values } from '../initial.js'
import { lookup } from '../lookup.js'
import { continuousSource, deliverySource, sourceHistorySource, type Base } from './deliverySource.js'
import { gridOf, outputOf, toGrid, type Grid, type Spread } from './grid.js'
import { incoming } from './incoming.js'
import { rowNames, rowsOf, type Rows } from './rows.js'
import { needsShared, stepSource, type StepShape } from './stepSource.js'
import { seedsOf } from './wichmannHill.js'

/** A value on the device, or on its way there. */
export type Handle = unknown
type Kernel = (...args: unknown[]) => Handle

/** What changes while a network runs, and is written into its kernels. */
export interface Live {
  /** Parameters of each population. */
  readonly parameters: readonly Values[]
  /** The sum of the constant currents into each neuron of each population. */
  readonly constants: readonly Float64Array[]
  /** Variables that get something from inputs which are not constant, of each population. */
  readonly driven: readonly ReadonlySet<string>[]
  /** Weights of each projection. */
  readonly weights: readonly (number | Float64Array)[]
}

/** What a step is called with. Where a population gets nothing of a kind, it is undefined there. */
export interface StepInputs {
  /** Of each population, `[step][target][neuron]`. */
  readonly drives: readonly Handle[]
  /** Of each source, who fires: `[step][neuron]`. */
  readonly fired: readonly Handle[]
  /** The time and the jumps of the noise: `[step][column]`. */
  readonly shared: Handle
}

/** A network as gpu.js kernels. */
export interface Kernels {
  /** How the state of each population is laid out. */
  readonly rows: readonly Rows[]
  readonly grids: readonly Grid[]
  /** What receives something, of each population: variables, and `I`. */
  readonly targets: readonly (readonly string[])[]
  /** Whether a population's drive is asked for. */
  readonly driven: readonly boolean[]
  /** Whether who fires in a source is asked for. */
  readonly listened: readonly boolean[]
  readonly shared: boolean
  /** Whether there is nothing to compute: sources to which nobody listens. */
  readonly idle: boolean
  /**
   * One step as calls of kernels, in the order of docs/engines.md: yields the result of each call and takes what
   * stands for it, so that it serves where results are there at once and where they are promised.
   */
  step(states: readonly Handle[], inputs: StepInputs, row: number): Generator<Handle, Handle[], Handle>
  destroy(): void
}

/** What a device can do. */
export interface Limits {
  /** The longest row of threads. */
  readonly widest: number
  /** Bytes of the largest buffer. */
  readonly largest: number
}

/**
 * Makes the kernels of a network: one for the step of each population, one for what each projection delivers.
 *
 * @param settings of gpu.js for all of them
 * @throws RangeError if something needs a larger buffer than the device has
 */
export function networkKernels(
  gpu: GPU,
  description: Description,
  live: Live,
  { widest, largest }: Limits,
  settings: object = {},
): Kernels {
  const { dt, seed, populations } = description
  const made: { destroy(): void }[] = []
  const create = (
    what: string,
    source: string,
    output: number[],
    constants: Record<string, Spread> = {},
    loopMaxIterations = 1,
  ): Kernel => {
    const bytes = 4 * Math.max(product(output), ...Object.values(constants).map(countOf))
    check(
      bytes <= largest,
      `engine "gpu": ${what} needs a buffer of ${megabytes(bytes)}; this device has none above ${megabytes(largest)}; split the population`,
    )
    const kernel = gpu.createKernel(source, {
      output,
      precision: 'single',
      constants,
      // gpu.js stops a loop at a limit, silently: the limit is what the loop needs.
      loopMaxIterations,
      ...settings,
    } as object) as unknown as Kernel & { destroy(): void }
    made.push(kernel)
    return kernel
  }

  const projections = description.projections
    .map((projection, index) => ({
      projection: { ...projection, weights: live.weights[index] },
      pre: lookup(description, projection.pre),
      post: lookup(description, projection.post),
    }))
    .filter(({ projection }) => projection.targets.length > 0)
  const longest = populations.map((_, p) =>
    projections
      .filter(({ pre, projection }) => pre === p && !projection.continuous)
      .map(({ projection: { delays } }) =>
        typeof delays === 'number' ? delays : delays.reduce((a, b) => Math.max(a, b)),
      )
      .reduce((a, b) => Math.max(a, b), 0),
  )
  const rows = populations.map(({ model }, p) => rowsOf(model, dt, longest[p]))
  const grids = populations.map(({ size }) => gridOf(size, widest))
  const targets = populations.map(({ model }, p) =>
    [...variablesOf(model), 'I'].filter(
      variable =>
        live.driven[p].has(variable) ||
        projections.some(({ post, projection }) => post === p && projection.variable === variable),
    ),
  )
  const driven = live.driven.map(variables => variables.size > 0)

  const deliveries = populations.map((_, p) =>
    projections
      .filter(({ post }) => post === p)
      .map(({ projection, pre }, nth) => {
        const { offsets, synapses, rows: synapseRows, most } = incoming(projection, grids[p], grids[pre])
        const base: Base = nth ? 'step' : driven[p] ? 'steps' : 'none'
        const { variable, continuous } = projection
        const shape = { grid: grids[p], base, target: targets[p].indexOf(variable), targets: targets[p].length }
        const variables = { pre: rows[pre].variables, post: rows[p].variables }
        const source = continuous
          ? continuousSource(shape, synapseRows, continuous, variables)
          : deliverySource(shape, synapseRows, rows[pre].history.row)
        return {
          pre,
          continuous: continuous !== undefined,
          kernel: create(
            `${projection.pre} -> ${projection.post}`,
            source,
            outputOf(grids[p], targets[p].length),
            { offsets, synapses },
            most,
          ),
        }
      }),
  )
  const steps = populations.map((population, p) => {
    const { name, size, model, source } = population
    const output = outputOf(grids[p], rows[p].count)
    const what = `population "${name}"`
    if (source) return longest[p] ? create(what, sourceHistorySource(rows[p].count, grids[p]), output) : undefined
    const values = valuesOf(population, dt, live.parameters[p], live.constants[p])
    const arrays = Object.values(values).filter(value => typeof value !== 'number')
    const arrivals = deliveries[p].length ? 'step' : 'steps'
    const shape: StepShape = { grid: grids[p], rows: rows[p], values, targets: targets[p], arrivals }
    return create(what, stepSource(model, dt, shape), output, {
      ...(arrays.length && {
        values: toGrid(
          arrays.map(values => Float32Array.from(values)),
          grids[p],
        ),
      }),
      ...(model.noises.length && { seeds: toGrid(seeds(model, p, size, seed), grids[p]) }),
    })
  })

  return {
    rows,
    grids,
    targets,
    driven,
    listened: populations.map(({ source }, p) => source !== undefined && longest[p] > 0),
    shared: populations.some(({ model, source }) => !source && needsShared(model)),
    idle: steps.every(kernel => kernel === undefined),
    *step(states, { drives, fired, shared }, row) {
      const next: Handle[] = []
      for (const [p, { model, source }] of populations.entries()) {
        const kernel = steps[p]
        if (!kernel) {
          next.push(states[p])
          continue
        }
        if (source) {
          next.push(yield kernel(states[p], fired[p], row))
          continue
        }
        let arrivals = drives[p]
        for (const [nth, delivery] of deliveries[p].entries()) {
          const base = nth || driven[p] ? [arrivals] : []
          const ends = delivery.continuous ? [states[delivery.pre], states[p]] : [states[delivery.pre]]
          arrivals = yield delivery.kernel(...base, ...ends, row)
        }
        const received = targets[p].length ? [arrivals] : []
        next.push(yield kernel(states[p], ...received, ...(needsShared(model) ? [shared] : []), row))
      }
      return next
    },
    destroy() {
      for (const kernel of made) kernel.destroy()
    },
  }
}

/** What the text of a step kernel holds: parameters, constants of the integration, and `I` where it is mentioned. */
export function valuesOf(
  { size, model }: Pick<PopulationDescription, 'size' | 'model'>,
  dt: number,
  parameters: Values,
  constant: Float64Array,
): Values {
  const same = constant.every(x => x === constant[0])
  return {
    ...parameters,
    ...constantValues(integration(model, dt).constants, parameters, size),
    ...(model.takesCurrent && { I: same ? (constant[0] ?? 0) : constant }),
  }
}

function seeds({ noises }: NeuronModel, population: number, size: number, seed: number): Float32Array[] {
  return noises.flatMap((_, n) => {
    const { uniform } = philox(seed, 'noise on the device', population, n)
    const rows = seedsOf(() => 0).map(() => new Float32Array(size))
    for (let i = 0; i < size; i++) seedsOf(uniform).forEach((x, j) => (rows[j][i] = x))
    return rows
  })
}

const product = (numbers: readonly number[]) => numbers.reduce((a, b) => a * b, 1)
const countOf = (values: Spread): number =>
  values instanceof Float32Array ? values.length : values.length * countOf(values[0])
const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`

/** The text of the kernel of one step of a model, alone and without a network. */
export function gpuStep(model: NeuronModel, dt: number): string {
  const targets = [...(variablesOf(model).includes('v') ? ['v'] : []), ...(model.takesCurrent ? ['I'] : [])]
  const rows = rowsOf(model, dt, 1)
  const text = stepSource(model, dt, {
    grid: gridOf(1, Infinity),
    rows,
    values: valuesOf({ size: 1, model }, dt, model.parameters, new Float64Array(1)),
    targets,
    arrivals: 'step',
  })
  return `// state: ${rowNames(model, rows).join(', ')}\n${text}`
}
