import { longestCoast } from '../../model/index.js'
import type { CoastLayout, PopulationLayout } from './layout.js'
import { lawLayout } from './sleep.js'
import type { Simd } from './simd.js'

/**
 * Coasting populations: the awake stand in front. Neuron n is at place `at[n]` of every array, and place p belongs to
 * `who[p]`; the first `awake` places are awake, and only they are computed, side by side in cache.
 */
export interface CoastNames {
  readonly coast: string
  readonly swap: string
  readonly wake: string
  readonly doze: string
}

export const coastNames = (p: number): CoastNames => ({
  coast: `coast_${p}`,
  swap: `swap_${p}`,
  wake: `wake_${p}`,
  doze: `doze_${p}`,
})

const four = (local: string) => `(i32.shl (local.get ${local}) (i32.const 2))`

/** The functions by which neurons fall asleep and wake. */
export function coastCode(population: PopulationLayout, coast: CoastLayout, unit: Simd, names: CoastNames): string {
  return [
    flowCode(population, coast, unit, names.coast),
    swapCode(population, coast, unit, names.swap),
    // Neuron $n wakes at $step: it comes to the end of those awake, and to where it is by now. Gives its place.
    `(func $${names.wake} (export "${names.wake}") (param $n i32) (param $step i32) (result i32) (local $p i32)
      (local.set $p (i32.load (i32.const ${coast.awake})))
      (call $${names.swap} (i32.load offset=${coast.at} ${four('$n')}) (local.get $p))
      (call $${names.coast} (local.get $p) (i32.sub (local.get $step) (i32.load offset=${coast.since} ${four('$n')})))
      (i32.store (i32.const ${coast.awake}) (i32.add (local.get $p) (i32.const 1)))
      (local.get $p))`,
    // The $count neurons at the places of the list fall asleep at $step. From the last place to the first, so that
    // what comes to a place from the end stays awake.
    `(func $${names.doze} (param $count i32) (param $step i32) (local $p i32) (local $last i32)
      (local.set $last (i32.load (i32.const ${coast.awake})))
      (block $done (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (local.set $p (i32.load offset=${coast.dozing} ${four('$count')}))
        (local.set $last (i32.sub (local.get $last) (i32.const 1)))
        (i32.store offset=${coast.since} (i32.shl (i32.load offset=${coast.who} ${four('$p')}) (i32.const 2)) (local.get $step))
        (call $${names.swap} (local.get $p) (local.get $last))
        ${population.waiting === undefined ? '' : movesClock(population.waiting)}
        (br $next)))
      (i32.store (i32.const ${coast.awake}) (local.get $last)))`,
  ].join('\n')
}

/** The clock at `$last` goes to `$p`; that of the sleeper, which comes from there, had run out. */
const movesClock = (waiting: number) => `(i32.store16 offset=${waiting} (i32.shl (local.get $p) (i32.const 1))
          (i32.load16_u offset=${waiting} (i32.shl (local.get $last) (i32.const 1))))
        (i32.store16 offset=${waiting} (i32.shl (local.get $last) (i32.const 1)) (i32.const 0))`

/** Brings the neuron at place `$p` to where it is after `$steps`: `rest + P^steps (x - rest)`, a power for each bit. */
function flowCode(population: PopulationLayout, coast: CoastLayout, unit: Simd, name: string): string {
  const { variables } = coast.model
  const { scalar, bytes, shift } = unit
  const { rest, power, matrix, bytes: lawBytes } = lawLayout(coast.model, bytes)
  const law = (at: number, base = '$law') => `(${scalar}.load offset=${at} (local.get ${base}))`
  const state = (v: string) => `offset=${population.variables[v]} (local.get $i)`
  const moved = (i: number) =>
    variables
      .map((v, j) => `(${scalar}.mul ${law(power(0, i, j), '$power')} (local.get $d_${v}))`)
      .reduce((a, b) => `(${scalar}.add ${a} ${b})`)
  return `(func $${name} (export "${name}") (param $p i32) (param $steps i32)
    (local $i i32) (local $law i32) (local $power i32)
    ${variables.map(v => `(local $d_${v} ${scalar}) (local $to_${v} ${scalar})`).join(' ')}
    (if (i32.eqz (local.get $steps)) (then (return)))
    (local.set $i (i32.shl (local.get $p) (i32.const ${shift})))
    (local.set $law (i32.const ${coast.laws + lawBytes}))
    (if (i32.load (i32.const ${coast.differ})) (then (local.set $law (i32.load offset=${coast.law} ${four('$p')}))))
    (if (i32.lt_u (local.get $steps) (i32.const ${2 ** longestCoast})) (then
      ${variables.map((v, i) => `(local.set $d_${v} (${scalar}.sub (${scalar}.load ${state(v)}) ${law(rest(i))}))`).join('\n')}
      (loop $bits
        (local.set $power (i32.add (local.get $law) (i32.mul (i32.ctz (local.get $steps)) (i32.const ${matrix}))))
        ${variables.map((v, i) => `(local.set $to_${v} ${moved(i)})`).join('\n')}
        ${variables.map(v => `(local.set $d_${v} (local.get $to_${v}))`).join('\n')}
        (br_if $bits (local.tee $steps (i32.and (local.get $steps) (i32.sub (local.get $steps) (i32.const 1))))))))
    ${variables.map((v, i) => `(${scalar}.store ${state(v)} (${scalar}.add ${law(rest(i))} (local.get $d_${v})))`).join('\n')})`
}

