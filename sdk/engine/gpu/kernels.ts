import type { GPU } from 'gpu.js'
import { integration, variablesOf, type NeuronModel } from '../../model/index.js'
import type { Description, PopulationDescription } from '../../network/index.js'
import { philox } from '../../random/index.js'
import { constantValues, type Values } from '../initial.js'
import { lookup } from '../lookup.js'
import { projectionName } from '../memory.js'
import { kernelMaker, type Create, type Handle } from './createKernel.js'
import {
  continuousSource,
  deliverySource,
  sourceHistorySource,
  type Base,
  type DeliveryShape,
} from './deliverySource.js'
import { gridOf, outputOf, toGrid, type Grid } from './grid.js'
import { incoming } from './incoming.js'
import { plasticKernels, sceneOf, type Calls, type Due, type PlasticKernels, type Slots } from './plasticity/index.js'
import { rememberedSteps, rowNames, rowsOf, type Rows } from './rows.js'
import { needsShared, stepSource, type StepShape } from './stepSource.js'
import { seedsOf } from './wichmannHill.js'

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

/** One array of rows that moves on with the steps, and how it lies on threads. */
export interface Part {
  readonly grid: Grid
  /** How many rows it has. */
  readonly count: number
}

/** The synapses of a projection that learns, and where their state is among the parts. */
export interface Plastic extends Slots {
  readonly part: number
  /** The part of what is on its way on dendrites. */
  readonly late?: number
}

/** A network as gpu.js kernels. */
export interface Kernels {
  /** What has a state: the populations, in order, then the synapses of projections that learn. */
  readonly parts: readonly Part[]
  /** How the state of each population is laid out. */
  readonly rows: readonly Rows[]
  readonly grids: readonly Grid[]
  /** Of each projection that learns and has synapses. */
  readonly plastic: readonly (Plastic | undefined)[]
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
   *
   * @param states of the parts
   * @param due of each projection, statements of `every`
   */
  step(states: readonly Handle[], inputs: StepInputs, row: number, due: Due): Generator<Handle, Handle[], Handle>
  /** What rules do at a reward, likewise; `shared` has one row. */
  reward(states: readonly Handle[], shared: Handle): Generator<Handle, Handle[], Handle>
  destroy(): void
}

/** What a device can do. */
export interface Limits {
  /** The longest row of threads. */
  readonly widest: number
  /** Bytes of the largest buffer. */
  readonly largest: number
}

/** What a step has at hand. */
interface Scene {
  readonly states: readonly Handle[]
  /** After the step, as far as it is known. */
  readonly next: Handle[]
  readonly shared: Handle
  readonly row: number
}

/** Adds what arrives over a projection to what has arrived before. */
type Delivery = (base: Handle, scene: Scene) => Calls

