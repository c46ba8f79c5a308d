import {
  atEnd,
  indexed,
  namesIn,
  statementsOf,
  type Formula,
  type Reduction,
  type SynapseModel,
  type SynapseVariable,
} from '../../../model/index.js'
import {
  learnedFormat,
  type Description,
  type LearnedFormat,
  type ProjectionDescription,
} from '../../../network/index.js'
import { roundingNumbers } from '../../formats/index.js'
import type { Layout, PopulationLayout, ProjectionLayout, ThreadLayout } from '../layout.js'
import type { Simd } from '../simd.js'
import type { Cohorts } from './cohorts.js'
import { decayTables, type Decay, type Form } from './decays.js'
import type { Among } from './frame.js'
import { columnsOf, groupsOf, type Groups } from './groups.js'

/** Where things of learning rules are in memory, in bytes, behind those of the network. */
export interface PlasticityLayout {
  /** By index in the description. */
  readonly projections: readonly (PlasticLayout | undefined)[]
  /** `t`, the amount of a reward, then modulators: a number each. */
  readonly scene: number
  readonly modulators: readonly string[]
  /** What went wrong at a synapse; see {@link faultCode}. */
  readonly fault: number
  /** What numbers random words besides synapse and step: the high word of the step, and the word; 4 bytes each. */
  readonly clock: number
  /** By their number. */
  readonly decays: readonly Decay[]
  /** The first byte behind it all. */
  readonly bytes: number
}

export interface PlasticLayout {
  /** Index in the description. */
  readonly index: number
  readonly projection: ProjectionDescription
  readonly network: ProjectionLayout
  readonly pre: PopulationLayout
  readonly post: PopulationLayout
  /** Indices of the populations. */
  readonly preIndex: number
  readonly postIndex: number
  readonly cohorts: Cohorts
  readonly groups: Groups
  readonly columns: ReturnType<typeof columnsOf>
  /** First synapse of each group, and one more; of groups that are no sources, which synapses and which source. */
  readonly starts: number
  readonly slots: number | undefined
  readonly source: number | undefined
  /** Of each synapse its group, where that is asked for. */
  readonly groupOf: number | undefined
  /** The synapses onto each neuron, likewise. */
  readonly incoming:
    { readonly starts: number; readonly slots: number; readonly groups: number | undefined } | undefined
  /** Lists of groups, or of neurons, to be gone through. */
  readonly list: number
  /** Of weights that learn in a format. */
  readonly format: FormatLayout | undefined
  readonly rules: readonly RuleLayout[]
}

/** The scales of weights in a format, and what rounding did. */
export interface FormatLayout {
  readonly learned: LearnedFormat
  /** What a scale belongs to; undefined where all have one. */
  readonly among: 'source' | 'post' | undefined
  /** The value of the largest code, one for each of those. */
  readonly count: number
  readonly ranges: number
  /** Twice as many sums as there are of {@link RoundingSums}, in double precision. */
  readonly sums: number
  /** The weights as they were before all statements of an interval or a reward. */
  readonly before: number
}

export interface RuleLayout {
  readonly model: SynapseModel
  readonly variables: ReadonlyMap<string, VariableLayout>
  readonly reductions: ReadonlyMap<string, ReductionLayout>
}

export interface VariableLayout {
  readonly variable: SynapseVariable
  readonly among: Among
  /** How many there are of each component, one component after the other. */
  readonly count: number
  readonly values: number
  /** Of those with a closed form the step at which each was last set, 4 bytes. */
  readonly since: number | undefined
  /** What it is some time after that. */
  readonly form: Form
}

export interface ReductionLayout {
  readonly reduction: Reduction
  /** Those of the same formula. */
  readonly before: readonly Reduction[]
  readonly among: Among
  readonly count: number
  /** In double precision. */
  readonly sums: number
  readonly result: number
}

const align = 64

const amongOf = { synapse: 'slot', pre: 'group', post: 'post' } as const
const overOf = { pre: 'source', post: 'post', projection: 'source' } as const

/** @param network of one thread; @param cohorts of each projection */
export function plasticityLayout(
  description: Description,
  network: Layout,
  unit: Simd,
  cohorts: readonly Cohorts[] = [],
): PlasticityLayout {
  const [thread] = network.threads
  let end = Math.ceil(network.bytes / align) * align
  const take = (bytes: number): number => {
    const at = end
    end = Math.ceil((end + bytes) / align) * align
    return at
  }
  const modulators = (description.modulators ?? []).map(({ name }) => name)
  const scene = take(unit.bytes * (2 + modulators.length))
  const fault = take(1024)
  const clock = take(8)
  const { decays, formOf } = decayTables(take, unit)
  const projections = description.projections.map((projection, index) =>
    projection.rules?.length ? plasticLayout(projection, index, thread, unit, take, formOf, cohorts[index]) : undefined,
  )
  return { projections, scene, modulators, fault, clock, decays, bytes: end }
}

