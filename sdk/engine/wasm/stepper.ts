import type { InputDescription } from '../../network/index.js'
import { DivergenceError } from '../divergence.js'
import { networkInputs, type Receiver } from '../drive.js'
import type { Draws } from '../draws.js'
import type { SourceSpikes } from '../sources.js'
import { absentees } from './absentees.js'
import type { WasmLearning } from './plasticity/index.js'
import { blockSize, simd } from './simd.js'
import { wasmDraws } from './wasmDraws.js'
import type { PartWork, Work } from './work.js'

/** The steps of the neurons that one thread computes, in the order of docs/engines.md. */
export interface Stepper {
  /** Values of the step at hand that continuous projections send; those of all neurons still stand. */
  readonly act: () => void
  /** The step itself, but for inputs that somebody else applies. @throws DivergenceError */
  readonly integrate: (step: number) => void
  /** Puts what its neurons did in a step where all threads see it. */
  readonly publish: (slot: number) => void
  /** Queues the spikes of a step on its synapses; of its own neurons where there is no other thread. */
  readonly send: (step: number, slot: number) => void
  /** Calls back with the events of the step at hand, of its own neurons, by channel. */
  readonly fired: (see: Fired) => void
  /** The same of all threads, from a slot. */
  readonly published: (slot: number, see: Fired) => void
  /** The inputs from now on and the states of some; undefined: somebody else applies them. */
  readonly setInputs: (inputs: readonly InputDescription[] | undefined, states: States) => void
  /** Inputs to its neurons, to be applied from outside. */
  readonly bind: (inputs: readonly InputDescription[], states: States) => ReturnType<typeof networkInputs>
}

type Fired = (channel: number, neurons: Uint32Array, count: number) => void
type States = ReadonlyMap<number, Float64Array>

export interface StepperOptions {
  /** Spikes of populations that are sources, by index. */
  readonly sources?: (draws: Draws) => readonly (SourceSpikes | undefined)[]
  /** Number of this thread and of all. */
  readonly thread?: number
  readonly threads?: number
  /** Where synapses learn, for one thread. */
  readonly learning?: WasmLearning | undefined
}

type Call = (...args: number[]) => number

