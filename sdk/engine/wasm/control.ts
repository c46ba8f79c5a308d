import { earlier, type Fault } from './faults.js'

/** Places of the words by which threads meet. */
const at = { command: 0, kind: 1, ready: 2, arrived: 3, phase: 4, waiting: 5, failed: 6, textLength: 7 }
const words = 8
const numbersOfFault = 5
const textBytes = 1024

/** What a thread is told to do: steps, to look at its messages. */
export const commands = { run: 0, listen: 1 } as const

/** Loads before a thread that waits lets the processor go: some tens of microseconds. */
const spins = 20_000

/** Shared memory by which so many threads are told what to do, meet, and say what went wrong. */
export const controlBytes = (threads: number) => 4 * words + 8 * (2 + threads * numbersOfFault) + textBytes

/** The words of {@link controlBytes}, as one of the threads sees them. */
export function control(shared: SharedArrayBuffer, threads: number) {
  const word = new Int32Array(shared, 0, words)
  const numbers = new Float64Array(shared, 4 * words, 2)
  const faults = new Float64Array(shared, 4 * words + 16, threads * numbersOfFault)
  const text = new Uint8Array(shared, shared.byteLength - textBytes, textBytes)
  let seen = 0

  /** Returns when a word is no longer what it was. */
  const wait = (index: number, was: number) => {
    for (let s = 0; s < spins; s++) if (Atomics.load(word, index) !== was) return
    Atomics.add(word, at.waiting, 1)
    while (Atomics.load(word, index) === was) Atomics.wait(word, index, was)
    Atomics.sub(word, at.waiting, 1)
  }
  const change = (index: number) => {
    Atomics.add(word, index, 1)
    if (Atomics.load(word, at.waiting) > 0) Atomics.notify(word, index)
  }

  return {
    /** Of the first thread: lets the others do something, once all have said that they are ready. */
    command(kind: (typeof commands)[keyof typeof commands], range = { first: 0, steps: 0 }): void {
      for (let n: number; (n = Atomics.load(word, at.ready)) < threads - 1;) wait(at.ready, n)
      if (kind === commands.listen) Atomics.store(word, at.ready, 0)
      numbers.set([range.first, range.steps])
      Atomics.store(word, at.kind, kind)
      change(at.command)
    },
    ready: (): void => change(at.ready),
    /** Waits for the next command. */
    next() {
      wait(at.command, seen)
      seen = Atomics.load(word, at.command)
      return { kind: Atomics.load(word, at.kind), first: numbers[0], steps: numbers[1] }
    },
    /** Returns when all threads have come here. */
    meet(): void {
      const phase = Atomics.load(word, at.phase)
      if (Atomics.add(word, at.arrived, 1) < threads - 1) return wait(at.phase, phase)
      Atomics.store(word, at.arrived, 0)
      change(at.phase)
    },
    /** Says that a step failed in this thread, and what an error said that is no divergence. */
    fail(thread: number, { step, population, variable, neuron, value }: Fault, error: unknown): void {
      faults.set([step, population, variable, neuron, value], thread * numbersOfFault)
      if (population < 0) {
        const bytes = new TextEncoder().encode(String(error)).subarray(0, textBytes)
        text.set(bytes)
        Atomics.store(word, at.textLength, bytes.length)
      }
      Atomics.add(word, at.failed, 1)
    },
    /** What went wrong first, in any thread. */
    fault(): Fault | undefined {
      if (Atomics.load(word, at.failed) === 0) return undefined
      let first: Fault | undefined
      for (let t = 0; t < threads; t++) {
        const [step, population, variable, neuron, value] = faults.subarray(t * numbersOfFault)
        if (step < 0) continue
        const found = { step, population, variable, neuron, value }
        first = first ? earlier(first, found) : found
      }
      return first
    },
    /** What an error in another thread said. */
    get text(): string {
      return new TextDecoder().decode(text.slice(0, Atomics.load(word, at.textLength)))
    },
    /** Of the first thread, while the others rest. */
    forgive(): void {
      faults.fill(-1)
      Atomics.store(word, at.failed, 0)
    },
  }
}

export type Control = ReturnType<typeof control>
