import {
  atEnd,
  closedForm,
  elapsed,
  evaluator,
  indexed,
  isDraw,
  stepOf,
  type Formula,
  type Reader,
  type Reduction,
  type Statement,
  type SynapseVariable,
} from '../../model/index.js'
import type { RuleDescription } from '../../network/index.js'
import { streamKey, uniformAt } from '../../random/index.js'

/** When, and at which reward, statements are done. */
export interface Moment {
  step: number
  reward: number
  /** How many rewards there have been in this step. */
  rewards: number
}

/** The synapses that a rule works on, and what is around them. */
export interface Synapses {
  readonly weights: Float64Array
  readonly source: Uint32Array
  readonly target: Uint32Array
  /** ms */
  readonly dt: number
  readonly moment: Moment
  /** Reads a variable or parameter of the neurons at one end. */
  readonly neuron: (end: 'pre' | 'post', variable: string) => Reader
  readonly modulator: (name: string) => (step: number) => number
  /** Seed, and what numbers the streams of the rule. */
  readonly stream: readonly [seed: number, projection: number, rule: number]
}

/** A variable of a rule: its values, so many a synapse, and the step at which each synapse's were last set. */
export interface State {
  readonly variable: SynapseVariable
  readonly values: Float64Array
  readonly stamps: Float64Array
}

const none: ReadonlyMap<string, Reader> = new Map()

/** Statements, each to be done for one synapse after the other; before that, what it needs of all of them. */
export type Steps = readonly { readonly prepare: () => void; readonly at: (synapse: number) => void }[]

/**
 * A rule at work, interpreted synapse by synapse: every variable is kept for every synapse, whatever its scope, as it was
 * when it was last set, and read in closed form.
 */
