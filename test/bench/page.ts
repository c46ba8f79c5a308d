import type { Measured } from './measure.js'
import type { Goal, Row } from './row.js'
import type { Change, Cost } from './silence.js'

/** What docs/bench.json holds. */
export interface Results {
  readonly rows: Record<string, Result>
  readonly activity?: readonly Cost[]
  readonly sleepError?: readonly Change[]
}

export interface Result {
  readonly title: string
  readonly unit: Row['unit']
  readonly goals: readonly Goal[]
  readonly machine: { readonly node: string; readonly processor?: string; readonly cores: number }
  readonly contenders: readonly Measured[]
}

const digits = (x: number, n: number) => Number(x.toPrecision(n)).toLocaleString('en', { maximumSignificantDigits: n })

function speed(seconds: number, unit: Row['unit']): string {
  if (unit === 'update') return `${digits(1e-6 / seconds, 3)} M updates/s`
  if (unit === 'biological second') return `${digits(1 / seconds, 3)} x real time`
  if (unit === 'megabyte') return `${digits(seconds, 3)} MB`
  return seconds < 0.1 ? `${digits(1000 * seconds, 3)} ms` : `${digits(seconds, 3)} s`
}

/** A goal in words, and whether it was met. */
function verdict(goal: Goal, contenders: readonly Measured[]): string | undefined {
  if ('rival' in goal) {
    const rival = contenders.find(({ name }) => name === goal.rival)
    if (!rival) return undefined
    return `${goal.times} x ${goal.rival}: ${rival.ratio >= goal.times ? 'met' : `missed, ${digits(rival.ratio, 3)} x`}`
  }
  if ('realTime' in goal) {
    const times = 1 / contenders[0].seconds
    return `${goal.realTime} x real time: ${times >= goal.realTime ? 'met' : `missed, ${digits(times, 3)} x`}`
  }
  if ('most' in goal) {
    const ours = contenders.find(({ name }) => name === goal.of)
    if (!ours) return undefined
    const met = ours.ratio <= goal.most
    return `${goal.of} at most ${goal.most} x ${contenders[0].name}: ${met ? 'met' : `missed, ${digits(ours.ratio, 3)} x`}`
  }
  if ('megabytes' in goal) {
    const [{ seconds: used }] = contenders
    return `at most ${goal.megabytes} MB: ${used <= goal.megabytes ? 'met' : `missed, ${digits(used, 3)} MB`}`
  }
  const [ours] = goal.of ? contenders.filter(({ name }) => name === goal.of) : contenders
  const met = ours.seconds <= goal.seconds
  const rate = (seconds: number) => `${digits(1e-6 / seconds, 3)} M/s`
  if (goal.of) return `${goal.of} at least ${rate(goal.seconds)}: ${met ? 'met' : `missed, ${rate(ours.seconds)}`}`
  return `at most ${goal.seconds} s: ${met ? 'met' : `missed, ${digits(ours.seconds, 3)} s`}`
}

const verdicts = ({ goals, contenders }: Result) => goals.map(goal => verdict(goal, contenders)).filter(x => !!x)

/** A row for the terminal. */
export function rowText(result: Result): string {
  const { title, unit, contenders } = result
  const lines = contenders.map(
    ({ name, seconds, ratio }) =>
      `  ${name.padEnd(36)} ${speed(seconds, unit).padStart(20)} ${ratio.toFixed(2).padStart(9)}`,
  )
  return [title, ...lines, ...verdicts(result).map(text => `  goal: ${text}`)].join('\n')
}

