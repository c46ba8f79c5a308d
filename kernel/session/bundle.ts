import { inspect } from 'node:util'
import type { MimeBundle } from '../host.js'
import { ownBundle } from '../mimeBundle.js'
import type { Bundle } from './messages.js'

/** The bundle of a cell's value: its own, else its text. */
export async function bundleOf(value: unknown): Promise<Bundle> {
  const own = ownBundle(value)
  return wireBundle(own === undefined ? { 'text/plain': inspect(value) } : await own)
}

/** A MIME bundle with its binary values in base64. */
export function wireBundle(bundle: MimeBundle): Bundle {
  const data: Record<string, unknown> = {}
  for (const [type, value] of Object.entries(bundle))
    if (value !== undefined) data[type] = value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
  return { data, metadata: {} }
}
