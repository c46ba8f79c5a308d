import type { Description } from '../../network/index.js'
import { continuousCode } from './continuousCode.js'
import { beginCode, deliverCode, restoreCode, watchCode } from './deliveryCode.js'
import { coastCode, coastNames } from './coastCode.js'
import { integrateCode } from './integrateCode.js'
import type { NeuronModel } from '../../model/index.js'
import { layout, type ThreadLayout } from './layout.js'
import { mathFunctions, type MathName } from './math/index.js'
import { randomFunctions } from './randomFunctions.js'
import { sendCode, sendKind, sendName } from './sendCode.js'
import { canRest, type Sleep } from './sleep.js'
import { randomNames } from './wasmDraws.js'
import { simd, type Precision, type Simd } from './simd.js'

/** Every how many steps blocks are tested for sleep and tiny states become 0. */
export const checkEvery = 16

/** A thread's memory, in pages of 64 kB, and all threads: whose variables continuous projections read. */
export interface Surroundings {
  readonly pages: number
  readonly threads: readonly ThreadLayout[]
}

/** The text of the WebAssembly module of a thread of a network; its memory is imported, and shared if there are more. */
export function moduleCode(
  description: Description,
  where: ThreadLayout,
  { pages, threads }: Surroundings,
  unit: Simd,
  sleep: Sleep,
): string {
  const { dt } = description
  const { counts, lists, hits, populations, projections } = where
  const calls = new Set<MathName>()
  const functions: string[] = []
  populations.forEach((population, p) => {
    if (!population) return
    const { model, source } = population.description
    if (source) return
    const sleeps = sleep !== 'off' && canRest(population.description, population.integration)
    const coast = coastNames(p)
    if (population.coast) functions.push(coastCode(population, population.coast, unit, coast))
    if (sleeps) functions.push(watchCode(population, unit, `watch_${p}`))
    const variants = sleeps || unit.precision === 'single' ? [false, true] : [false]
    for (const checks of variants) {
      const name = checks ? `integrate_check_${p}` : `integrate_${p}`
      const code = integrateCode(population, unit, { dt, name, sleeps, checks, counts, lists, hits, coast })
      code.calls.forEach(call => calls.add(call))
      functions.push(code.text)
    }
    Object.keys(population.targets).forEach((variable, v) =>
      functions.push(deliverCode(population, unit, variable, { deliver: `deliver_${p}_${v}`, wake: coast.wake })),
    )
    if (model.takesCurrent) functions.push(restoreCode(population, unit, `restore_${p}`))
    if (typeof model.refractory !== 'number') {
      const code = beginCode(population, unit, model.refractory, dt, `begin_${p}`)
      code.calls.forEach(call => calls.add(call))
      functions.push(code.text)
    }
  })
  description.projections.forEach(({ variable, continuous, weights }, q) => {
    const at = projections[q]
    if (!continuous || !at) return
    const shared = typeof weights === 'number'
    for (const [t, { populations }] of threads.entries()) {
      const pre = populations[at.pre]
      if (!pre) continue
      const code = continuousCode(at, pre, variable, continuous, shared, unit, actName(q, t))
      code.calls.forEach(call => calls.add(call))
      functions.push(code.text)
    }
  })
  const kinds = new Map(
    description.projections
      .filter(p => !p.continuous && !p.rules?.length)
      .map(p => [sendName(sendKind(p)), sendKind(p)]),
  )
  functions.push(...[...kinds.values()].map(kind => sendCode(unit, kind)))
  const random = randomNames(description)
  if (random.length) functions.push(randomFunctions(random, unit.precision))
  functions.push(...random.map(name => `(export "${name}" (func $${name}))`))
  return `(module
  (import "env" "memory" (memory ${pages}${threads.length > 1 ? ` ${pages} shared` : ''}))
${mathFunctions(calls, unit.precision)}
${functions.join('\n')})`
}

/** What a continuous projection adds that comes from the neurons of a thread. */
export const actName = (projection: number, thread: number) => `continuous_${projection}_${thread}`

/** The step of a model alone, with the functions that it calls, as it stands in the module of a network. */
export function stepCode(model: NeuronModel, dt: number, precision: Precision): string {
  const unit = simd(precision)
  const size = 16
  const description: Description = {
    seed: 0,
    dt,
    populations: [{ name: model.name, size, model: { ...model, parameters: scalars(model) } }],
    projections: [],
    inputs: [],
  }
  const where = layout(description, unit, 'off').threads[0]
  const { text, calls } = integrateCode(where.populations[0]!, unit, {
    dt,
    name: 'integrate',
    sleeps: false,
    checks: false,
    counts: where.counts,
    lists: where.lists,
    hits: where.hits,
    coast: coastNames(0),
  })
  return `${mathFunctions(calls, precision)}\n${indented(text)}`.trim()
}

/** Parameters of the first neuron. */
const scalars = ({ parameters }: NeuronModel) =>
  Object.fromEntries(Object.entries(parameters).map(([p, value]) => [p, typeof value === 'number' ? value : value[0]]))

/** WebAssembly text, indented by its parentheses. */
function indented(text: string): string {
  let depth = 0
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .map(line => {
      const before = depth
      depth += line.split('(').length - line.split(')').length
      return '  '.repeat(before) + line
    })
    .join('\n')
}
