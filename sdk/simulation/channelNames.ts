import { channels } from '../engine/index.js'
import type { Description } from '../network/index.js'

/** What each channel of an engine's events is called, and the population whose it is. */
export interface ChannelName {
  readonly type: string
  readonly population: string
}

export const channelNames = (description: Pick<Description, 'populations'>): ChannelName[] =>
  channels(description).map(({ population, event }) => {
    const { name, model } = description.populations[population]
    return { type: model.events[event]?.name ?? 'spike', population: name }
  })
