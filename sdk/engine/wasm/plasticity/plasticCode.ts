import type { Statement } from '../../../model/index.js'
import type { Description } from '../../../network/index.js'
import { mathFunctions, type MathName } from '../math/index.js'
import type { Simd } from '../simd.js'
import { decayCode } from './decays.js'
import type { Check } from './fault.js'
import { setsWeight, uniformFunction, type Rounding } from './formatCode.js'
import type { Among } from './frame.js'
import type { Coded } from './passCode.js'
import type { PlasticityLayout, PlasticLayout } from './plasticLayout.js'
import type { Kept } from './program.js'
import { amountCode, arriveCode, columnCode, conditionCode, type Code } from './spikeCode.js'
import { moveCode, sumCode, sweepCode, type Sweep } from './sweepCode.js'

/** Functions of a projection in the module, by what they are for. */
export interface Functions {
  /** What happens at the synapses that a spike has reached. */
  readonly arrive: string
  /** What a synapse would transmit, where that is not its weight. */
  readonly amount: string | undefined
  /** What happens at those onto neurons that fired. */
  readonly fired: string | undefined
  readonly rules: readonly RuleFunctions[]
}

export interface RuleFunctions {
  readonly every: readonly { readonly interval: number; readonly parts: readonly Part[] }[]
  readonly reward: readonly Part[]
  readonly move: readonly Pass[]
  readonly continuous:
    | { readonly where: string; readonly column: string }
    | { readonly where: undefined; readonly parts: readonly Part[] }
    | undefined
}

/** A function that goes through all of some kind. */
export interface Pass {
  readonly among: Among
  readonly name: string
}

/** Statements that go through all synapses together; before that, sums of all of them are made. */
export interface Part {
  readonly sums: readonly { readonly reduction: string; readonly name: string }[]
  readonly passes: readonly Pass[]
  /** Whether it rounds weights, of which it has to be known what they were before the first part. */
  readonly rounds: boolean
}

/** A draw of a rule. */
export interface Draw {
  readonly projection: number
  readonly rule: number
  readonly draw: number
}

/** The module of the learning rules of a network; it works on the network's memory. */
export interface PlasticityCode {
  readonly text: string
  readonly projections: readonly (Functions | undefined)[]
  readonly checks: readonly Check[]
  readonly draws: readonly Draw[]
}

export function plasticityCode({ dt, seed }: Description, where: PlasticityLayout, unit: Simd): PlasticityCode {
  const checks: Check[] = []
  const draws: Draw[] = []
  const texts: string[] = []
  const calls = new Set<MathName>()
  const add = <N extends { readonly name: string; readonly code: Code }>({ name, code }: N): string => {
    texts.push(code.text)
    code.calls.forEach(call => calls.add(call))
    return name
  }
  const projections = where.projections.map(layout => {
    if (!layout) return undefined
    const drawn = (rule: number, name: string): number => {
      const draw = Number(name.slice('rand '.length))
      const known = draws.findIndex(d => d.projection === layout.index && d.rule === rule && d.draw === draw)
      return known >= 0 ? known : draws.push({ projection: layout.index, rule, draw }) - 1
    }
    return functionsOf({ layout, scene: where, unit, dt, seed, draws: drawn, checks }, add)
  })
  const decays = decayCode(where.decays, unit, dt)
  decays.calls.forEach(call => calls.add(call))
  const text = `(module
  (import "env" "memory" (memory ${Math.ceil(where.bytes / 65_536)}))
  (import "env" "draw" (func $draw (param i32 i32 i32) (result f64)))
${mathFunctions(calls, unit.precision)}
${where.projections.some(layout => layout?.format) ? uniformFunction() : ''}
${decays.text}
${texts.join('\n')})`
  return { text, projections, checks, draws }
}

type Add = (made: { readonly name: string; readonly code: Code }) => string

function functionsOf(site: Coded, add: Add): Functions {
  const { layout } = site
  const { index: q, rules } = layout
  const onPost = rules.flatMap(({ model }, rule) => (model.onPost.length ? [{ rule, statements: model.onPost }] : []))
  const make = (name: string, code: Code) => add({ name, code })
  const passes = (sweep: Sweep): Pass[] => sweep.map(one => ({ among: one.among, name: add(one) }))
  const kept: Kept = keptOf(layout)

  /** Statements in parts, each after the sums that it needs. */
  const parts = (
    rule: number,
    statements: readonly Statement[],
    name: string,
    rounding: Rounding,
    kept?: Kept,
  ): Part[] => {
    const together: Statement[][] = []
    for (const statement of statements) {
      const sums = statement.reductions.some(({ over }) => over !== 'components')
      if (sums || !together.length) together.push([statement])
      else together[together.length - 1].push(statement)
    }
    return together.map((own, part) => {
      const last = part === together.length - 1
      return {
        rounds: last && layout.format !== undefined && setsWeight(statements),
        sums: own[0].reductions.flatMap(({ name: reduction, over }, s) =>
          over === 'components'
            ? []
            : [
                {
                  reduction,
                  name: make(`sum_${name}_${part}_${s}`, sumCode(site, rule, reduction, `sum_${name}_${part}_${s}`)),
                },
              ],
        ),
        passes: passes(sweepCode(site, rule, own, last ? statements : [], `${name}_${part}`, rounding, kept)),
      }
    })
  }

  return {
    arrive: make(`arrive_${q}`, arriveCode(site, `arrive_${q}`)),
    amount:
      layout.format || rules.some(({ model }) => model.efficacy)
        ? make(`amount_${q}`, amountCode(site, `amount_${q}`))
        : undefined,
    fired: onPost.length ? make(`fired_${q}`, columnCode(site, onPost, `fired_${q}`, ['onPost'])) : undefined,
    rules: rules.map(({ model }, r): RuleFunctions => {
      const name = (what: string) => `${what}_${q}_${r}`
      const { continuous } = model
      return {
        every: model.every.map(({ interval, statements }, e) => ({
          interval,
          parts: parts(r, statements, `${name('every')}_${e}`, ['every', r, e]),
        })),
        reward: parts(r, model.onReward, name('reward'), ['onReward', r]),
        move: passes(moveCode(site, r, name('move'))),
        continuous: !continuous?.statements.length
          ? undefined
          : continuous.where
            ? {
                where: make(name('where'), conditionCode(site, r, name('where'), kept)),
                column: make(
                  name('held'),
                  columnCode(
                    site,
                    [{ rule: r, statements: continuous.statements }],
                    name('held'),
                    ['continuous', r],
                    kept,
                  ),
                ),
              }
            : { where: undefined, parts: parts(r, continuous.statements, name('continuous'), ['continuous', r], kept) },
      }
    }),
  }
}

/** Where the variables of neurons at both ends stand as they were before their resets. */
const keptOf = ({ pre, post }: PlasticLayout): Kept =>
  Object.fromEntries(
    (
      [
        ['pre', pre],
        ['post', post],
      ] as const
    ).flatMap(([end, { unreset }]) =>
      Object.entries(unreset).map(([variable, address]) => [`${variable}_${end}`, address]),
    ),
  )
