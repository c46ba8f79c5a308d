import { check } from '../check.js'
import { time, type Time } from '../units/index.js'

/** Something that happens in a network at a time. */
export interface NetworkEvent {
  readonly type: string
  /** ms; when it takes effect. Without it: at once. */
  readonly time?: Time
  readonly [detail: string]: unknown
}

/** What neurons of one population did in one step. */
export interface NeuronEvent<T extends string = string> {
  /** `spike`, or another event of the model by its name. */
  readonly type: T
  /** ms */
  readonly time: number
  readonly population: string
  readonly neurons: Uint32Array
}

/** The spikes of one population in one step. */
export type SpikeEvent = NeuronEvent<'spike'>

/** Synapses that came or went, between two steps. */
export interface SynapseEvent<T extends string = string> {
  readonly type: T
  /** ms */
  readonly time: number
  /** The projection, such as `exc -> inh`. */
  readonly source: string
  /** Ends of the synapses that went and of those that came, by the indices of the neurons in their populations. */
  readonly removed: { readonly pre: Uint32Array; readonly post: Uint32Array }
  readonly added: { readonly pre: Uint32Array; readonly post: Uint32Array }
}

/** Neurons that were born or died, between two steps. */
export interface LifeEvent<T extends string = string> extends NeuronEvent<T> {
  /** The group, such as `cortex` or `cortex[0:800]`. */
  readonly source: string
}

/** Events that the network dispatches itself, by type. */
export interface EventTypes {
  spike: SpikeEvent
  prune: SynapseEvent<'prune'>
  rewire: SynapseEvent<'rewire'>
  grow: SynapseEvent<'grow'>
  birth: LifeEvent<'birth'>
  death: LifeEvent<'death'>
}

/** What the network itself does with events of a type, before any handler. */
interface Taker {
  /** Whether it does anything with them. */
  readonly wanted: () => boolean
  /** @throws RangeError for one that cannot be taken */
  readonly check: (event: NetworkEvent) => void
  readonly take: (event: NetworkEvent) => void | Promise<void>
}

type EventOf<T extends string> = T extends keyof EventTypes ? EventTypes[T] : NetworkEvent
type Handler = (event: never) => void | Promise<void>

/**
 * Where events meet their handlers. A network dispatches `spike`, and other events of its models by their names, in
 * batches, in time order, after every step; anybody may dispatch events of their own. With no listener it costs nothing.
 *
 * @example
 * net.events.register('spike', ({ time, neurons }) => console.log(time, neurons.length))
 * net.events.register('up', ({ neurons }: NeuronEvent) => console.log(neurons)) // threshold: { spike: ..., up: ... }
 * net.events.register('birth', ({ time, source, neurons }) => console.log(time, source, neurons))
 * net.events.register('reward', async () => cortex.write('v', -65))
 * net.events.dispatch({ type: 'reward', time: '500 ms' })
 */
export class EventDispatcher {
  private readonly handlers = new Map<string, Set<Handler>>()
  private readonly takers = new Map<string, Taker>()
  /** Events to come, by time; those of one time in the order dispatched. */
  private queue: { readonly at: number; readonly event: NetworkEvent }[] = []

  /** @param now time of the network, in ms */
  constructor(private readonly clock: () => number) {}

  /** Calls `handler` for every event of a type from now on. Returns the function that ends it. */
  register<const T extends string>(type: T, handler: (event: EventOf<T>) => void | Promise<void>): () => void
  register(type: string, handler: (event: NeuronEvent) => void | Promise<void>): () => void
  register(type: string, handler: Handler): () => void {
    check(typeof handler === 'function', `register: the handler of "${type}" must be a function, got ${typeof handler}`)
    const known = this.handlers.get(type) ?? new Set()
    this.handlers.set(type, known.add(handler))
    return () => void known.delete(handler)
  }

  /**
   * Sends an event to its handlers: at once or, if its time is to come, at the start of the first step at or after it.
   *
   * @throws RangeError for an event without a type or with a time that has passed, or a reward that nobody takes
   */
  dispatch(event: NetworkEvent): void {
    this.refuseLost(event)
    if (event.time === undefined) void this.call(event)
    else this.await(event)
  }

  /** @internal Lets the network take events of a type; those that neither it nor a handler takes are refused. */
  intercept(type: string, taker: Taker): void {
    this.takers.set(type, taker)
  }

  /** @internal Dispatches at once and waits for the handlers. */
  async now(event: NetworkEvent): Promise<void> {
    this.refuseLost(event)
    await this.call(event)
  }

  /** @internal Keeps an event until its time. */
  await(event: NetworkEvent): void {
    const at = time(event.time!, `dispatch: time of "${event.type}"`)
    check(at >= this.clock(), `dispatch: "${event.type}" at ${at} ms is in the past; it is ${this.clock()} ms`)
    const after = this.queue.findIndex(other => other.at > at)
    this.queue.splice(after < 0 ? this.queue.length : after, 0, { at, event })
  }

  private refuseLost(event: NetworkEvent): void {
    check(
      typeof event?.type === 'string' && event.type !== '',
      `dispatch: an event needs a type, got ${JSON.stringify(event)}`,
    )
    const taker = this.takers.get(event.type)
    if (taker?.wanted()) taker.check(event)
    check(
      !taker || taker.wanted() || this.listens(event.type),
      `dispatch: nobody takes "${event.type}": no rule has onReward, no modulator rises with rewards, and no listener ` +
        `is registered; connect with such a rule, declare net.modulator('dopamine', { tau: '200 ms' }), or register one`,
    )
  }

  /** Whether an event of this type would reach anybody. */
  listens(type: string): boolean {
    return (this.handlers.get(type)?.size ?? 0) > 0
  }

  /** Time of the next event to come, in ms; Infinity if there is none. */
  get next(): number {
    return this.queue[0]?.at ?? Infinity
  }

  /** Calls the handlers of all events due at a time. */
  async due(at: number): Promise<void> {
    while (this.next <= at) await this.call(this.queue.shift()!.event)
  }

  /** The events to come, in order. */
  get pending(): readonly NetworkEvent[] {
    return this.queue.map(({ at, event }) => ({ ...event, time: at }))
  }

  /** Forgets the events to come. */
  clear(): void {
    this.queue = []
  }

  /** @internal */
  async call(event: NetworkEvent | EventTypes[keyof EventTypes]): Promise<void> {
    const taker = this.takers.get(event.type)
    if (taker?.wanted()) await taker.take(event as NetworkEvent)
    for (const handler of [...(this.handlers.get(event.type) ?? [])]) await handler(event as never)
  }
}
