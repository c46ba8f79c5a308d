import { check } from '../check.js'
import { firstStep, type Description, type PopulationDescription, type SourceDescription } from '../network/index.js'
import { philox, streamKeys } from '../random/index.js'
import type { Values } from './initial.js'
import { poissonEvents } from './poissonEvents.js'

/** The neurons of a source that fire at a step, in order; the same on every engine, in whatever order steps are asked for. */
export type SourceSpikes = (step: number) => ArrayLike<number>

/**
 * The function that a source is; undefined for neurons with equations.
 *
 * @param parameters live values by name: what stands in them when a step is asked for counts; default those of the model
 */
export function sourceSpikes(
  population: PopulationDescription,
  { seed, dt }: Description,
  parameters: Values = { ...population.model.parameters },
): SourceSpikes | undefined {
  const { source } = population
  switch (source?.kind) {
    case undefined:
      return undefined
    case 'poisson':
      return poissonSpikes(population, source.stream, parameters, seed, dt)
    case 'regular':
      return regularSpikes(population, parameters, dt)
    case 'given':
      return givenSpikes(source)
  }
}

/** {@link poissonEvents}, each neuron at most once. */
function poissonSpikes({ name, size }: PopulationDescription, stream: number, live: Values, seed: number, dt: number) {
  const random = philox(seed, 'poisson source', stream)
  const keys = streamKeys(seed, 'poisson source', stream)
  const fired: number[] = []
  const seen = new Uint8Array(size)
  let rate: number | Float64Array | undefined
  let draw = poissonEvents(0, size, dt)
  return (step: number): ArrayLike<number> => {
    if (rate !== live.rate) {
      checkAll(name, 'rate', live.rate, 'not be negative', x => x >= 0)
      draw = poissonEvents((rate = live.rate), size, dt)
    }
    random.state = { key: keys(step), position: 0 }
    fired.length = 0
    draw(random, i => {
      if (seen[i]) return
      seen[i] = 1
      fired.push(i)
    })
    for (const i of fired) seen[i] = 0
    return Uint32Array.from(fired).sort()
  }
}

function regularSpikes({ name, size }: PopulationDescription, live: Values, dt: number) {
  const all = Uint32Array.from({ length: size }, (_, i) => i)
  const none = new Uint32Array(0)
  const fires = (step: number, period: number, start: number) => {
    // Of the two numbers that rounding leaves open, one is that of the last spike by now.
    const n = Math.max(0, Math.floor((step * dt - start) / period))
    return firstStep(start + n * period, dt) === step || firstStep(start + (n + 1) * period, dt) === step
  }
  let checked: readonly (number | Float64Array)[] = []
  return (step: number): ArrayLike<number> => {
    const { period, start } = live
    if (period !== checked[0] || start !== checked[1]) {
      checkAll(name, 'period', period, 'be positive', x => x > 0)
      checkAll(name, 'start', start, 'not be negative', x => x >= 0)
      checked = [period, start]
    }
    if (typeof period === 'number' && typeof start === 'number') return fires(step, period, start) ? all : none
    const of = (values: number | Float64Array, i: number) => (typeof values === 'number' ? values : values[i])
    return all.filter(i => fires(step, of(period, i), of(start, i)))
  }
}

function givenSpikes({ steps, neurons }: Extract<SourceDescription, { kind: 'given' }>) {
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
  return (step: number): ArrayLike<number> => neurons.subarray(first(step), first(step + 1))
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
