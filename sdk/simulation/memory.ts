import { check } from '../check.js'
import {
  descriptionMemory,
  plannedDescription,
  projectionName,
  summed,
  type Engine,
  type MemoryItem,
  type PlannedSynapses,
} from '../engine/index.js'
import type { Description, ProjectionDescription } from '../network/index.js'
import { table } from '../table.js'
import { bytesText } from './bytesText.js'
import { drawingOf } from './undrawn.js'

type Table = ReturnType<typeof table>

/** What a network takes in memory, once it is built. Displays itself as a table. Made by `net.memory()`. */
export class NetworkMemory {
  /** Of the description and the engine together, in bytes; recordings come on top. */
  readonly total: number
  readonly description: number
  /** Undefined where the engine does not know. */
  readonly engine: number | undefined
  /** Bytes that this machine has free, where that can be known. */
  readonly free = freeMemory()
  private readonly rows: readonly Row[]

  /** @internal */
  constructor(
    readonly engineName: string,
    description: readonly MemoryItem[],
    engine: readonly MemoryItem[] | undefined,
  ) {
    this.description = sum(description)
    this.engine = engine && sum(engine)
    this.total = this.description + (this.engine ?? 0)
    const held = (part: string, name: string, items: readonly MemoryItem[] = []) =>
      sum(items.filter(item => item.part === part && item.name === name))
    const keys = new Map(
      [...description, ...(engine ?? [])].map(({ part, name }) => [`${part} ${name}`, { part, name }]),
    )
    this.rows = [...keys.values()].map(({ part, name }) => ({
      part,
      name,
      description: held(part, name, description),
      engine: held(part, name, engine),
    }))
  }

  /** `part`, `name`, and bytes in the `description` and in the `engine`: of populations, projections, arrivals, exchange. */
  table(): Table {
    const { rows } = this
    return table(
      {
        part: rows.map(({ part }) => part),
        name: rows.map(({ name }) => name),
        description: Float64Array.from(rows, row => row.description),
        engine: Float64Array.from(rows, row => row.engine),
      },
      { units: { description: 'bytes', engine: 'bytes' } },
    )
  }

