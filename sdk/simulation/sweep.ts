import { check, kindOf } from '../check.js'
import { refuseUnknown } from '../options.js'
import { stopSignal } from '../stopSignal.js'
import { table } from '../table.js'
import { progress } from '../progress.js'

/** Values of each parameter. */
export type Parameters = Readonly<Record<string, readonly (number | string | boolean)[]>>

/** One run of a sweep. */
export interface SweepRun {
  readonly seed: number
  /** The signal of the whole sweep, to be passed on: `net.run('1 s', { signal })`. */
  readonly signal?: AbortSignal
}

export interface SweepOptions {
  /** Units by column, of parameters and results: `{ rate: 'Hz' }`. */
  units?: Readonly<Record<string, string>>
  /** Told after every run how many of all are done. */
  onProgress?: (done: number, all: number) => void
  /** Stops between two runs when aborted: the promise is rejected with its reason. */
  signal?: AbortSignal
}

/** What a run found out. */
export type SweepResult = Readonly<Record<string, number | string | boolean | null>>

/**
 * Runs one network after the other: for every combination of the parameters and every seed `build` makes a network,
 * runs it, and returns what it found out. A run depends on its parameters and its seed alone, whatever ran before.
 *
 * @param parameters the values of each, by name
 * @param seeds at least one
 * @param build told the parameters of a run and its seed; returns results by name, the same names every time
 * @param options `units`, `onProgress`, `signal`
 * @returns an Arquero table, a row for each run: the parameters, `seed`, the results. The first parameter varies most
 *   slowly, the seed fastest. `plot.sweep` draws it
 * @throws RangeError for a parameter without values or named `seed`, no seed, one given twice, results that differ in
 *   their names, or an unknown option; what `build` throws passes through
 * @example
 * const runs = await sweep({ weight: [4, 8, 12], p: [0, 0.02, 1] }, [1, 2, 3], async ({ weight, p }, { seed, signal }) => {
 *   const net = network({ seed })
 *   const cells = net.population('cells', 500, izhikevich('RS'))
 *   net.connect(cells, cells, { topology: smallWorld({ k: 6, p }), weight, delay: '2 ms' })
 *   net.stimulate(cells, poisson({ rate: '20 Hz', weight: 10 }))
 *   const spikes = net.record(cells, 'spikes')
 *   await net.run('1 s', { signal })
 *   return { rate: spikes.count / cells.size }
 * }, { units: { rate: 'Hz' } })
 * plot.sweep(runs)
 */
export async function sweep<P extends Parameters>(
  parameters: P,
  seeds: readonly number[],
  build: (parameters: { [Name in keyof P]: P[Name][number] }, run: SweepRun) => Promise<SweepResult> | SweepResult,
  options: SweepOptions = {},
): Promise<ReturnType<typeof table>> {
  refuseUnknown('sweep', options, ['units', 'onProgress', 'signal'])
  const { units = {}, onProgress } = options
  const signal = stopSignal(options.signal)
  checkParameters(parameters)
  checkSeeds(seeds)
  check(typeof build === 'function', `sweep: expected a function that builds and runs a network, got ${kindOf(build)}`)
  const all = combinations(parameters).flatMap(values => seeds.map(seed => ({ values, seed })))
  const results: SweepResult[] = []
  const shown = progress({ whole: true })
  try {
    for (const { values, seed } of all) {
      signal?.throwIfAborted()
      shown.update(results.length / all.length, () => `${results.length} of ${all.length} runs`)
      const run = { seed, ...(signal && { signal }) }
      results.push(checkedResult(await build(values as never, run), results[0], values, seed))
      onProgress?.(results.length, all.length)
      // Between runs there is time for interrupts, and for the progress to be seen.
      await new Promise<void>(resolve => setTimeout(resolve))
    }
  } finally {
    shown.done()
  }
  const column = (rows: readonly SweepResult[], name: string) => rows.map(row => row[name])
  const columnsOf = (rows: readonly SweepResult[]) =>
    Object.fromEntries(Object.keys(rows[0]).map(name => [name, column(rows, name)]))
  const given = columnsOf(all.map(({ values }) => values))
  const seed = Float64Array.from(all, run => run.seed)
  return table({ ...given, seed, ...columnsOf(results) }, { units })
}

function checkParameters(parameters: Parameters): void {
  check(
    typeof parameters === 'object' && parameters !== null && Object.keys(parameters).length > 0,
    `sweep: expected values of parameters by name, such as { weight: [4, 8] }, got ${kindOf(parameters)}`,
  )
  check(!('seed' in parameters), 'sweep: "seed" is no parameter; the seeds are given beside the parameters')
  for (const [name, values] of Object.entries(parameters)) {
    check(
      Array.isArray(values) && values.length > 0,
      `sweep: parameter "${name}" must be a list of values, got ${Array.isArray(values) ? 'an empty one' : kindOf(values)}`,
    )
    const twice = (values as Parameters[string]).find((value, i) => values.indexOf(value) !== i)
    check(twice === undefined, `sweep: parameter "${name}" has ${String(twice)} twice`)
  }
}

function checkSeeds(seeds: readonly number[]): void {
  check(
    Array.isArray(seeds) && seeds.length > 0,
    `sweep: expected a list of seeds, such as [1, 2, 3], got ${kindOf(seeds)}`,
  )
  for (const [i, seed] of seeds.entries()) {
    check(Number.isSafeInteger(seed), `sweep: seed ${i} must be a whole number, got ${String(seed)}`)
    check(seeds.indexOf(seed) === i, `sweep: seed ${seed} is there twice`)
  }
}

type Values = Readonly<Record<string, number | string | boolean>>

/** Every choice of one value of each, the first parameter varying most slowly. */
const combinations = (parameters: Parameters): Values[] =>
  Object.entries(parameters).reduce<Values[]>(
    (rows, [name, values]) => rows.flatMap(row => values.map(value => ({ ...row, [name]: value }))),
    [{}],
  )

function checkedResult(result: SweepResult, first: SweepResult | undefined, values: Values, seed: number): SweepResult {
  const where = `sweep: the run with ${Object.entries({ ...values, seed })
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')}`
  check(
    typeof result === 'object' && result !== null && !Array.isArray(result),
    `${where} must return results by name, such as { rate: 5 }, got ${kindOf(result)}`,
  )
  const names = Object.keys(result)
  check(names.length > 0, `${where} returned no result`)
  const taken = names.find(name => name === 'seed' || Object.hasOwn(values, name))
  check(taken === undefined, `${where} returned a result "${taken}", which is the name of a parameter`)
  const expected = Object.keys(first ?? result)
  check(
    names.length === expected.length && expected.every(name => Object.hasOwn(result, name)),
    `${where} returned ${names.join(', ')}, the first one ${expected.join(', ')}; all must return the same`,
  )
  return result
}
