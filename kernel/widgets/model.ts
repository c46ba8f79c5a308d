import { host, type Comm, type CommMessage } from '../host.js'
import { listeners } from './listeners.js'
import { openModels } from './openModels.js'

/** What both halves of a widget know; a model in it, or an array of models, stands for those in the front end. */
export type State = Record<string, unknown>

/** What a widget is in the front end (@jupyter-widgets, protocol 2.1.0). */
export interface Kind {
  /** Such as `FloatSlider`, whose model is `FloatSliderModel`. */
  name: string
  /** `FloatSliderView`, unless told. */
  view?: string
  module?: keyof typeof versions
  viewModule?: keyof typeof versions
}

const versions = {
  '@jupyter-widgets/base': '2.0.0',
  '@jupyter-widgets/controls': '2.0.0',
  '@jupyter-widgets/output': '1.0.0',
} as const

/** The kernel's half of a widget. */
export interface Model {
  get(name: string): unknown
  /**
   * Changes values, here and in the front end; who listens hears of those that are others now.
   *
   * @returns a promise that is resolved when they have
   */
  set(values: State): Promise<void>
  /** Hears of changes from either side. Until its promises are resolved, the front end sends no further ones. */
  onChange(listener: (changed: State) => unknown): () => void
  /** Hears what the front end says beside its state, such as a click. */
  onEvent(listener: (event: State) => unknown): () => void
  /** Its name in the front end, where it is opened at the first call; undefined where there is none. */
  open(): string | undefined
  /** Takes it, and its views, from the front end. */
  close(): void
}

/** A model of a kind with its first values; there is nothing of it in the front end before it is opened. */
export function model(kind: Kind, state: State): Model {
  const values: State = { ...state }
  const changes = listeners<State>()
  const events = listeners<State>()
  let comm: Comm | undefined
  const whole = () => wire({ ...identity(kind), ...values })

  function take(given: State): State {
    const changed = Object.entries(given).filter(([name, value]) => !Object.is(values[name], value))
    Object.assign(values, given)
    return Object.fromEntries(changed)
  }

  function heard({ data }: CommMessage): unknown {
    if (data.method === 'update') return changes.tell(take(known(data.state, values)))
    if (data.method === 'custom') return events.tell(Object(data.content) as State)
    if (data.method === 'request_state') comm?.send({ method: 'update', state: whole(), buffer_paths: [] })
  }

  return {
    get: name => values[name],
    async set(given) {
      const changed = take(given)
      if (!Object.keys(changed).length) return
      comm?.send({ method: 'update', state: wire(changed), buffer_paths: [] })
      await changes.tell(changed)
    },
    onChange: changes.add,
    onEvent: events.add,
    open() {
      const notebook = host()
      if (comm || !notebook?.comm) return comm?.id
      const models = openModels(notebook)
      const data = { state: whole(), buffer_paths: [] } // opens the models in it before
      comm = notebook.comm('jupyter.widget', { data, metadata: { version: '2.1.0' } })
      const { id } = comm
      models.set(id, whole)
      comm.onMessage(heard)
      comm.onClose(() => {
        models.delete(id)
        comm = undefined
      })
      return id
    },
    close() {
      if (comm) openModels(host()!).delete(comm.id)
      comm?.close()
      comm = undefined
    },
  }
}

function identity({
  name,
  view = `${name}View`,
  module = '@jupyter-widgets/controls',
  viewModule = module,
}: Kind): State {
  return {
    _model_module: module,
    _model_module_version: versions[module],
    _model_name: `${name}Model`,
    _view_module: viewModule,
    _view_module_version: versions[viewModule],
    _view_name: view,
    _view_count: null,
  }
}

/** A state as the front end reads it: models are named by their ids. */
const wire = (state: State): State =>
  Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(reference) : reference(value),
    ]),
  )

const reference = (value: unknown) => (isModel(value) ? `IPY_MODEL_${value.open()}` : value)

const isModel = (value: unknown): value is Model =>
  typeof value === 'object' && value !== null && 'onEvent' in value && 'open' in value

/** Of what a front end says, the values that there are, of the types that they have. */
const known = (said: unknown, values: State): State =>
  Object.fromEntries(
    Object.entries(Object(said) as State).filter(([name, value]) => typeof value === typeof values[name]),
  )
