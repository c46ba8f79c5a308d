import type { Message } from '../protocol/index.js'
import type { Iopub } from './iopub.js'

/**
 * Says when the kernel is busy with a request and when it is idle again. Front ends show the latest state, whatever
 * request it belongs to: so after a request that was answered beside a running cell, the cell is said to be busy again.
 */
export function states(iopub: Iopub) {
  let cell: Message | undefined
  const publish = (execution_state: 'busy' | 'idle', request: Message) =>
    iopub.publish('status', { execution_state }, request)
  return {
    busy(request: Message, isCell = false) {
      if (isCell) cell = request
      publish('busy', request)
    },
    idle(request: Message) {
      if (cell === request) cell = undefined
      publish('idle', request)
      if (cell) publish('busy', cell)
    },
  }
}

export type States = ReturnType<typeof states>
