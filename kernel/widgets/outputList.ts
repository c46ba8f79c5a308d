import type { MimeBundle, Shown, ShownError } from '../host.js'

/** An output as notebooks save it (nbformat 4). */
export type SavedOutput =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { output_type: 'display_data'; data: MimeBundle; metadata: Record<string, unknown> }
  | ({ output_type: 'error' } & ShownError)

/** What has been shown in one place. */
export interface OutputList {
  items(): SavedOutput[]
  /** Takes what is shown; says `false` of an update of something that is elsewhere. */
  add(output: Shown): boolean
  /** Shows an error. */
  fail(error: ShownError): void
}

/** An empty list. Text of one stream that follows itself becomes one output; a clear that waits is done by the next. */
export function outputList(): OutputList {
  let entries: { id?: string; item: SavedOutput }[] = []
  let toClear = false

  function append(item: SavedOutput, id?: string) {
    if (toClear) entries = []
    toClear = false
    const last = entries.at(-1)?.item
    if (item.output_type === 'stream' && last?.output_type === 'stream' && last.name === item.name)
      entries[entries.length - 1] = { item: { ...last, text: last.text + item.text } }
    else entries.push({ id, item })
  }

  return {
    items: () => entries.map(({ item }) => item),
    add(output) {
      if (output.type === 'clear') {
        toClear = output.wait
        if (!output.wait) entries = []
      } else if (output.type === 'stream') {
        append({ output_type: 'stream', name: output.name, text: output.text })
      } else if (output.type === 'display') {
        append({ output_type: 'display_data', ...output.bundle }, output.id)
      } else {
        const { id, bundle } = output
        const shown = entries.filter(entry => entry.id === id)
        for (const entry of shown) entry.item = { output_type: 'display_data', ...bundle }
        if (!Object.keys(bundle.data).length) entries = entries.filter(entry => entry.id !== id)
        return shown.length > 0
      }
      return true
    },
    fail: error => append({ output_type: 'error', ...error }),
  }
}
