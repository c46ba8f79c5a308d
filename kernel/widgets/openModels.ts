import type { JupyterHost } from '../host.js'

/** The states of the models that the front end has, by the ids of their comms. */
export type OpenModels = Map<string, () => Record<string, unknown>>

/** Every copy of this package finds the same models there: a page that is loaded again asks once for all of them. */
const modelsSymbol = Symbol.for('Jupyter.widgets')

/** The models that are open in a notebook; who asks first makes them known to pages that are loaded again. */
export function openModels(notebook: JupyterHost & { [modelsSymbol]?: OpenModels }): OpenModels {
  const known = notebook[modelsSymbol]
  if (known) return known
  const models: OpenModels = new Map()
  notebook[modelsSymbol] = models
  notebook.onComm?.('jupyter.widget.control', comm => {
    comm.onMessage(({ data }) => {
      if (data.method !== 'request_states') return
      const states = Object.fromEntries([...models].map(([id, state]) => [id, described(state())]))
      comm.send({ method: 'update_states', states, buffer_paths: [] })
    })
  })
  return models
}

const described = (state: Record<string, unknown>) => ({
  model_name: state._model_name,
  model_module: state._model_module,
  model_module_version: state._model_module_version,
  state,
})
