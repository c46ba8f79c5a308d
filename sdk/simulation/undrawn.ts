import type { PlannedSynapses } from '../engine/index.js'
import type { ProjectionDescription, SynapseColumns } from '../network/index.js'

/** A projection but for what is drawn. */
export type Undrawn = Omit<ProjectionDescription, keyof SynapseColumns>

/** What a drawing needs to know. */
export interface DrawingPlan {
  /** Begins to draw: yields the share done. The same whenever and how often it is called. */
  readonly begin: () => Generator<number, Partial<ProjectionDescription>, void>
  readonly planned: PlannedSynapses
  /** Whether the number of synapses is certain. */
  readonly exact: boolean
  /** The longest delay of some of its synapses, in steps. */
  readonly delay: number
}

/** Synapses that are drawn when they are first needed: piece by piece, or then and there by whoever reads them. */
export class Drawing {
  /** How much is drawn, 0 to 1. */
  share = 0
  private work?: ReturnType<DrawingPlan['begin']>
  private busy = false
  private columns?: Partial<ProjectionDescription>

  constructor(readonly plan: DrawingPlan) {}

  /** Draws another piece. @returns whether that was the last */
  step(): boolean {
    if (this.columns) return true
    // What an interrupt stopped in the midst of a piece begins anew.
    if (!this.work || this.busy) this.work = this.plan.begin()
    this.busy = true
    try {
      const { done, value } = this.work.next()
      if (done) {
        this.columns = value
        this.work = undefined
      } else this.share = value
    } catch (error) {
      this.work = undefined
      this.share = 0
      throw error
    } finally {
      this.busy = false
    }
    return this.columns !== undefined
  }

  /** All of it, now. */
  finish(): Partial<ProjectionDescription> {
    while (!this.step());
    return this.columns!
  }
}

const key = Symbol('drawing')

/** The drawing of a projection whose synapses are not drawn yet. */
export const drawingOf = (projection: ProjectionDescription): Drawing | undefined =>
  (projection as { [key]?: Drawing })[key]

/**
 * The description of a projection that draws its synapses when one of its columns is read, and is plain data from then on.
 *
 * @param columns what is drawn
 */
export function undrawn(
  given: Undrawn,
  columns: readonly (keyof ProjectionDescription)[],
  plan: DrawingPlan,
): ProjectionDescription {
  const drawing = new Drawing(plan)
  const description = { ...given } as ProjectionDescription
  Object.defineProperty(description, key, { value: drawing, configurable: true })
  for (const column of columns) {
    const get = () => {
      settle(description)
      return description[column]
    }
    Object.defineProperty(description, column, { get, enumerable: true, configurable: true })
  }
  return description
}

/** Puts what is drawn in its place; draws what is not. */
export function settle(description: ProjectionDescription): void {
  const drawing = drawingOf(description)
  if (!drawing) return
  for (const [name, value] of Object.entries(drawing.finish()))
    Object.defineProperty(description, name, { value, enumerable: true, configurable: true, writable: true })
  Reflect.deleteProperty(description, key)
}