export function interpretedRule({ model, initial }: RuleDescription, synapses: Synapses) {
  const { weights, source, target, dt, moment } = synapses
  const count = weights.length
  const states = new Map<string, State>()
  /** Of a vector, which one is meant. */
  let component = 0
  for (const variable of model.variables) states.set(variable.name, stateOf(variable))

  function stateOf(variable: SynapseVariable): State {
    const { name, length } = variable
    const values = new Float64Array(count * length)
    if (initial?.[name]) values.set(initial[name])
    else {
      const value = evaluator(variable.initial, read => reader(read, none))
      for (let s = 0; s < count; s++)
        for (component = 0; component < length; component++) values[s * length + component] = value(s)
      component = 0
    }
    return { variable, values, stamps: new Float64Array(count).fill(moment.step) }
  }

  /** The value of a variable at the moment. */
  function now({ variable, values, stamps }: State): Reader {
    const { length, flow, name } = variable
    const kept: Reader = length === 1 ? s => values[s] : s => values[s * length + component]
    if (!flow) return kept
    const later = evaluator(closedForm(variable), read =>
      read === elapsed ? s => (moment.step - stamps[s]) * dt : read === name ? kept : () => model.parameters[read],
    )
    return s => (stamps[s] === moment.step ? kept(s) : later(s))
  }

  function reader(name: string, locals: ReadonlyMap<string, Reader>): Reader {
    const local = locals.get(name)
    if (local) return local
    const state = states.get(name)
    if (state) return now(state)
    if (Object.hasOwn(model.parameters, name)) return () => model.parameters[name]
    if (Object.hasOwn(model.modulators, name)) {
      const value = synapses.modulator(name)
      return () => value(moment.step)
    }
    if (isDraw(name)) {
      const [seed, projection, rule] = synapses.stream
      const key = streamKey(seed, 'rule', projection, rule, Number(name.slice('rand '.length)))
      return s => uniformAt(key, s, moment.step, moment.rewards * 65_536 + component)
    }
    const part = indexed(name)
    if (part) return componentOf(states.get(part.variable)!, part)
    const end = atEnd(name)
    if (end) {
      const value = synapses.neuron(end.end, end.variable)
      const neurons = end.end === 'pre' ? source : target
      return s => value(neurons[s])
    }
    return {
      w: (s: number) => weights[s],
      k: () => component,
      t: () => moment.step * dt,
      dt: () => dt,
      reward: () => moment.reward,
    }[name]!
  }

  /** A certain component, or a neighbour of the one at hand; the ends are their own. */
  function componentOf(state: State, { offset, index }: { offset?: number; index?: number }): Reader {
    const value = now(state)
    const last = state.variable.length - 1
    return s => {
      const own = component
      component = index ?? Math.min(Math.max(own + offset!, 0), last)
      const found = value(s)
      component = own
      return found
    }
  }

  function overComponents(value: Reader, { op, vector }: Reduction): Reader {
    const { length } = states.get(vector!)!.variable
    return s => {
      const own = component
      let sum = 0
      for (component = 0; component < length; component++) sum += value(s)
      component = own
      return op === 'mean' ? sum / length : sum
    }
  }

  /** A sum over all synapses, or over those of the same neuron. */
  function overSynapses(value: Reader, { op, over }: Reduction) {
    const group = over === 'projection' ? undefined : over === 'pre' ? source : target
    const groups = group ? group.reduce((most, i) => Math.max(most, i + 1), 0) : 1
    const [sums, counts] = [new Float64Array(groups), new Float64Array(groups)]
    const of = (s: number) => (group ? group[s] : 0)
    return {
      prepare: () => {
        sums.fill(0)
        counts.fill(0)
        for (let s = 0; s < count; s++) {
          sums[of(s)] += value(s)
          counts[of(s)]++
        }
      },
      value: (s: number) => (op === 'mean' ? sums[of(s)] / counts[of(s)] : sums[of(s)]),
    }
  }

  function compiled({ value, reductions }: Formula): { prepare: () => void; value: Reader } {
    const locals = new Map<string, Reader>()
    const prepares: (() => void)[] = []
    for (const reduction of reductions) {
      const inner = evaluator(reduction.value, name => reader(name, locals))
      if (reduction.over === 'components') locals.set(reduction.name, overComponents(inner, reduction))
      else {
        const sums = overSynapses(inner, reduction)
        prepares.push(sums.prepare)
        locals.set(reduction.name, sums.value)
      }
    }
    const prepare = () => prepares.forEach(one => one())
    return { prepare, value: evaluator(value, name => reader(name, locals)) }
  }

  const steps = (statements: readonly Statement[]): Steps =>
    statements.map(statement => {
      const { prepare, value } = compiled(statement)
      const state = states.get(statement.variable)
      if (!state) return { prepare, at: s => void (weights[s] = value(s)) }
      const { values, stamps, variable } = state
      const next = new Float64Array(variable.length)
      return {
        prepare,
        at(s) {
          for (component = 0; component < next.length; component++) next[component] = value(s)
          component = 0
          values.set(next, s * next.length)
          stamps[s] = moment.step
        },
      }
    })

  /** Moves the variables without closed form on by a step, all from their old values. */
  function mover(): () => void {
    const { locals, next } = stepOf(model)
    const known = new Map<string, Reader>()
    for (const { name, value } of locals)
      known.set(
        name,
        evaluator(value, read => reader(read, known)),
      )
    const moving = Object.entries(next).map(([name, value]) => {
      const { values, variable } = states.get(name)!
      return { values, length: variable.length, value: evaluator(value, read => reader(read, known)) }
    })
    return () => {
      const after = moving.map(({ values, length, value }) =>
        values.map((_, i) => {
          component = i % length
          return value((i - component) / length)
        }),
      )
      component = 0
      moving.forEach(({ values }, m) => values.set(after[m]))
    }
  }

  return {
    model,
    states,
    ...(model.efficacy && { efficacy: compiled(model.efficacy).value }),
    onPre: steps(model.onPre),
    onPost: steps(model.onPost),
    onReward: steps(model.onReward),
    every: model.every.map(({ interval, statements }) => ({
      every: Math.round(interval / dt),
      steps: steps(statements),
    })),
    ...(model.continuous && {
      continuous: {
        move: mover(),
        where: model.continuous.where && compiled(model.continuous.where).value,
        steps: steps(model.continuous.statements),
      },
    }),
    /** The values of a variable at the moment, so many a synapse. */
    read(name: string): Float64Array {
      const state = states.get(name)!
      const { length } = state.variable
      const value = now(state)
      const found = state.values.map((_, i) => {
        component = i % length
        return value((i - component) / length)
      })
      component = 0
      return found
    },
    write(name: string, values: ArrayLike<number>): void {
      const state = states.get(name)!
      state.values.set(values)
      state.stamps.fill(moment.step)
    },
  }
}

export type InterpretedRule = ReturnType<typeof interpretedRule>
