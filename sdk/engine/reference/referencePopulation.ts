import { evaluator, integration, type Expression, type Reader, type Update } from '../../model/index.js'
import type { PopulationDescription } from '../../network/index.js'
import { constantValues, initialState, type Values } from '../initial.js'

/** What the neurons of a population see of the network in a step. */
export interface Surroundings {
  /** ms, of the start of the step */
  t: number
  /** Into each neuron. */
  readonly current: Float64Array
  /** Normal numbers, one for each neuron, by the name of the noise. */
  readonly noise: ReadonlyMap<string, Float64Array>
}

/**
 * The neurons of a population, interpreted: steps 3 to 5 of the step order, and what of steps 1 and 2 concerns it.
 */
export function referencePopulation(population: PopulationDescription, dt: number) {
  const { size, model } = population
  const state = initialState(population)
  const parameters: Values = { ...model.parameters }
  const { constants, free, held } = integration(model, dt)
  let constant = constantValues(constants, parameters, size)
  const surroundings: Surroundings = {
    t: 0,
    current: new Float64Array(size),
    noise: new Map(model.noises.map(name => [name, new Float64Array(size)])),
  }
  /** Steps left of the refractory period; with a condition 1 while it lasts. */
  const waiting = new Uint32Array(size)
  /** Whether it was refractory in the step at hand. */
  const waits = new Uint8Array(size)
  const { refractory } = model
  const refractorySteps = typeof refractory === 'number' ? Math.round(refractory / dt) : 1

  const numbered = (values: Values, name: string): Reader => {
    return i => {
      const value = values[name]
      return typeof value === 'number' ? value : value[i]
    }
  }
  const locals = new Map<string, { value: number }>()
  const read = (name: string): Reader => {
    const values = state.get(name)
    if (values) return i => values[i]
    if (Object.hasOwn(parameters, name)) return numbered(parameters, name)
    if (Object.hasOwn(constant, name)) return i => numbered(constant, name)(i)
    const local = locals.get(name)
    if (local) return () => local.value
    const noise = surroundings.noise.get(name)
    if (noise) return i => noise[i]
    return { I: (i: number) => surroundings.current[i], t: () => surroundings.t, dt: () => dt }[name]!
  }
  const compiled = (e: Expression) => evaluator(e, read)

  const updater = ({ locals: steps, next }: Update) => {
    locals.clear()
    const before = steps.map(({ name, value }) => {
      const of = compiled(value)
      const cell = { value: 0 }
      locals.set(name, cell)
      return { cell, of }
    })
    const after = Object.entries(next).map(([variable, value]) => ({
      values: state.get(variable)!,
      of: compiled(value),
      value: 0,
    }))
    return (i: number) => {
      for (const { cell, of } of before) cell.value = of(i)
      for (const variable of after) variable.value = variable.of(i)
      for (const { values, value } of after) values[i] = value
    }
  }
  const move = updater(free)
  const wait = held === free ? move : updater(held)
  const events = model.events.map(({ name, condition, reset }) => ({
    spike: name === 'spike',
    condition: compiled(condition),
    reset: reset.map(({ variable, value }) => ({ values: state.get(variable)!, value: compiled(value) })),
  }))
  const prolongs = typeof refractory === 'number' ? undefined : compiled(refractory)

  return {
    size,
    state,
    parameters,
    waiting,
    surroundings,

    /** Puts in a parameter; an array for each neuron, one number for all. */
    setParameter(name: string, value: number | Float64Array): void {
      parameters[name] = value
      constant = constantValues(constants, parameters, size)
    },

    /** Ends the refractory periods whose condition no longer holds. */
    begin(): void {
      if (prolongs) for (let i = 0; i < size; i++) if (waiting[i] > 0 && !prolongs(i)) waiting[i] = 0
    },

    /** Adds to a variable; what arrives on a frozen one is lost. */
    receive(variable: string, values: Float64Array): void {
      const onto = state.get(variable)!
      const holds = model.frozen.includes(variable)
      for (let i = 0; i < size; i++) if (values[i] !== 0 && !(holds && waiting[i] > 0)) onto[i] += values[i]
    },

    /** Integrates from one step to the next. */
    integrate(): void {
      for (let i = 0; i < size; i++) {
        waits[i] = waiting[i] > 0 ? 1 : 0
        if (waits[i]) wait(i)
        else move(i)
        if (waits[i] && !prolongs) waiting[i]--
      }
    },

    /** Tests, resets; returns the neurons of each event. */
    fire(): number[][] {
      const happened: number[][] = events.map(() => [])
      for (let i = 0; i < size; i++) {
        const happens = events.map(({ spike, condition }) => !(spike && waits[i]) && condition(i))
        events.forEach(({ spike, reset }, e) => {
          if (!happens[e]) return
          for (const { values, value } of reset) values[i] = value(i)
          if (spike) waiting[i] = refractorySteps
          happened[e].push(i)
        })
      }
      return happened
    },

    /** The first state that is not finite, if any. */
    fault(): { neuron: number; variable: string; value: number } | undefined {
      for (const [variable, values] of state) {
        for (let i = 0; i < size; i++) if (!Number.isFinite(values[i])) return { neuron: i, variable, value: values[i] }
      }
      return undefined
    },
  }
}