  /** What a notebook shows. */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    const cells = this.cells()
    const row = (line: readonly string[], tag: string) =>
      `<tr>${line.map((cell, k) => `<${tag} style="text-align:${k < 2 ? 'left' : 'right'}">${escaped(cell)}</${tag}>`).join('')}</tr>`
    const body = cells.slice(1).map(line => row(line, 'td'))
    return {
      'text/html': `<table><thead>${row(cells[0], 'th')}</thead><tbody>${body.join('')}</tbody></table><div>${escaped(this.headline)}</div>`,
      'text/plain': this.toString(),
    }
  }

  /** As text, for a terminal. */
  toString(): string {
    const cells = this.cells()
    const widths = cells[0].map((_, k) => Math.max(...cells.map(line => line[k].length)))
    const lines = cells.map(line =>
      line.map((cell, k) => (k < 2 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join('  '),
    )
    return [...lines, this.headline].join('\n')
  }

  /** One line. */
  get headline(): string {
    const { total, free, engineName, engine } = this
    const whole =
      engine === undefined ? `without engine "${engineName}", which does not know its own` : `engine "${engineName}"`
    return `${bytesText(total)} in all, ${whole}${free === undefined ? '' : `; ${bytesText(free)} free`}`
  }

  private cells(): string[][] {
    const amount = (bytes: number) => (bytes === 0 ? '' : bytesText(bytes))
    const lines = this.rows.map(({ part, name, description, engine }) => [
      part,
      name,
      amount(description),
      amount(engine),
    ])
    return [['part', 'name', 'description', 'engine'], ...lines]
  }
}

interface Row {
  readonly part: string
  readonly name: string
  readonly description: number
  readonly engine: number
}

/**
 * What a description takes on an engine, without drawing what is not drawn yet: of that, the figures are those of its
 * expected number of synapses and of some of its delays, and what learning rules keep of it is not counted.
 */
export function networkMemory(engine: Engine, description: Description): NetworkMemory {
  const { projections } = description
  const planned = projections.flatMap(projection => {
    const plan = drawingOf(projection)?.plan
    return plan ? [{ part: 'projection' as const, name: projectionName(projection), ...plan }] : []
  })
  const drawn = { ...description, projections: projections.map(standIn) }
  // Where their rows begin is in the stand-ins.
  const items = (of: (planned: PlannedSynapses) => number) =>
    planned.map(({ part, name, planned }): MemoryItem => {
      const beginnings = of({ ...planned, count: 0 })
      return { part, name, bytes: of(planned) - beginnings }
    })
  const own = engine.memory?.(drawn)
  return new NetworkMemory(
    engine.name,
    summed([...descriptionMemory(drawn), ...items(each => plannedDescription(each).kept)]),
    own && summed([...own, ...items(each => engine.memoryOf?.(each) ?? 0)]),
  )
}

/** A projection as it is; one that is not drawn yet as if it had no synapse, but the longest delay. */
function standIn(projection: ProjectionDescription): ProjectionDescription {
  const plan = drawingOf(projection)?.plan
  if (!plan) return projection
  const { pre, post, variable, continuous, dendriticDelay, rules } = projection
  const { sources, weights, delays } = plan.planned
  return {
    ...{ pre, post, variable, continuous, dendriticDelay, rules },
    offsets: new Uint32Array(sources + 1),
    targets: new Uint32Array(0),
    weights: weights ? new Float64Array(0) : 0,
    delays: delays ? new Uint16Array(0) : plan.delay,
    longest: plan.delay,
  }
}

/** What projections will take in the description that are not drawn yet. */
const undrawnBytes = ({ projections }: Description) =>
  projections.reduce((bytes, projection) => {
    const plan = drawingOf(projection)?.plan
    return bytes + (plan ? plannedDescription(plan.planned).kept : 0)
  }, 0)

/** Below so many bytes nothing is asked: there is always as much. */
const worthAsking = 2 ** 26

/** A neuron takes no less, its state and parameters. */
const leastOfNeuron = 16

/**
 * Whether synapses fit that are not drawn yet, beside what the network has.
 *
 * @param expected whether their number is drawn, too: it may be a little more or less
 * @throws RangeError with the figures and what to do, if they do not
 */
export function checkPlanned(
  where: string,
  engine: Engine,
  describe: () => Description,
  planned: PlannedSynapses,
  expected: boolean,
): void {
  const { kept, drawing } = plannedDescription(planned)
  const own = engine.memoryOf?.(planned) ?? 0
  if (kept + own < worthAsking) return
  const { most } = engine
  const description = describe()
  const before = networkMemory(engine, description)
  const count = `${expected ? 'some ' : ''}${planned.count.toLocaleString('en')} synapses`
  const instead = 'use fewer synapses, or one weight and one delay for all'
  check(
    most === undefined || (before.engine ?? 0) + own <= most,
    () =>
      `${where}: ${count} would take ${bytesText(own)} in engine "${engine.name}", beside ${bytesText(before.engine ?? 0)}; it has ${bytesText(most!)}; ${instead}`,
  )
  const free = freeMemory()
  // What is drawn goes before the engine begins.
  const needed = undrawnBytes(description) + kept + Math.max(drawing, own + (before.engine ?? 0))
  check(
    free === undefined || needed <= free,
    () =>
      `${where}: ${count} would take ${bytesText(needed)}, and this machine has ${bytesText(free!)} free; ${instead}`,
  )
}

/**
 * Whether newborns fit, by what neurons of their population and the synapses at these take on average.
 *
 * @throws RangeError with the figures and what to do, if they do not
 */
export function checkBirths(
  where: string,
  engine: Engine,
  describe: () => Description,
  population: string,
  count: number,
): void {
  if (count * leastOfNeuron < worthAsking) return
  const description = describe()
  const { size } = description.populations.find(({ name }) => name === population)!
  const joined = new Set(
    description.projections.filter(({ pre, post }) => pre === population || post === population).map(projectionName),
  )
  const grown = (items: readonly MemoryItem[]) =>
    sum(items) +
    (sum(items.filter(({ part, name }) => (part === 'population' ? name === population : joined.has(name)))) * count) /
      size
  const own = grown(engine.memory?.(description) ?? [])
  const { most } = engine
  const born = `${count.toLocaleString('en')} newborns`
  check(
    most === undefined || own <= most,
    () =>
      `${where}: with ${born} the network would take some ${bytesText(own)} in engine "${engine.name}"; it has ${bytesText(most!)}; let fewer be born`,
  )
  const free = freeMemory()
  const needed = own + grown(descriptionMemory(description))
  check(
    free === undefined || needed <= free,
    () =>
      `${where}: with ${born} the network would take some ${bytesText(needed)}, and this machine has ${bytesText(free!)} free; let fewer be born`,
  )
}

/** Whether a network that is about to be built fits. @throws RangeError with the figures if it does not */
export function checkFits(engine: Engine, description: Description): void {
  const needed = sum(engine.memory?.(description) ?? [])
  const free = needed < worthAsking ? undefined : freeMemory()
  check(
    free === undefined || needed <= free,
    () =>
      `run: engine "${engine.name}" needs ${bytesText(needed)} for this network (net.memory() says for what), and this machine has ${bytesText(free!)} free; use fewer neurons, shorter delays or fewer synapses`,
  )
}

const sum = (items: readonly MemoryItem[]) => items.reduce((total, { bytes }) => total + bytes, 0)

/** What this process may still take, where that can be known. */
const freeMemory = (): number | undefined => (typeof process === 'object' ? process.availableMemory?.() : undefined)

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
