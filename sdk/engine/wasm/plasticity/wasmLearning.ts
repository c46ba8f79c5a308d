import { lives, type Description } from '../../../network/index.js'
import { streamKey, uniformAt } from '../../../random/index.js'
import type { Learning, Snapshot } from '../../engine.js'
import { lookup } from '../../lookup.js'
import { modulatorsOf } from '../../modulators.js'
import { removedBy, type Carry, type Entry } from '../../structure/index.js'
import { assemble } from '../assemble.js'
import type { Layout } from '../layout.js'
import type { Simd } from '../simd.js'
import { cohortsOf } from './cohorts.js'
import { plasticityError } from './fault.js'
import { plasticityCode } from './plasticCode.js'
import { plasticityLayout } from './plasticLayout.js'
import { plasticProjection, type PlasticProjection } from './plasticProjection.js'

/** The learning rules of a network, of which a module is still to be made. */
export interface Rules {
  /** How much memory it takes, with the network. */
  readonly bytes: number
  /** Has them run in that memory, from a step on, where the network stands already. */
  run(memory: WebAssembly.Memory, from: number): Promise<WasmLearning>
}

/** All learning rules of a network, and its modulators. */
export interface WasmLearning extends Learning {
  /** Whether there are rules; otherwise only modulators. */
  readonly learns: boolean
  /** What synapses of a projection transmit but for efficacies, where that is not their weight. */
  transmitted(projection: number): Float64Array | undefined
  /** The weights of a projection were set from outside. */
  written(projection: number): void
  /** To be told the step at hand, before anything is asked between steps. */
  readonly reach: (step: number) => void
  /** In the order of a step: what arrives, */
  arrive(step: number): void
  /** what is due every so often, */
  interval(step: number): void
  /** before integration, */
  move(step: number): void
  /** after it, */
  continuous(step: number): void
  /** and who fired. */
  fired(step: number, lists: readonly Uint32Array[], counts: Uint32Array): void
  entries(): Entry[]
  /** What is saved of the rest, and put back. @param leaving a change that is about to be made */
  saved(leaving?: Carry): Snapshot['arrays']
  copies(): Entry[]
  resume(snapshot: Snapshot, copies: readonly Entry[]): void
}

