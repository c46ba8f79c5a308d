import { check } from '../check.js'
import { checkFits } from './memory.js'
import type { Engine, Simulation, Snapshot } from '../engine/index.js'
import type { Description, InputDescription } from '../network/index.js'

/** A network in its engine: compiled when it is first needed, at the latest by a run. */
export class Compiled {
  /** Undefined until the engine is done. */
  simulation?: Simulation
  private building?: Promise<Simulation>

  constructor(
    readonly engine: Engine,
    private readonly describe: () => Description,
  ) {}

  /** The simulation, or the promise of it; undefined before anybody needed it: then the network may be changed. */
  get started(): Promise<Simulation> | undefined {
    return this.building
  }

  /** Steps done so far. */
  get step(): number {
    return this.simulation?.step ?? 0
  }

  /** The simulation, compiled if it is not yet: from the start, or from a snapshot. */
  start(from?: Snapshot): Promise<Simulation> {
    return (this.building ??= this.compile(from))
  }

  setInputs(inputs: readonly InputDescription[]): void {
    this.simulation?.setInputs(inputs)
  }

  async dispose(): Promise<void> {
    await this.simulation?.dispose()
    this.simulation = this.building = undefined
  }

  private async compile(from?: Snapshot): Promise<Simulation> {
    try {
      const description = this.describe()
      check(description.populations.length > 0, 'run: the network is empty; add a population first')
      checkFits(this.engine, description)
      const simulation = await this.engine.compile(description, from)
      // Inputs may have come and gone meanwhile.
      const { inputs } = this.describe()
      const same = inputs.length === description.inputs.length && inputs.every((x, i) => x === description.inputs[i])
      if (!same) simulation.setInputs(inputs)
      return (this.simulation = simulation)
    } catch (error) {
      this.building = undefined
      throw error
    }
  }
}