export function stepper(
  work: Work,
  memory: WebAssembly.Memory,
  exports: WebAssembly.Exports,
  { sources = () => [], thread = 0, threads = 1, learning }: StepperOptions = {},
): Stepper {
  const { seed, dt } = work
  const unit = simd(work.precision)
  const { buffer } = memory
  const call = (name: string) => exports[name] as Call | undefined
  const normals = call('normals')
  const counts = new Uint32Array(buffer, work.counts, work.lists.length)
  const lists = work.lists.map((address, c) => new Uint32Array(buffer, address, work.lengths[c]))
  const draws = wasmDraws(work.scratch.at, work.scratch.bytes, unit, memory, exports)
  const spikesOf = sources(draws)
  const parts = work.parts.map(part => {
    const targets = part.targets.map(target => ({
      ...target,
      deliver: call(target.deliver)!,
      given: unit.array(buffer, target.values + target.rows * target.rowBytes, part.size),
      /** Whether inputs were added to it in this step. */
      marked: false,
    }))
    return {
      ...part,
      targets,
      current: targets.find(({ variable }) => variable === 'I'),
      watch: call(part.watch),
      ran: new Int32Array(buffer, part.ran, 1),
      computed: new Float64Array(buffer, part.computed, 1),
      begin: call(part.begin),
      integrate: call(part.integrate)!,
      check: call(part.check) ?? call(part.integrate)!,
      restore: call(part.restore),
      fired: spikesOf[part.index],
      due: targets.filter(({ rows }) => rows > 0),
      absent: absentees(buffer, part.absent, part.size),
      fault: () => fault(part),
      disturbed: false,
    }
  })
  function whole(address: number, length: number) {
    return new Uint32Array(buffer, address, length)
  }
  const acts = work.acts.map(name => call(name)!)
  const sends = work.sends.map(send => ({ ...send, send: call(send.send)! }))

  /** The first state that is not finite, if any; places beyond the last neuron are mended. */
  function fault({ size, places, states, at }: PartWork) {
    const place = at === undefined ? undefined : whole(at, places)
    const rows = states.map(([variable, address]) => ({ variable, row: unit.array(buffer, address, places) }))
    for (const { variable, row } of rows) {
      for (let neuron = 0; neuron < size; neuron++) {
        const value = row[place ? place[neuron] : neuron]
        if (!Number.isFinite(value)) return { variable, neuron, value }
      }
    }
    for (const { row } of rows) row.fill(row[size - 1], size)
    return undefined
  }

  /** What inputs gave to those who do not live is set to 0. */
  function silence({ absent, targets }: (typeof parts)[number]) {
    for (const { marked, given } of targets) if (elsewhere || marked) absent.silence(given)
  }

  const receiver = (population: string, variable: string): Receiver | undefined => {
    const part = parts.find(({ name }) => name === population)
    if (!part) return undefined
    const { from, size, places } = part
    const target = part.targets.find(target => target.variable === variable)!
    const { values, rowBytes, flags, flagBytes, rows } = target
    const blocks = new Uint8Array(buffer, flags + rows * flagBytes, places / blockSize)
    return {
      from,
      to: from + size,
      values: unit.array(buffer, values + rows * rowBytes, size),
      mark(first, end) {
        target.marked = true
        const block = Math.floor((first - from) / blockSize)
        if (end - first === 1) blocks[block] = 1
        else blocks.fill(1, block, Math.ceil((end - from) / blockSize))
      },
    }
  }
  const bind: Stepper['bind'] = (inputs, states) => networkInputs({ seed, dt, inputs }, receiver, { draws, states })
  let inputs = bind([], new Map())
  /** Whether somebody else adds to the rows of inputs, and does not say which. */
  let elsewhere = false

  const together = whole(work.together, work.published ? Math.max(...work.published.listBytes) / 4 : 0)
  const published = work.published
  const own = published && publishing()
  /** What this thread fired and where to say so, and what all fired. */
  function publishing() {
    const { counts: at, lists, listBytes } = published!
    const slots = Array.from({ length: 2 * published!.interval }, (_, slot) => ({
      counts: Array.from({ length: threads }, (_, t) =>
        whole(at + 4 * lists.length * (slot * threads + t), lists.length),
      ),
      lists: lists.map((list, c) => whole(list + slot * listBytes[c], listBytes[c] / 4)),
    }))
    return { slots }
  }

  /** Puts the list of all threads together; returns its length. */
  function gather(slot: number, pre: number): number {
    const { counts, lists } = own!.slots[slot]
    let count = 0
    for (let t = 0; t < threads; t++) {
      const from = work.firsts[t][pre]
      for (let j = 0; j < counts[t][pre]; j++) together[count++] = lists[pre][from + j]
    }
    return count
  }

  return {
    act() {
      for (let a = 0; a < acts.length; a++) acts[a]()
    },
    // Nothing is allocated in it: small networks do little else.
    integrate(step) {
      const t = step * dt
      learning?.arrive(step)
      for (let p = 0; p < parts.length; p++) {
        const { every, watch, begin, due } = parts[p]
        if (step % every === 0) watch?.()
        begin?.(t)
        for (let d = 0; d < due.length; d++) {
          const { deliver, values, rowBytes, flags, flagBytes, rows } = due[d]
          const row = step % rows
          deliver(values + row * rowBytes, flags + row * flagBytes, step)
        }
      }
      learning?.interval(step)
      inputs.apply(step)
      for (let p = 0; p < parts.length; p++) {
        const part = parts[p]
        const { absent, current, targets } = part
        if (absent.any) silence(part)
        part.disturbed = part.pulsed || elsewhere || (current !== undefined && current.marked)
        for (let v = 0; v < targets.length; v++) {
          const target = targets[v]
          const { rows, acted, marked, deliver, values, rowBytes, flags, flagBytes } = target
          if (acted || elsewhere || marked) deliver(values + rows * rowBytes, flags + rows * flagBytes, step)
          target.marked = false
        }
      }
      learning?.move(step)
      for (let p = 0; p < parts.length; p++) {
        const part = parts[p]
        const { index, absent, channels, noises } = part
        if (part.source) {
          const count = part.fired!(step, lists[index])
          counts[index] = absent.any ? absent.strike(lists[index], count) : count
          continue
        }
        for (let n = 0; n < noises.length; n++) {
          const [at, key] = noises[n]
          normals!(at, part.size, key[0], key[1], step % 2 ** 32, Math.floor(step / 2 ** 32), 0, part.from)
        }
        const doubtful = (step % part.every === 0 ? part.check : part.integrate)(t, step) !== 0
        part.computed[0] += part.ran[0]
        if (doubtful) {
          const found = part.fault()
          if (found) {
            const { neuron, variable, value } = found
            throw new DivergenceError(part.name, part.from + neuron, variable, (step + 1) * dt, value)
          }
        }
        if (part.disturbed) part.restore?.()
        for (let k = 0; k < channels.length; k++) {
          const c = channels[k]
          if (absent.any) counts[c] = absent.strike(lists[c], counts[c])
          if (part.scattered && counts[c] > 1) lists[c].subarray(0, counts[c]).sort()
        }
      }
    },
    publish(slot) {
      const { counts: shown, lists: all } = own!.slots[slot]
      for (let c = 0; c < counts.length; c++) {
        const [count, from] = [counts[c], work.firsts[thread][c]]
        shown[thread][c] = count
        for (let j = 0; j < count; j++) all[c][from + j] = from + lists[c][j]
      }
    },
    send(step, slot) {
      if (learning) {
        learning.continuous(step)
        learning.fired(step, lists, counts)
      }
      let [list, count, whose] = [0, 0, -1]
      for (let q = 0; q < sends.length; q++) {
        const { pre, send, rows, addresses: a } = sends[q]
        if (pre !== whose) {
          count = own ? gather(slot, pre) : counts[pre]
          list = own ? work.together : work.lists[pre]
          whose = pre
        }
        if (count > 0) send(list, count, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], step % rows, a[9])
      }
    },
    fired(see) {
      for (let c = 0; c < counts.length; c++) if (counts[c] > 0) see(c, lists[c], counts[c])
    },
    published(slot, see) {
      const { counts, lists } = own!.slots[slot]
      for (let c = 0; c < lists.length; c++) {
        for (let t = 0; t < threads; t++) {
          const count = counts[t][c]
          if (count > 0) see(c, lists[c].subarray(work.firsts[t][c]), count)
        }
      }
    },
    setInputs(given, states) {
      elsewhere = given === undefined
      inputs = bind(given ?? [], states)
    },
    bind,
  }
}
