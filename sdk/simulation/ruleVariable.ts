import { check } from '../check.js'
import type { SynapseVariable } from '../model/index.js'
import type { ProjectionDescription } from '../network/index.js'
import { suggestion } from '../options.js'

/** A variable of a learning rule: which rule of the projection, and what it is. */
export interface RuleVariable {
  readonly rule: number
  readonly variable: SynapseVariable
  /** Its unit; empty where it is not known. */
  readonly unit: string
}

/** Whether a name means the weight. */
export const isWeight = (name: string): boolean => name === 'w' || name === 'weight'

/**
 * A variable of the rules of a projection by its name, with that of the rule before it where several have one: `stdp.x`.
 *
 * @throws RangeError naming those that exist, or the rules that share the name
 */
export function ruleVariable({ rules = [] }: ProjectionDescription, name: string, where: string): RuleVariable {
  const all = rules.flatMap(({ model }, rule) =>
    model.variables.map(variable => {
      const unit = Object.hasOwn(model.units, variable.name) ? model.units[variable.name] : ''
      return { rule, variable, unit, full: `${model.name}.${variable.name}` }
    }),
  )
  const found = all.filter(({ variable, full }) => name === full || name === variable.name)
  const names = ['w', ...new Set(all.map(({ variable }) => variable.name))]
  check(
    found.length > 0,
    () => `${where}: unknown variable "${name}"; it has ${names.join(', ')}${suggestion(String(name), names)}`,
  )
  check(
    found.length === 1,
    () => `${where}: several rules have a variable "${name}"; say which: ${found.map(({ full }) => full).join(', ')}`,
  )
  return found[0]
}

/**
 * Values of a variable of a rule, one for all or one a synapse (of a vector so many), as engines take them.
 *
 * @throws RangeError for a wrong length, a number that is not finite, or different ones for synapses of one neuron
 */
export function ruleValues(
  { offsets, targets, delays }: ProjectionDescription,
  { variable }: RuleVariable,
  values: number | ArrayLike<number>,
  where: string,
): Float64Array {
  const { length, scope } = variable
  const size = targets.length * length
  const given = typeof values === 'number' ? new Float64Array(size).fill(values) : Float64Array.from(values)
  const each = length === 1 ? 'one a synapse' : `${length} a synapse`
  check(given.length === size, `${where}: expected ${size} numbers, ${each}, got ${given.length}`)
  const bad = given.findIndex(x => !Number.isFinite(x))
  check(bad < 0, `${where}: must be finite, got ${given[bad]} for synapse ${Math.floor(bad / length)}`)
  const shared = scope === 'post' || (scope === 'pre' && typeof delays === 'number')
  if (!shared) return given
  const first = new Map<number, number>()
  for (let i = 0; i + 1 < offsets.length; i++) {
    for (let s = offsets[i]; s < offsets[i + 1]; s++) {
      const neuron = scope === 'pre' ? i : targets[s]
      const other = first.get(neuron) ?? s
      first.set(neuron, other)
      for (let k = 0; k < length; k++) {
        const [a, b] = [given[other * length + k], given[s * length + k]]
        if (a !== b)
          throw new RangeError(
            `${where}: it is one for each ${scope}synaptic neuron, but synapses ${other} and ${s} of neuron ${neuron} were given ${a} and ${b}`,
          )
      }
    }
  }
  return given
}
