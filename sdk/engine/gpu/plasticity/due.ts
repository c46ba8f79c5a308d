import type { SynapseModel } from '../../../model/index.js'
import type { Description } from '../../../network/index.js'
import type { Part } from './program.js'

/** Statements of `every` of a rule, known by a number within their projection. */
export interface DuePart extends Part {
  readonly key: number
}

/** Of each projection what is due. */
export type Due = readonly (readonly DuePart[])[]

/** When statements of `every` are due: at multiples of their interval, not at the start. */
export function dueTimes({ projections, dt }: Pick<Description, 'projections' | 'dt'>) {
  const parts = projections.map(({ rules = [] }) =>
    rules
      .flatMap(({ model }, rule) => intervals(model, dt).map(each => ({ rule, ...each })))
      .map((part, key) => ({ ...part, key })),
  )
  const none: Due = parts.map(() => [])
  const steps = [...new Set(parts.flatMap(of => of.map(({ steps }) => steps)))]
  const isDue = (step: number, every: number) => step > 0 && step % every === 0
  return {
    /** Whether anything ever is. */
    ever: steps.length > 0,
    none,
    at: (step: number): Due =>
      steps.some(every => isDue(step, every)) ? parts.map(of => of.filter(({ steps }) => isDue(step, steps))) : none,
    /** Steps from this one to the next after it at which something is due. */
    until: (step: number): number => steps.reduce((least, every) => Math.min(least, every - (step % every)), Infinity),
  }
}

const intervals = ({ every }: SynapseModel, dt: number) =>
  every.map(({ interval, statements }) => ({ statements, steps: Math.round(interval / dt) }))
