import { check } from '../../../check.js'
import type { ProjectionDescription } from '../../../network/index.js'
import { projectionName } from '../../memory.js'
import type { Create, Handle } from '../createKernel.js'
import type { DeliveryShape } from '../deliverySource.js'
import { outputOf, type Spread } from '../grid.js'
import { learnSource, markSource } from './learnSource.js'
import { needsShared } from './needsShared.js'
import type { DuePart } from './due.js'
import { stepProgram, sweepProgram, type Part, type Segment, type Sum } from './program.js'
import type { Scene } from './scene.js'
import { bySource, type Slots } from './slots.js'
import { sumSource, totalSource } from './sumSource.js'
import { arrivedSource, lateSource, transmitSource } from './transmitSource.js'
import type { Argument, Text } from './withArguments.js'

/** What kernels are called with. */
export type Given = Partial<Record<Argument, Handle>>
/** Calls of kernels one after the other: yields the result of each, takes what stands for it, and ends with the last. */
export type Calls = Generator<Handle, Handle, Handle>
type Run = (given: Given) => Handle

/** The kernels of a projection that learns. */
export interface PlasticKernels {
  /** Whether a step needs the row of `shared`: rules mention the time, or modulators. */
  readonly shared: boolean
  /** Adds what arrives at the neurons to `base`; gives what is under way then to `late`, where there is such a thing. */
  deliver(given: Given, late: (next: Handle) => void): Calls
  /** What rules do in one step, with their `every` that is due. */
  step(given: Given, due: readonly DuePart[]): Calls
  /** What they do at a reward. */
  reward(given: Given): Calls
}

/** Arrays that a kernel may have on WebGPU, the one it writes to among them. */
const mostArrays = 8

/**
 * @param shape where it delivers to
 * @throws RangeError if statements need more arrays than a kernel has, here or when they are first due
 */
export function plasticKernels(
  create: Create,
  projection: ProjectionDescription,
  scene: Scene,
  { constants, most, order }: Slots,
  shape: DeliveryShape,
): PlasticKernels {
  const what = projectionName(projection)
  const { grid, rows, ends } = scene
  let sources: ReturnType<typeof bySource> | undefined

  function run(text: Text, output: number[], of: Readonly<Record<string, Spread>> = constants, longest = most): Run {
    check(
      text.arrays <= mostArrays,
      `engine "gpu": rules of ${what} have statements that need ${text.arrays} arrays at once, where a kernel has ${mostArrays}; mention fewer sums and variables of neurons in one`,
    )
    const mentioned = Object.fromEntries(text.constants.map(name => [name, of[name]]))
    const kernel = create(what, text.source, output, mentioned, longest)
    return given => kernel(...text.args.map(name => given[name]))
  }

  function sum(one: Sum, before: readonly Sum[]): Run[] {
    const { over, op } = one.reduction
    const text = sumSource(scene, one, before)
    if (over === 'pre') {
      sources ??= bySource(projection, order, ends.pre.grid)
      const of = { synapses: constants.synapses, offsets: sources.offsets, slots: sources.slots }
      return [run(text, outputOf(ends.pre.grid, 1), of, sources.most)]
    }
    const parts = run(text, outputOf(ends.post.grid, 1))
    if (over !== 'projection') return [parts]
    const { width, chunks } = ends.post.grid
    const divisor = op === 'mean' ? order.length : 1
    const total = create(what, totalSource(ends.post.grid, divisor), [1, 1], {}, Math.max(width, chunks))
    return [parts, ({ sum0 }) => total(sum0)]
  }

  /** Kernels one after the other, each with its sums before it. */
  function program(segments: readonly Segment[], ends: boolean): (given: Given) => Calls {
    const stages = segments.map((segment, n) => ({
      sums: segment.sums.map((one, s) => sum(one, segment.sums.slice(0, s))),
      learn: run(learnSource(scene, segment, ends && n + 1 === segments.length), outputOf(grid, rows.count)),
    }))
    return function* (given) {
      let { learned } = given
      for (const { sums, learn } of stages) {
        const known: Given = { ...given, learned }
        for (const [s, kernels] of sums.entries()) {
          let found: Handle
          for (const [n, kernel] of kernels.entries()) found = yield kernel(n ? { sum0: found } : known)
          known[`sum${s}`] = found
        }
        learned = yield learn(known)
      }
      return learned
    }
  }

  const acting = scene.rules.some(({ onPre, onPost }) => onPre.length > 0 || onPost.length > 0)
  const mark = acting ? run(markSource(scene), outputOf(grid, 1)) : undefined
  const programs = new Map<string, (given: Given) => Calls>()
  function stepOf(due: readonly Part[]) {
    const segments = stepProgram(scene.rules, due)
    // Time passes in any case, and the state moves on to other memory.
    return program(segments.length ? segments : [{ phases: [], sums: [] }], true)
  }
  const rewards = scene.rules.flatMap(({ onReward }, rule) => (onReward.length ? [{ rule, statements: onReward }] : []))
  let rewarded: ((given: Given) => Calls) | undefined

  const late = scene.dendritic
    ? {
        kernel: run(lateSource(scene, shape), outputOf(shape.grid, scene.dendritic + 1)),
        add: run(arrivedSource(scene, shape), outputOf(shape.grid, shape.targets)),
      }
    : undefined
  const transmit = late ? undefined : run(transmitSource(scene, shape), outputOf(shape.grid, shape.targets))
  return {
    shared: scene.rules.some(needsShared),
    *deliver(given, put) {
      if (!late) return yield transmit!(given)
      const next = yield late.kernel(given)
      put(next)
      return yield late.add({ ...given, late: next })
    },
    *step(given, due) {
      const key = due.map(({ key }) => key).join()
      if (!programs.has(key)) programs.set(key, stepOf(due))
      const marks = mark && (yield mark(given))
      return yield* programs.get(key)!({ ...given, marks })
    },
    *reward(given) {
      rewarded ??= program(sweepProgram(rewards), false)
      return yield* rewarded(given)
    },
  }
}