/**
 * Exchanges two places, one of which is of a sleeper: clocks are left to {@link CoastNames.doze}, and where neurons do not
 * differ but in their state, only that is exchanged. Far places are not in cache.
 */
function swapCode(
  population: PopulationLayout,
  { at, who, law, differ }: CoastLayout,
  unit: Simd,
  name: string,
): string {
  const { scalar, shift } = unit
  const exchange = (kind: string, address: number, local: string) => `
    (local.set $${local} (${kind}.load offset=${address} (local.get $i)))
    (${kind}.store offset=${address} (local.get $i) (${kind}.load offset=${address} (local.get $j)))
    (${kind}.store offset=${address} (local.get $j) (local.get $${local}))`
  const scaled = (by: number) => `
    (local.set $i (i32.shl (local.get $p) (i32.const ${by})))
    (local.set $j (i32.shl (local.get $q) (i32.const ${by})))`
  const own = Object.entries(population.valueAt).filter(([v]) => typeof population.values[v] !== 'number')
  const others = [
    ...own.map(([, address]) => address),
    ...(population.description.model.takesCurrent ? [population.current, population.constant] : []),
  ]
  return `(func $${name} (param $p i32) (param $q i32)
    (local $i i32) (local $j i32) (local $number ${scalar}) (local $whole i32)
    (if (i32.eq (local.get $p) (local.get $q)) (then (return)))
    ${scaled(shift)}
    ${Object.values(population.variables)
      .map(address => exchange(scalar, address, 'number'))
      .join('\n')}
    (if (i32.load (i32.const ${differ})) (then
      ${others.map(address => exchange(scalar, address, 'number')).join('\n')}
      ${scaled(2)}
      ${exchange('i32', law, 'whole')}))
    ${scaled(2)}
    ${exchange('i32', who, 'whole')}
    (i32.store offset=${at} (i32.shl (local.get $whole) (i32.const 2)) (local.get $q))
    (i32.store offset=${at} (i32.shl (i32.load offset=${who} (local.get $i)) (i32.const 2)) (local.get $p)))`
}

/**
 * Statements that find the mask `$may` of the neurons of the vector at `$i` that may coast from `state` on. Where laws differ
 * they are put together lane by lane.
 */
export function mayCoast(coast: CoastLayout, unit: Simd, state: (variable: string) => string) {
  const { float, lanes } = unit
  const { variables, critical } = coast.model
  const { rest, up, down, above, below, bytes } = lawLayout(coast.model, unit.bytes)
  const lanesOf = Array.from({ length: lanes }, (_, l) => l)

  /** The mask by laws that are read in one way. */
  const mask = (law: (at: number) => string): string => {
    const distances = variables.map((v, j) => `(local.set $d_${v} (${float}.sub ${state(v)} ${law(rest(j))}))`)
    /** Sum of what each variable can do at most, in the direction in which it is off. */
    const reach = (c: number, along: typeof up, against: typeof up) =>
      variables
        .map(
          (v, j) =>
            `(${float}.pmax (${float}.mul ${law(along(c, j))} (local.get $d_${v})) (${float}.mul ${law(against(c, j))} (${float}.neg (local.get $d_${v}))))`,
        )
        .reduce((a, b) => `(${float}.add ${a} ${b})`)
    const tests = critical.flatMap((_, c) => [
      `(${float}.le ${reach(c, up, down)} ${law(above(c))})`,
      `(${float}.le ${reach(c, down, up)} ${law(below(c))})`,
    ])
    return [
      ...distances,
      `(local.set $may ${tests.reduce((a, b) => `(v128.and ${a} ${b})`, '(v128.const i64x2 -1 -1)')})`,
    ].join('\n')
  }
  const together = (at: number) =>
    lanesOf.reduce(
      (vector, l) => `(v128.load${8 * unit.bytes}_lane offset=${at} ${l} (local.get $law_${l}) ${vector})`,
      '(v128.const i64x2 0 0)',
    )
  const place = `(i32.shr_u (local.get $i) (i32.const ${unit.shift - 2}))`
  return {
    locals: [...variables.map(v => `$d_${v}`), '$may'],
    whole: lanesOf.map(l => `$law_${l}`),
    code: `(if (i32.load (i32.const ${coast.differ}))
      (then
        ${lanesOf.map(l => `(local.set $law_${l} (i32.load offset=${coast.law + 4 * l} ${place}))`).join('\n')}
        ${mask(together)})
      (else ${mask(at => `(${unit.splat} (i32.const ${coast.laws + bytes + at}))`)}))`,
  }
}
