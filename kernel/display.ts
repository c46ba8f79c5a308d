import { host, type MimeBundle } from './host.js'
import { isMimeBundle, ownBundle } from './mimeBundle.js'

/**
 * Shows a value below the cell: by its own MIME bundle, as the bundle that it is, or as text. Outside a notebook its
 * text is printed.
 *
 * @param options.id a name under which {@link update} may replace what is shown
 * @example
 * for (const seed of [1, 2, 3]) display(plot.raster(await run(seed)))
 * display({ 'text/html': '<b>0 %</b>' }, { id: 'progress' })
 */
export function display(value: unknown, options: { id?: string } = {}): void {
  const bundle = bundleOf(value)
  const shown = host()
  if (shown) shown.display(bundle, options)
  else void Promise.resolve(bundle).then(({ 'text/plain': text }) => console.log(text ?? textOf(value)))
}

/** Replaces what was shown under `id`, wherever it stands. Does nothing outside a notebook. */
export function update(id: string, value: unknown): void {
  host()?.update(id, bundleOf(value))
}

/**
 * Removes the outputs of the cell. Does nothing outside a notebook.
 *
 * @param wait remove them only when the next output comes, so that nothing flickers
 */
export function clear(wait = false): void {
  host()?.clear(wait)
}

/** Shows a value in the front end's pager when the cell is done; outside a notebook its text is printed. */
export function page(value: unknown): void {
  const shown = host()
  if (shown?.page) shown.page(bundleOf(value))
  else display(value)
}

function bundleOf(value: unknown): MimeBundle | Promise<MimeBundle> {
  return ownBundle(value) ?? (isMimeBundle(value) ? value : (host()?.show?.(value) ?? { 'text/plain': textOf(value) }))
}

/** Node's way of printing a value where there is a Node; nothing is imported, so that this runs anywhere. */
function textOf(value: unknown): string {
  const util = globalThis.process?.getBuiltinModule?.('node:util')
  return util ? util.inspect(value) : String(value)
}
