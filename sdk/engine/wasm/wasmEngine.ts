import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Engine } from '../engine.js'
import { evolving } from '../structure/index.js'
import { assemble } from './assemble.js'
import { crew, type Crew } from './crew.js'
import { layout, mostMemory } from './layout.js'
import type { Machine, MachineThread } from './machine.js'
import { moduleCode } from './moduleCode.js'
import { learningRules, refusalOf } from './plasticity/index.js'
import { simd, type Precision } from './simd.js'
import { simulate } from './simulate.js'
import { checkSleep, type Sleep } from './sleep.js'
import { checkThreads, explainOne, threadsFor, type Threads } from './threads.js'
import { workOf } from './work.js'

export interface WasmOptions {
  /** `'single'` (default): four neurons side by side, 24 bits; `'double'`: two, 53 bits, as the reference computes. */
  precision?: Precision
  /**
   * `'exact'` (default): neurons that a step leaves unchanged, bit for bit, are skipped until something reaches them;
   * `'off'`: never. The results are the same. `{ within: 0.1 }`: neurons near rest, too, that cannot fire by themselves;
   * `v` is at most so many mV from what it would be.
   */
  sleep?: Sleep
  /**
   * How many threads share the work, up to 64; `'auto'` (default): one below 20,000 neurons, else as many as the machine
   * has cores; where neurons sleep `within` a bound the default is one. The spikes are the same.
   */
  threads?: Threads
}

/** Threads of simulations that nobody holds any more end. */
const abandoned = new FinalizationRegistry<Crew>(others => void others.dispose())

/**
 * The default engine: WebAssembly with SIMD, generated from the model.
 *
 * @throws RangeError for an unknown option
 * @example
 * const net = network({ engine: wasm({ precision: 'double' }) })
 */
export function wasm(options: WasmOptions = {}): Engine {
  refuseUnknown('wasm', options, ['precision', 'sleep', 'threads'])
  const { precision = 'single', sleep = 'exact' } = options
  // Where cost follows activity there is little to share, and meeting costs more than it brings.
  const { threads = typeof sleep === 'object' ? 1 : 'auto' } = options
  check(
    precision === 'single' || precision === 'double',
    `wasm: unknown precision "${String(precision)}"; there are single, double`,
  )
  checkSleep(sleep, 'wasm')
  checkThreads(threads, 'wasm')
  return {
    name: 'wasm',
    memory(description) {
      const where = layout(description, simd(precision), sleep, threadsFor(description, threads))
      const learning = (learningRules(description, where, simd(precision))?.bytes ?? where.bytes) - where.bytes
      return [...where.items, ...(learning ? [{ part: 'learning', name: 'network', bytes: learning } as const] : [])]
    },
    memoryOf: ({ sources, count, weights, delays }) =>
      4 * sources + count * (4 + (weights ? simd(precision).bytes : 0) + (delays ? 2 : 0)),
    most: mostMemory,
    supports: description => refusalOf(description) ?? true,
    async compile(network, from, pause) {
      const refused = refusalOf(network)
      check(!refused, () => `engine "wasm": ${refused!.reason}`)
      return evolving(network, from, async (description, snapshot, carry) => {
        const unit = simd(precision)
        const n = threadsFor(description, threads)
        explainOne(description, threads)
        const laid = (grows: boolean) => {
          const where = layout(description, unit, sleep, n, grows)
          const rules = learningRules(description, where, unit, snapshot, carry)
          return { where, rules, bytes: (rules ?? where).bytes }
        }
        // What has changed once will change again.
        const roomy = carry && laid(true)
        const { where, rules, bytes } = roomy && roomy.bytes <= mostMemory ? roomy : laid(false)
        check(
          bytes <= mostMemory,
          `wasm: the network needs ${(bytes / 2 ** 30).toFixed(1)} GB, and WebAssembly has 4; use fewer neurons, shorter delays or fewer synapses`,
        )
        const pages = Math.ceil(bytes / 65_536)
        const memory = new WebAssembly.Memory({ initial: pages, ...(n > 1 && { maximum: pages, shared: true }) })
        const around = { pages, threads: where.threads }
        const at: MachineThread[] = []
        for (const layout of where.threads) {
          const module = await WebAssembly.compile(await assemble(moduleCode(description, layout, around, unit, sleep)))
          const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
          at.push({ layout, module, exports })
        }
        const learning = await rules?.run(memory, snapshot?.step ?? 0)
        const machine: Machine = { layout: where, unit, memory, threads: at, sleep, learning }
        const works = workOf(description, where, unit)
        const others = n > 1 ? await crew(machine, works, threads !== 'auto') : undefined
        const how = { from: snapshot, carry, pause: carry ? undefined : pause }
        const simulation = await simulate(description, machine, works, others, how).catch(async (error: unknown) => {
          await others?.dispose()
          throw error
        })
        if (others) abandoned.register(simulation, others)
        return simulation
      })
    },
  }
}
