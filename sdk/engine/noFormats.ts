import { learnedFormat, type Description } from '../network/index.js'
import type { Refusal } from './engine.js'

/** The refusal of an engine in which weights in a format cannot learn; undefined for a network without such. */
export function noFormats({ projections }: Description, instead: string): Refusal | undefined {
  const learning = projections.find(projection => learnedFormat(projection))
  if (!learning) return undefined
  const { pre, post, formats } = learning
  return {
    reason: `${pre} -> ${post} learns in weights of ${formats!.w.bits} bits, which this engine cannot; take ${instead}`,
  }
}
