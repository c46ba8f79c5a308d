import { savedBundle } from './mimeBundle.js'
import {
  splitLines,
  type CodeCell,
  type DisplayOutput,
  type ErrorOutput,
  type MimeBundle,
  type Output,
  type ResultOutput,
  type StreamOutput,
} from './nbformat.js'

/** An output message of a kernel: its type and content (Jupyter messaging, "Messages on the IOPub channel"). */
export interface OutputMessage {
  type: string
  content: Record<string, unknown>
}

/** Puts output messages into the cells of one notebook. */
export interface OutputCollector {
  /** Applies a message to the cell that caused it; messages that are no output change nothing. */
  add(cell: CodeCell, message: OutputMessage): void
}

interface Displayed {
  data: MimeBundle
  metadata?: Record<string, unknown>
  transient?: { display_id?: string }
}

/**
 * A collector for the outputs of one run. Streams of one name that follow each other become one; an update
 * replaces every output of its display id, in whichever cell, and takes it away if empty; a clear that waits is done by the next output.
 */
export function outputCollector(): OutputCollector {
  const displayed = new Map<string, { cell: CodeCell; output: DisplayOutput | ResultOutput }[]>()
  const toClear = new Set<CodeCell>()

  function append(cell: CodeCell, output: Output) {
    if (toClear.delete(cell)) cell.outputs = []
    cell.outputs.push(output)
  }

  function show(cell: CodeCell, output: DisplayOutput | ResultOutput, { transient }: Displayed) {
    append(cell, output)
    const id = transient?.display_id
    if (id !== undefined) displayed.set(id, [...(displayed.get(id) ?? []), { cell, output }])
  }

  function stream(cell: CodeCell, name: StreamOutput['name'], text: string) {
    const last = toClear.has(cell) ? undefined : cell.outputs.at(-1)
    if (last?.output_type !== 'stream' || last.name !== name)
      return append(cell, { name, output_type: 'stream', text: splitLines(text) })
    const lines = last.text as string[] // made above
    const begun = lines.at(-1)?.endsWith('\n') ? '' : (lines.pop() ?? '')
    for (const line of splitLines(begun + text)) lines.push(line)
  }

  return {
    add(cell, { type, content }) {
      if (type === 'stream') {
        const { name, text } = content as unknown as { name: StreamOutput['name']; text: string }
        stream(cell, name, text)
      } else if (type === 'display_data') {
        const shown = content as unknown as Displayed
        show(cell, { data: lasting(shown.data), metadata: shown.metadata ?? {}, output_type: 'display_data' }, shown)
      } else if (type === 'execute_result') {
        const shown = content as unknown as Displayed & { execution_count: number }
        const { execution_count, metadata = {} } = shown
        show(cell, { data: lasting(shown.data), execution_count, metadata, output_type: 'execute_result' }, shown)
      } else if (type === 'update_display_data') {
        const { data, metadata = {}, transient } = content as unknown as Displayed
        for (const { cell, output } of displayed.get(transient?.display_id ?? '') ?? []) {
          Object.assign(output, { data: lasting(data), metadata })
          if (Object.keys(data).length === 0) cell.outputs = cell.outputs.filter(other => other !== output)
        }
      } else if (type === 'error') {
        const { ename, evalue, traceback } = content as unknown as ErrorOutput
        append(cell, { ename, evalue, output_type: 'error', traceback })
      } else if (type === 'clear_output') {
        if (content.wait) toClear.add(cell)
        else {
          cell.outputs = []
          toClear.delete(cell)
        }
      }
    },
  }
}

const widgetView = 'application/vnd.jupyter.widget-view+json'

/** A bundle as it is saved: without the view of a widget, which ends with its kernel. What stands beside it stays. */
function lasting(bundle: MimeBundle): MimeBundle {
  return savedBundle(Object.fromEntries(Object.entries(bundle).filter(([mime]) => mime !== widgetView)))
}
