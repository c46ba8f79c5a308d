import { check } from '../check.js'
import { firstStep, type Description, type PopulationDescription, type SourceDescription } from '../network/index.js'
import { streamKeys } from '../random/index.js'
import { plainDraws, type Draws } from './draws.js'
import type { Values } from './initial.js'
import { poissonEvents } from './poissonEvents.js'

/**
 * Writes the neurons of a source that fire at a step into a list with room for all, in order, and returns how many they
 * are; the same on every engine, in whatever order steps are asked for.
 */
export type SourceSpikes = (step: number, into: Uint32Array) => number

/**
 * The function that a source is; undefined for neurons with equations.
 *
 * @param parameters live values by name: what stands in them when a step is asked for counts; default those of the model
 */
export function sourceSpikes(
  population: PopulationDescription,
  { seed, dt }: Description,
  parameters: Values = { ...population.model.parameters },
  draws: Draws = plainDraws,
): SourceSpikes | undefined {
  const { source } = population
  switch (source?.kind) {
    case undefined:
      return undefined
    case 'poisson':
      return poissonSpikes(population, source.stream, parameters, seed, dt, draws)
    case 'regular':
      return regularSpikes(population, parameters, dt)
    case 'given':
      return givenSpikes(source)
  }
}

/** The same as lists of their own. */
export function spikeLists(...given: Parameters<typeof sourceSpikes>): ((step: number) => Uint32Array) | undefined {
  const spikes = sourceSpikes(...given)
  const list = new Uint32Array(given[0].size)
  return spikes && (step => list.slice(0, spikes(step, list)))
}

/** {@link poissonEvents}, each neuron at most once. */
function poissonSpikes(
  { name, size }: PopulationDescription,
  stream: number,
  live: Values,
  seed: number,
  dt: number,
  draws: Draws,
): SourceSpikes {
  const keys = streamKeys(seed, 'poisson source', stream)
  const seen = new Uint8Array(size)
  let list: Uint32Array = new Uint32Array(0)
  let count = 0
  const add = (i: number) => {
    if (seen[i]) return
    seen[i] = 1
    list[count++] = i
  }
  let rate: number | Float64Array | undefined
  let draw = poissonEvents(keys, 0, size, dt)
  return (step, into) => {
    if (rate !== live.rate) {
      checkAll(name, 'rate', live.rate, 'not be negative', x => x >= 0)
      draw = poissonEvents(keys, (rate = live.rate), size, dt, draws)
    }
    list = into
    count = 0
    draw(step, add)
    for (let j = 0; j < count; j++) seen[into[j]] = 0
    sortFirst(into, count)
    return count
  }
}

/** Sorts the first of a list; a few by insertion, without a view of them. */
function sortFirst(list: Uint32Array, count: number): void {
  if (count > 16) {
    list.subarray(0, count).sort()
    return
  }
  for (let j = 1; j < count; j++) {
    const one = list[j]
    let at = j
    for (; at > 0 && list[at - 1] > one; at--) list[at] = list[at - 1]
    list[at] = one
  }
}

function regularSpikes({ name, size }: PopulationDescription, live: Values, dt: number): SourceSpikes {
  const fires = (step: number, period: number, start: number) => {
    // Of the two numbers that rounding leaves open, one is that of the last spike by now.
    const n = Math.max(0, Math.floor((step * dt - start) / period))
    return firstStep(start + n * period, dt) === step || firstStep(start + (n + 1) * period, dt) === step
  }
  let checked: readonly (number | Float64Array)[] = []
  return (step, into) => {
    const { period, start } = live
    if (period !== checked[0] || start !== checked[1]) {
      checkAll(name, 'period', period, 'be positive', x => x > 0)
      checkAll(name, 'start', start, 'not be negative', x => x >= 0)
      checked = [period, start]
    }
    const together = typeof period === 'number' && typeof start === 'number'
    if (together && !fires(step, period, start)) return 0
    const of = (values: number | Float64Array, i: number) => (typeof values === 'number' ? values : values[i])
    let count = 0
    for (let i = 0; i < size; i++) if (together || fires(step, of(period, i), of(start, i))) into[count++] = i
    return count
  }
}

function givenSpikes({ steps, neurons }: Extract<SourceDescription, { kind: 'given' }>): SourceSpikes {
  /** Index of the first spike at or after a step, by bisection. */
  const first = (step: number) => {
    let low = 0
    let high = steps.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (steps[middle] < step) low = middle + 1
      else high = middle
    }
    return low
  }
  return (step, into) => {
    const from = first(step)
    let count = 0
    while (steps[from + count] === step) into[count] = neurons[from + count++]
    return count
  }
}

function checkAll(
  population: string,
  what: string,
  values: number | Float64Array,
  words: string,
  holds: (x: number) => boolean,
): void {
  const fits = (x: number) => Number.isFinite(x) && holds(x)
  const bad = typeof values === 'number' ? (fits(values) ? -1 : 0) : values.findIndex(x => !fits(x))
  const found = typeof values === 'number' ? values : values[bad]
  check(bad < 0, `population "${population}": ${what} must ${words}, got ${found} for neuron ${bad}`)
}