const limits = `## Where the time goes, and what was tried

Shares are of profiles by \`perf\` with V8's map of compiled code; factors are of minima of alternated runs in one process.

- **Izhikevich**: all of it is one loop. Nobody can foresee who fires, and a branch in each vector that was foreseen wrongly cost a third of the step: the masks of 256 vectors are now noted, and then looked at together, 64 cells a word; who fired is reset one by one (1.45 times quicker). Who may fall asleep and what is almost 0 took a quarter of the time for an eighth of the steps: now it is looked at every sixteenth, at one variable first (1.09). Between steps nothing is looked up by name: 67 ns a step instead of 178 (1.05 at 4,000 cells). Kept before: no multiplication by a dt of 1, one sum that finds NaN instead of a product, long runs of words without a sleeper (together 1.33), spikes kept as neurons alone, 4 bytes instead of 16 (1.07). Tried and left: eight steps of a block while it is in cache (1.00 at 4,000 cells, 1.04 at 100,000, 1.16 at a million: it is arithmetic that bounds it, and few networks have eight steps in which nothing arrives), states and currents interleaved by vectors (.98, .96, .85), two or four vectors an iteration (1.01 to 1.03), a current that is the same for all as a constant (1.01), NaN found by a product of states (.95), by the bits of the exponent (.9), vectors that fire left out of the sum (.92). Without any test for NaN it would be 1.13 times quicker, and a run would not stop where it diverged.
- **CUBA**: nearly half was the delivery of crowded rows, where each block asks whether it is meant; a row with an eighth of its blocks flagged is now added whole (1.55 times quicker). What is left: the step 60 %, delivery 20 %, spikes to synapses 16 %.
- **CUBA, cold**, in ms of processor time: Node 52, the import 64, the model 4, drawing the synapses 53, wabt 22, generating and assembling 24, V8's compilation of the parts of wabt that are busy 25, of ours and the first step 40, the run itself 36 and its warming up 35. Kept: the doors as bundles instead of 390 modules (-120), wabt by \`require\` (-42), no functions that nothing calls (-15). Tried and left: compiling synchronously (no difference), bundles made small (-6, but traces of errors are unreadable), without names of functions (-3), text without white space or with short names (0 to -10), V8's validation instead of wabt's (-2), lazy compilation of WebAssembly (no difference).
- **Brunel**: Poisson counts took 40 %; with a guide table (Chen & Asau 1974) a quarter of that. Synapses go four at a time, and without flags where a row is crowded: 1.2 times quicker, the whole 1.55. What is left: spikes to synapses 49 %, copying and adding the counts 27 %, drawing them 15 %.
- **Small world within a bound**: exchanging places of those who wake and fall asleep is a third, nearly all of it waiting for memory. Kept: states alone where neurons do not differ in anything else, one law in registers, silent blocks skipped by 64 (together 1.3 times quicker).
- **Song, Miller & Abbott**: half was the drawing of the inputs in JavaScript, a stream keyed by the step at a time and a list made for each. Kept: key, count and places in one call of WebAssembly, lists that are filled in place (3 times quicker, the whole). What is left is calls: some .5 us a step.
- **Dopamine**: two thirds were the input as a function, 1,000 calls a step; as \`uniformNoise\` drawn and added by WebAssembly it is a tenth. Of the rest most is the eligibility of 80,000 synapses, a hundred times a second: in ns a synapse, with \`exp\` and \`min\` and \`max\` as WebAssembly has them 2.8, with \`pmin\` and \`pmax\` 2.1, with decays from a table .73, with a test for NaN alone, since what is clipped is within its bounds, .65. Tried and left: steps as vectors and lanes taken from them (.75), faults gathered and looked at after the loop (.66), two vectors an iteration with one test (.57).
- **STDP**: the same tables and tests; in double precision, where \`exp\` costs most, 1.8 times quicker.
`

/** The page of the docs. */
export function page({ rows, activity = [], sleepError = [] }: Results): string {
  const table = Object.values(rows).flatMap(({ title, unit, contenders }) =>
    contenders.map(
      ({ name, seconds, ratio }, c) =>
        `| ${c === 0 ? title : ''} | ${name} | ${speed(seconds, unit)} | ${c === 0 ? '' : digits(ratio, 3)} |`,
    ),
  )
  const goals = Object.values(rows).flatMap(result => verdicts(result).map(text => `| ${result.title} | ${text} |`))
  const machines = new Map<string, string[]>()
  for (const [name, { machine: m }] of Object.entries(rows)) {
    const text = `${m.processor ?? 'an unknown processor'}, ${m.cores} cores, Node ${m.node}`
    machines.set(text, [...(machines.get(text) ?? []), name])
  }
  return `# Benchmarks

Made by \`npm run bench\`; \`npm run bench -- cuba brunel\` measures single rows anew. One thread. All contenders of a row run
in turn, medians of processor time; the last column says how many times longer a contender takes than spikelab in the same
precision. The numbers of one row compare, those of different rows need not: machines are shared. Brian2 runs where
\`SPIKELAB_BRIAN2\` names a Python that has it, NetworkX where that or \`SPIKELAB_PYTHON\` has it; the time is that of
the simulation alone, without the 12 to 20 s that it compiles. Kernels are measured by the clock: those that Jupyter
finds (JUPYTER_PATH, the user's folder, the Python of \`SPIKELAB_PYTHON\`).

${[...machines].map(([text, names]) => `Measured on ${text}${machines.size > 1 ? `: ${names.join(', ')}` : ''}.`).join('\n')}

| work | contender | speed | times longer |
|---|---|---|---|
${table.join('\n')}

## Goals

| work | goal |
|---|---|
${goals.join('\n')}

${limits}
## Cost follows activity

![Processor time for a simulated second against the mean rate, for sleep off, exact and within .1 mV](cost-of-activity.png)

A small world of 20,000 cells, dt 1 ms, kicked now and then: processor time for 1 s, the least of three runs.

| mean rate | sleep | time | mean share awake |
|---|---|---|---|
${activity.map(({ rate, sleep, seconds, awake }) => `| ${digits(rate, 2)} Hz | ${sleep} | ${speed(seconds, 'run')} | ${digits(100 * awake, 2)} % |`).join('\n')}

## What sleep within a bound changes

Spikes with \`{ within }\` against those with \`off\`, paired by \`compare\` with a tolerance of 1 ms. CUBA rests above its threshold and Brunel's cells get input in every step: nobody coasts there.

| network | within (mV) | awake | spikes | shifted | by at most | missed | extra |
|---|---|---|---|---|---|---|---|
${sleepError.map(c => `| ${c.network} | ${c.within} | ${digits(100 * c.awake, 2)} % | ${c.spikes.toLocaleString('en')} | ${c.shifted} | ${digits(c.largestShift, 2)} ms | ${c.missed} | ${c.extra} |`).join('\n')}
`
}
