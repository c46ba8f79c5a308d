import type { MimeBundle } from '../host.js'
import { ownBundle } from '../mimeBundle.js'
import type { Bundle } from './messages.js'
import { show } from './show/index.js'

/** The bundle of a cell's value: its own, else what a notebook shows of such a value (show/). */
export async function bundleOf(value: unknown, signature?: string): Promise<Bundle> {
  const own = ownBundle(value)
  return wireBundle(own === undefined ? show(value, signature) : await own)
}

/** How to show the parts of a bundle, such as the size of a picture: rides along with it, by MIME type. */
const metadataSymbol = Symbol.for('Jupyter.metadata')

/** A MIME bundle with its binary values in base64, and with its metadata. */
export function wireBundle(bundle: MimeBundle): Bundle {
  const data: Record<string, unknown> = {}
  for (const [type, value] of Object.entries(bundle))
    if (value !== undefined) data[type] = value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
  const metadata = (bundle as Record<symbol, unknown>)[metadataSymbol]
  return { data, metadata: typeof metadata === 'object' && metadata !== null ? { ...metadata } : {} }
}