/** @param from where they go on from, if they do; @param carry the change since, if there is one */
export function learningRules(
  description: Description,
  network: Layout,
  unit: Simd,
  from?: Snapshot,
  carry?: Carry,
): Rules | undefined {
  const learns = description.projections.some(({ rules }) => rules?.length)
  if (!learns && !description.modulators?.length) return undefined
  const cohorts = description.projections.map((_, q) => cohortsOf(q, from, carry))
  const layout = plasticityLayout(description, network, unit, cohorts)
  const code = plasticityCode(description, layout, unit)
  const { dt, seed } = description

  async function run(memory: WebAssembly.Memory, from: number): Promise<WasmLearning> {
    const modulators = modulatorsOf(description)
    const rewards = new Float64Array(1)
    let step = from
    /** How many rewards there were before in this step, while one is given. */
    let given = 0
    const keys = code.draws.map(({ projection, rule, draw }) => streamKey(seed, 'rule', projection, rule, draw))
    // Single precision has no number between those and 1.
    const grain = unit.precision === 'single' ? 2 ** 24 : 2 ** 32
    const draw = (stream: number, synapse: number, component: number) =>
      Math.floor(uniformAt(keys[stream], synapse >>> 0, step, given * 65_536 + component) * grain) / grain
    const exports = learns ? await instance() : {}
    async function instance() {
      const module = await WebAssembly.compile(await assemble(code.text))
      const { exports } = await WebAssembly.instantiate(module, { env: { memory, draw } })
      ;(exports.decays as () => void)()
      return exports
    }
    const fail = (at: number): never => {
      throw plasticityError(memory, layout.fault, code.checks, unit, at * dt)
    }
    const running = { memory, exports, unit, dt, ready, fail }
    const plastic = layout.projections.map(
      (one, q): PlasticProjection | undefined => one && plasticProjection(one, code.projections[q]!, running, from),
    )
    const each = plastic.flatMap((one, q) => {
      const { pre, post } = description.projections[q]
      return one ? [{ one, q, pre: lookup(description, pre), post: lookup(description, post) }] : []
    })
    const acting = (how: 'interval' | 'move' | 'continuous') => each.flatMap(({ one }) => (one.acts[how] ? [one] : []))
    const [interval, move, continuous] = [acting('interval'), acting('move'), acting('continuous')]
    const scene = unit.array(memory.buffer, layout.scene, 2 + layout.modulators.length)
    /** What numbers random words besides synapse and step. */
    const clock = new Uint32Array(memory.buffer, layout.clock, 2)
    const readers = layout.modulators.map(name => modulators.reader(name))
    /** The step that the scene is of: in most nobody looks at it. */
    let shown = -1
    function ready(): void {
      if (shown === step) return
      shown = step
      scene[0] = step * dt
      clock[0] = Math.floor(step / 2 ** 32)
      for (let m = 0; m < readers.length; m++) scene[2 + m] = readers[m](step)
    }

    return {
      learns,
      reach(now) {
        step = now
      },
      read: async (q, rule, variable) => plastic[q]!.rules.read(rule, variable, step),
      write: async (q, rule, variable, values) => plastic[q]!.rules.write(rule, variable, values, step),
      modulator: name => modulators.reader(name)(step),
      setModulator(name, value) {
        modulators.set(name, step, value)
        shown = -1
      },
      reward(amount) {
        given = rewards[0]++
        modulators.reward(amount, step)
        shown = -1
        scene[1] = amount
        clock[1] = given * 65_536
        for (const { one } of each) one.reward(step)
        given = 0
        clock[1] = 0
      },

      rounding: async q => plastic[q]?.format?.sums(),
      accumulators: async q => plastic[q]!.format!.kept(),
      transmitted: q => plastic[q]?.format?.transmitted(),
      written: q => plastic[q]?.format?.follow(),

      arrive(now) {
        step = now
        for (let q = 0; q < each.length; q++) each[q].one.arrive(now)
      },
      interval(now) {
        for (let q = 0; q < interval.length; q++) interval[q].interval(now)
      },
      move(now) {
        for (let q = 0; q < move.length; q++) move[q].move(now)
      },
      continuous(now) {
        for (let q = 0; q < continuous.length; q++) continuous[q].continuous(now)
      },
      fired(now, lists, counts) {
        for (let q = 0; q < each.length; q++) {
          const { one, post } = each[q]
          one.fired(now, lists[post], counts[post])
        }
        for (let q = 0; q < each.length; q++) {
          const { one, pre } = each[q]
          if (counts[pre] > 0) one.send(now, lists[pre], counts[pre])
        }
        rewards[0] = 0
      },

      entries: () => [
        { name: 'modulators', values: modulators.state, axis: { each: 'other' } },
        { name: 'rewards', values: rewards, axis: { each: 'other' } },
        ...each.flatMap(({ one }) => one.entries()),
      ],
      saved: leaving =>
        Object.fromEntries(
          each.flatMap(({ one, q }) => [
            ...one.rules.copies(false).map(({ name, values }): [string, typeof values] => [name, values]),
            ...Object.entries(one.flying(step, removedBy(leaving, q, description.projections[q].targets.length))),
          ]),
        ),
      copies: () => each.flatMap(({ one }) => one.rules.copies(true)),
      resume({ arrays }, copies) {
        for (const { one, q, post } of each) {
          if (carry) one.format?.welcome(carry)
          const order = carry?.orders[q]
          if (order) one.rules.welcome(order)
          one.rules.putBack(copies)
          one.fly(step, arrays, j => lives(description.populations[post], j))
        }
        // Neurons that sleep do not say anew what they were before a reset.
        for (const population of network.threads[0].populations) {
          const { unreset = {}, variables = {}, places = 0 } = population ?? {}
          for (const [variable, address] of Object.entries(unreset))
            unit.array(memory.buffer, address, places).set(unit.array(memory.buffer, variables[variable], places))
        }
        shown = -1
      },
    }
  }
  return { bytes: layout.bytes, run }
}
