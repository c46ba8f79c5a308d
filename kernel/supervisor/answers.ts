import { toCodePoints, toUnits } from './codePoints.js'
import type { HistoryRequest, History } from '../history/index.js'
import type { Compiler } from '../compiling/index.js'
import type { Connection } from '../protocol/index.js'
import type { comms } from './comms.js'
import { kernelInfo } from './kernelInfo.js'

interface At {
  code: string
  cursor_pos: number
}

interface Parts {
  connection: Connection
  compiler: Compiler
  comms: ReturnType<typeof comms>
  history: History
  interrupt: () => void
  stop: () => Promise<void>
}

type Answer = (content: never) => object | Promise<object>

/** What is answered at once, also while a cell runs: a reply to each type of request. */
export function answers({ connection, compiler, comms, history, interrupt, stop }: Parts): Map<string, Answer> {
  const { shell_port, iopub_port, stdin_port, control_port, hb_port } = connection
  const all: Record<string, Answer> = {
    kernel_info_request: kernelInfo,
    connect_request: () => ({ status: 'ok', shell_port, iopub_port, stdin_port, control_port, hb_port }),

    async complete_request({ code, cursor_pos = Array.from(code).length }: At) {
      const { matches, types, start, end } = await compiler.complete(code, toUnits(code, cursor_pos))
      const range = { cursor_start: toCodePoints(code, start), cursor_end: toCodePoints(code, end) }
      const typed = matches.map((text, i) => ({
        text,
        type: types[i],
        start: range.cursor_start,
        end: range.cursor_end,
      }))
      return { status: 'ok', matches, ...range, metadata: { _jupyter_types_experimental: typed } }
    },

    async inspect_request({ code, cursor_pos, detail_level = 0 }: At & { detail_level?: number }) {
      const known = await compiler.inspect(code, toUnits(code, cursor_pos))
      if (!known) return { status: 'ok', found: false, data: {}, metadata: {} }
      const { signature, documentation, declaration } = known
      const parts = [signature, documentation, detail_level > 0 ? declaration : undefined]
      const data = { 'text/plain': parts.filter(Boolean).join('\n\n') }
      return { status: 'ok', found: true, data, metadata: {} }
    },

    is_complete_request: ({ code }: { code: string }) => compiler.completeness(code),

    history_request: async (request: HistoryRequest) => ({ status: 'ok', history: await history.find(request) }),

    comm_info_request: ({ target_name }: { target_name?: string }) => ({
      status: 'ok',
      comms: comms.info(target_name),
    }),

    interrupt_request() {
      interrupt()
      return { status: 'ok' }
    },

    async shutdown_request({ restart = false }: { restart?: boolean }) {
      await stop()
      return { status: 'ok', restart }
    },

    debug_request: ({ command = '', seq = 0 }: { command?: string; seq?: number }) => ({
      type: 'response',
      request_seq: seq,
      success: false,
      command,
      message: 'this kernel has no debugger; kernel_info says so too',
    }),
  }
  return new Map(Object.entries(all))
}
