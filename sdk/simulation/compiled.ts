import { check } from '../check.js'
import { stopSignal } from '../stopSignal.js'
import { drawAll, enginePause } from './building.js'
import { checkFits } from './memory.js'
import type { Engine, Simulation, Snapshot } from '../engine/index.js'
import type { Description, InputDescription } from '../network/index.js'

/** A network in its engine: compiled when it is first needed, at the latest by a run. */
export class Compiled {
  /** Undefined until the engine is done. */
  simulation?: Simulation
  private building?: Promise<Simulation>
  /** How many wait for it, and how often it was given up. */
  private waiting = 0
  private attempt = 0

  constructor(
    readonly engine: Engine,
    readonly describe: () => Description,
  ) {}

  /** Whether somebody needed it: before that, the network may be changed. */
  get isStarted(): boolean {
    return this.building !== undefined
  }

  /** Steps done so far. */
  get step(): number {
    return this.simulation?.step ?? 0
  }

  /**
   * The simulation, built if it is not yet: from the start, or from a snapshot.
   *
   * @param signal ends the waiting; default an interrupt. Where nobody waits any more, building stops, and the network is
   *   as it was; what is drawn of it by then stays.
   */
  async start(from?: Snapshot, signal = stopSignal()): Promise<Simulation> {
    if (this.simulation) return this.simulation
    signal?.throwIfAborted()
    this.waiting++
    try {
      this.building ??= this.build(from)
      return await (signal ? unlessAborted(this.building, signal) : this.building)
    } finally {
      this.waiting--
      if (signal?.aborted && !this.simulation && this.waiting === 0) this.stop()
    }
  }

  setInputs(inputs: readonly InputDescription[]): void {
    this.simulation?.setInputs(inputs)
  }

  async dispose(): Promise<void> {
    await this.simulation?.dispose()
    this.simulation = undefined
    this.stop()
  }

  private stop(): void {
    this.building = undefined
    this.attempt++
  }

  private async build(from?: Snapshot): Promise<Simulation> {
    const { attempt } = this
    const wanted = () => {
      if (this.attempt !== attempt) throw new Error('the network was reset, or its run stopped, while it was built')
    }
    try {
      const description = this.describe()
      check(description.populations.length > 0, 'run: the network is empty; add a population first')
      await drawAll(description.projections, wanted)
      checkFits(this.engine, description)
      const { pause, done } = enginePause(wanted)
      const simulation = await this.engine.compile(description, from, pause).finally(done)
      // Inputs may have come and gone meanwhile.
      const { inputs } = this.describe()
      const same = inputs.length === description.inputs.length && inputs.every((x, i) => x === description.inputs[i])
      if (!same) simulation.setInputs(inputs)
      if (this.attempt !== attempt) await simulation.dispose()
      wanted()
      return (this.simulation = simulation)
    } catch (error) {
      if (this.attempt === attempt) this.building = undefined
      throw error
    }
  }
}

/** What becomes of a promise, unless a signal is aborted before. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason as Error)
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
