import { evaluator, type Reader } from '../../model/index.js'
import type { PopulationDescription } from '../../network/index.js'
import { initialState, parameterReaders } from '../initial.js'

/**
 * The neurons of a population, interpreted: steps 3 to 5 of the step order, and what of steps 1 and 2 concerns it.
 */
export function referencePopulation(population: PopulationDescription, dt: number) {
  const { size, model } = population
  const state = initialState(population)
  const parameters = parameterReaders(population)
  const waiting = new Uint32Array(size)
  const refractorySteps = Math.round(model.refractory / dt)
  const holdsV = model.frozen.includes('v')
  let input: Float64Array = new Float64Array(size)

  const read = (name: string): Reader => {
    const values = state.get(name)
    return values ? i => values[i] : name === 'I' ? i => input[i] : parameters.get(name)!
  }
  const derivatives = model.equations.map(({ variable, right }) => ({
    values: state.get(variable)!,
    held: model.frozen.includes(variable),
    slope: evaluator(right, read),
  }))
  const threshold = evaluator(model.threshold, read)
  const reset = model.reset.map(({ variable, value }) => ({
    values: state.get(variable)!,
    value: evaluator(value, read),
  }))
  const slopes = new Float64Array(derivatives.length)

  return {
    size,
    state,

    /** Jumps of `v`; those of a neuron whose `v` is held are lost. */
    receive(jump: Float64Array): void {
      const v = state.get('v')
      if (!v) return
      for (let i = 0; i < size; i++) if (jump[i] !== 0 && !(holdsV && waiting[i] > 0)) v[i] += jump[i]
    },

    /** Integrates, tests thresholds, resets; returns the neurons that fired. */
    step(current: Float64Array): number[] {
      input = current
      const fired: number[] = []
      for (let i = 0; i < size; i++) {
        const waits = waiting[i] > 0
        // All slopes from the old values, then all steps.
        for (let d = 0; d < derivatives.length; d++) slopes[d] = derivatives[d].slope(i)
        for (let d = 0; d < derivatives.length; d++) {
          const { values, held } = derivatives[d]
          if (!(waits && held)) values[i] += dt * slopes[d]
        }
        if (waits) waiting[i]--
        else if (threshold(i)) {
          for (const { values, value } of reset) values[i] = value(i)
          waiting[i] = refractorySteps
          fired.push(i)
        }
      }
      return fired
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
