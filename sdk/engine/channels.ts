import type { Description } from '../network/index.js'

/** What can be recorded as events: the spikes of a population, or another event of its model. */
export interface Channel {
  /** Index of the population in the description. */
  readonly population: number
  /** Index of the event in its model. */
  readonly event: number
}

/** The channels of a network: first the spikes of each population, then the other events, population by population. */
export function channels({ populations }: Pick<Description, 'populations'>): Channel[] {
  const others = populations.flatMap(({ model }, population) =>
    model.events.flatMap(({ name }, event) => (name === 'spike' ? [] : [{ population, event }])),
  )
  const spikes = populations.map(({ model }, population) => ({
    population,
    event: model.events.findIndex(({ name }) => name === 'spike'),
  }))
  return [...spikes, ...others]
}
