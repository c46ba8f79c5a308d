import assert from 'node:assert/strict'
import type { Message } from '../../kernel/protocol/index.js'
import type { TestKernel } from './startKernel.js'

export type State = Record<string, unknown>

/** A model as the page has it, with all that was said about it. */
export interface PageModel {
  id: string
  state: State
  opened: Message
  updates: State[]
}

/** What a front end makes of the comms of a kernel: the half of the widgets that is on the page. */
export function widgetPage(kernel: TestKernel) {
  function models(): Map<string, PageModel> {
    const all = new Map<string, PageModel>()
    for (const message of kernel.published) {
      const {
        comm_id: id,
        target_name,
        data,
      } = message.content as { comm_id: string; target_name?: string; data: State }
      const type = message.header.msg_type
      if (type === 'comm_open' && target_name === 'jupyter.widget')
        all.set(id, { id, state: { ...(data.state as State) }, opened: message, updates: [] })
      if (type === 'comm_close') all.delete(id)
      if (type !== 'comm_msg' || data.method !== 'update') continue
      const model = all.get(id)
      assert(model, `an update of ${id}, which is not open`)
      Object.assign(model.state, data.state)
      model.updates.push(data.state as State)
    }
    return all
  }

  const model = (id: string) => {
    const found = models().get(id)
    assert(found, `no model ${id}`)
    return found
  }

  return {
    models,
    model,
    /** The model that a reference in a state names. */
    of: (reference: unknown) => model(String(reference).replace(/^IPY_MODEL_/, '')),
    /** The model of the last that was opened with this name. */
    named: (name: string) => {
      const found = [...models().values()].findLast(each => each.state._model_name === name)
      assert(found, `no ${name}`)
      return found
    },
    /** The person moves something; resolved when the kernel is done with it. */
    move: (id: string, state: State) => kernel.idle(said(id, { method: 'update', state, buffer_paths: [] })),
    /** As {@link move}, without waiting. */
    push: (id: string, state: State) => said(id, { method: 'update', state, buffer_paths: [] }),
    click: (id: string) => kernel.idle(said(id, { method: 'custom', content: { event: 'click' } })),
    said,
  }

  function said(comm_id: string, data: State) {
    return kernel.send('comm_msg', { comm_id, data })
  }
}