/**
 * Makes the kernels of a network: one for the step of each population, one for what each projection delivers, one for
 * what each learns.
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
  const maker = kernelMaker(gpu, largest, settings)
  const { create } = maker
  const projections = description.projections
    .map((projection, index) => ({
      index,
      projection: { ...projection, weights: live.weights[index] },
      pre: lookup(description, projection.pre),
      post: lookup(description, projection.post),
    }))
    .filter(({ projection }) => projection.targets.length > 0)
  const listened = description.projections.filter(({ targets }) => targets.length > 0)
  const longest = populations.map(({ name }) => rememberedSteps(listened, name))
  const rows = populations.map(({ model }, p) => rowsOf(model, dt, longest[p]))
  const grids = populations.map(({ size }) => gridOf(size, widest))
  const parts: Part[] = populations.map((_, p) => ({ grid: grids[p], count: rows[p].count }))
  const targets = populations.map(({ model }, p) =>
    [...variablesOf(model), 'I'].filter(
      variable =>
        live.driven[p].has(variable) ||
        projections.some(({ post, projection }) => post === p && projection.variable === variable),
    ),
  )
  const driven = live.driven.map(variables => variables.size > 0)

  type Placed = (typeof projections)[number]
  const plastic: (Plastic & { readonly kernels: PlasticKernels; readonly pre: number; readonly post: number })[] = []
  function learner({ projection, pre, post, index }: Placed, shape: DeliveryShape): Delivery {
    const neurons = (p: number) => ({ grid: grids[p], rows: rows[p], parameters: live.parameters[p] })
    const { scene, slots } = sceneOf(description, index, { pre: neurons(pre), post: neurons(post) }, widest)
    const kernels = plasticKernels(create, projection, scene, slots, shape)
    const part = parts.push({ grid: slots.grid, count: scene.rows.count }) - 1
    const late = scene.dendritic ? parts.push({ grid: shape.grid, count: scene.dendritic + 1 }) - 1 : undefined
    plastic[index] = { ...slots, part, ...(late !== undefined && { late }), kernels, pre, post }
    return (base, { states, next, shared, row }) => {
      const given = { base, learned: states[part], pre: states[pre], post: states[post], shared, row }
      return kernels.deliver(late === undefined ? given : { ...given, late: states[late] }, handle => {
        next[late!] = handle
      })
    }
  }
  function deliverer({ projection, pre, post }: Placed, shape: DeliveryShape): Delivery {
    const { offsets, synapses, rows: synapseRows, most } = incoming(projection, grids[post], grids[pre])
    const { continuous } = projection
    const variables = { pre: rows[pre].variables, post: rows[post].variables }
    const source = continuous
      ? continuousSource(shape, synapseRows, continuous, variables)
      : deliverySource(shape, synapseRows, rows[pre].history.row)
    const output = outputOf(shape.grid, shape.targets)
    const kernel = create(projectionName(projection), source, output, { offsets, synapses }, most)
    return function* (base, { states, row }) {
      const ends = continuous ? [states[pre], states[post]] : [states[pre]]
      return yield kernel(...(shape.base === 'none' ? [] : [base]), ...ends, row)
    }
  }
  const deliveries = populations.map((_, p) =>
    projections
      .filter(({ post }) => post === p)
      .map((placed, nth) => {
        const base: Base = nth ? 'step' : driven[p] ? 'steps' : 'none'
        const target = targets[p].indexOf(placed.projection.variable)
        const shape = { grid: grids[p], base, target, targets: targets[p].length }
        return placed.projection.rules?.length ? learner(placed, shape) : deliverer(placed, shape)
      }),
  )
  const steps = populations.map((population, p) => {
    const { source, name } = population
    if (source && !longest[p]) return undefined
    if (source)
      return create(
        `population "${name}"`,
        sourceHistorySource(rows[p].count, grids[p]),
        outputOf(grids[p], rows[p].count),
      )
    const values = valuesOf(population, dt, live.parameters[p], live.constants[p])
    const arrivals = deliveries[p].length ? 'step' : 'steps'
    const shape: StepShape = { grid: grids[p], rows: rows[p], values, targets: targets[p], arrivals }
    return stepKernel(create, population, dt, shape, seeds(population.model, p, population.size, seed))
  })

  return {
    parts,
    rows,
    grids,
    plastic,
    targets,
    driven,
    listened: populations.map(({ source }, p) => source !== undefined && longest[p] > 0),
    shared:
      plastic.some(one => one?.kernels.shared) ||
      populations.some(({ model, source }) => !source && needsShared(model)),
    idle: steps.every(kernel => kernel === undefined),
    *step(states, { drives, fired, shared }, row, due) {
      const scene: Scene = { states, next: [...states], shared, row }
      for (const [p, { model, source }] of populations.entries()) {
        const kernel = steps[p]
        if (!kernel) continue
        if (source) {
          scene.next[p] = yield kernel(states[p], fired[p], row)
          continue
        }
        let arrivals = drives[p]
        for (const deliver of deliveries[p]) arrivals = yield* deliver(arrivals, scene)
        const received = targets[p].length ? [arrivals] : []
        scene.next[p] = yield kernel(states[p], ...received, ...(needsShared(model) ? [shared] : []), row)
      }
      for (const [q, one] of plastic.entries()) {
        if (!one) continue
        const { kernels, part, pre, post } = one
        const ends = { pre: states[pre], post: states[post], preNow: scene.next[pre], postNow: scene.next[post] }
        scene.next[part] = yield* kernels.step({ ...ends, learned: states[part], shared, row }, due[q])
      }
      return scene.next
    },
    *reward(states, shared) {
      const next = [...states]
      for (const one of plastic) {
        if (!one) continue
        const { kernels, part, pre, post } = one
        const given = { pre: states[pre], post: states[post], learned: states[part], shared, row: 0 }
        next[part] = yield* kernels.reward(given)
      }
      return next
    },
    destroy: () => maker.destroy(),
  }
}

/** The kernel of the step of a population. */
function stepKernel(
  create: Create,
  { name, model }: PopulationDescription,
  dt: number,
  shape: StepShape,
  seeds: readonly Float32Array[],
) {
  const { grid, rows, values } = shape
  const arrays = Object.values(values).filter(value => typeof value !== 'number')
  return create(`population "${name}"`, stepSource(model, dt, shape), outputOf(grid, rows.count), {
    ...(arrays.length && {
      values: toGrid(
        arrays.map(values => Float32Array.from(values)),
        grid,
      ),
    }),
    ...(model.noises.length && { seeds: toGrid(seeds, grid) }),
  })
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
