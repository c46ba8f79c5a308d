import { display } from '../display.js'
import type { MimeBundle } from '../host.js'
import { captured, shownError } from './captured.js'
import { outputList, type SavedOutput } from './outputList.js'
import { throttled } from './throttled.js'
import { partSymbol, widget, withMetadata, type LayoutOptions, type Widget } from './widget.js'

/** A place for outputs among widgets. */
export interface Output extends Widget {
  /** Shows a value below what is there. */
  display(value: unknown): void
  /** Takes away what is there. */
  clear(): void
  /**
   * Runs `work`: what it shows, prints and throws, now or later, is shown here.
   *
   * @returns what `work` returns, or undefined if it throws
   */
  run<T>(work: () => T): Promise<Awaited<T> | undefined>
}

/** How often outputs are sent on while they come, in ms. */
const interval = 100

/**
 * A place for outputs: figures, text and errors appear where it stands, not below the cell.
 *
 * @example
 * const log = output()
 * display(vbox([button('Run', () => log.run(simulate)), log]))
 */
export function output(options: LayoutOptions = {}): Output {
  const list = outputList()
  const shown = widget(outputKind, { outputs: [] }, () => picture(list.items()), options)
  const { model } = shown[partSymbol]
  const send = throttled(() => model.set({ outputs: list.items() }), interval)

  async function run<T>(work: () => T): Promise<Awaited<T> | undefined> {
    try {
      return await captured(work, output => {
        const taken = list.add(output)
        send.soon()
        return taken
      })
    } catch (error) {
      list.fail(shownError(error))
      return undefined
    } finally {
      send.now()
    }
  }

  return {
    ...shown,
    display: value => void run(() => display(value)),
    clear() {
      list.add({ type: 'clear', wait: false })
      send.now()
    },
    run,
  }
}

export const outputKind = { name: 'Output', module: '@jupyter-widgets/output' } as const

/** Outputs where widgets are not shown: the last that has a picture, or else the last. */
export function picture(outputs: readonly SavedOutput[]): MimeBundle {
  const text = outputs.map(textOf).filter(Boolean).join('\n')
  const shown = outputs.filter(each => each.output_type === 'display_data')
  const last = shown.findLast(({ data }) => 'image/png' in data) ?? shown.at(-1)
  const type = ['image/png', 'text/html'].find(each => last && each in last.data)
  if (!last || !type) return { 'text/plain': text }
  const metadata = type in last.metadata ? { [type]: last.metadata[type] } : {}
  return withMetadata({ [type]: last.data[type], 'text/plain': text }, metadata)
}

function textOf(output: SavedOutput): string {
  if (output.output_type === 'stream') return output.text.trimEnd()
  if (output.output_type === 'error') return `${output.ename}: ${output.evalue}`
  const text = output.data['text/plain']
  return typeof text === 'string' ? text : ''
}