function plasticLayout(
  projection: ProjectionDescription,
  index: number,
  network: ThreadLayout,
  unit: Simd,
  take: (bytes: number) => number,
  formOf: ReturnType<typeof decayTables>['formOf'],
  cohorts: Cohorts,
): PlasticLayout {
  const { targets } = projection
  const at = network.projections[index]!
  const pre = network.populations[at.pre]!
  const { post } = at
  const groups = groupsOf(projection, cohorts)
  const models = projection.rules!.map(({ model }) => model)
  const counts = { slot: targets.length, group: groups.count, source: pre.places, post: post.places }
  const list = (length: number) => take(4 * length)
  const columns = columnsOf(targets, post.size)
  const returns = models.some(hearsNeurons)
  const learned = learnedFormat(projection)
  return {
    index,
    projection,
    network: at,
    pre,
    post,
    preIndex: at.pre,
    postIndex: network.populations.indexOf(post),
    cohorts,
    groups,
    columns,
    starts: list(groups.count + 1),
    slots: groups.slots && list(targets.length),
    source: groups.source && list(groups.count),
    groupOf: models.some(model => sweeps(model).some(f => mentionsSource(f, model))) ? list(targets.length) : undefined,
    incoming: returns
      ? {
          starts: list(post.size + 1),
          slots: list(targets.length),
          groups: models.some(model => atNeurons(model).some(f => mentionsSource(f, model)))
            ? list(targets.length)
            : undefined,
        }
      : undefined,
    list: list(Math.max(groups.count, post.places)),
    format: learned && formatLayout(learned, counts, unit, take),
    rules: models.map(model => ({
      model,
      variables: new Map(
        model.variables.map(variable => {
          const among = amongOf[variable.scope]
          const count = counts[among]
          const values = take(unit.bytes * count * variable.length)
          const since = variable.flow && take(4 * count)
          return [variable.name, { variable, among, count, values, since, form: formOf(variable, model.parameters) }]
        }),
      ),
      reductions: new Map(
        [...statementsOf(model), ...conditions(model)].flatMap(({ reductions }) =>
          reductions.flatMap(reduction => {
            if (reduction.over === 'components') return []
            const among = overOf[reduction.over]
            const count = reduction.over === 'projection' ? 1 : counts[among]
            const sums = take(8 * count)
            return [
              [
                reduction.name,
                { reduction, before: reductions, among, count, sums, result: take(unit.bytes * count) },
              ] as const,
            ]
          }),
        ),
      ),
    })),
  }
}

function formatLayout(
  learned: LearnedFormat,
  counts: { readonly slot: number; readonly source: number; readonly post: number },
  { bytes }: Simd,
  take: (bytes: number) => number,
): FormatLayout {
  const among = ({ pre: 'source', post: 'post', projection: undefined } as const)[learned.format.scale]
  const count = among === undefined ? 1 : counts[among]
  return {
    ...{ learned, among, count, ranges: take(bytes * count) },
    sums: take(2 * 8 * roundingNumbers),
    before: take(bytes * counts.slot),
  }
}

const conditions = ({ continuous }: SynapseModel): Formula[] => (continuous?.where ? [continuous.where] : [])

/** Whether a rule does something at chosen neurons of the target. */
const hearsNeurons = ({ onPost, continuous }: SynapseModel) =>
  onPost.length > 0 || (continuous?.where !== undefined && continuous.statements.length > 0)

/** What a rule does there. */
const atNeurons = ({ onPost, continuous }: SynapseModel): Formula[] => [
  ...onPost,
  ...(continuous?.where ? continuous.statements : []),
]

/** What a rule does at all synapses. */
const sweeps = (model: SynapseModel): Formula[] => [
  ...model.onReward,
  ...model.every.flatMap(({ statements }) => statements),
  ...(model.continuous?.where ? [] : (model.continuous?.statements ?? [])),
  ...model.variables.flatMap(({ equation, flow }) => (equation && !flow ? [{ value: equation, reductions: [] }] : [])),
]

/** Whether a formula depends on something of the presynaptic neuron. */
function mentionsSource({ value, reductions }: Formula, { variables }: SynapseModel): boolean {
  if (reductions.some(({ over }) => over === 'pre')) return true
  const names = [value, ...reductions.map(reduction => reduction.value)].flatMap(namesIn)
  return names.some(name => {
    const own = indexed(name)?.variable ?? name
    return atEnd(name)?.end === 'pre' || variables.some(v => v.name === own && v.scope === 'pre')
  })
}
