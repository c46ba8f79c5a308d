/** A picture of an output. */
export interface Picture {
  bytes: Buffer
  extension: 'png' | 'svg' | 'jpg' | 'gif'
}

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/svg+xml': 'svg' } as const

/** The picture in a MIME bundle, if there is one. */
export function pictureOf(data: Record<string, unknown>): Picture | undefined {
  for (const [mime, extension] of Object.entries(extensions)) {
    const value = data[mime]
    if (typeof value === 'string')
      return { bytes: Buffer.from(value, extension === 'svg' ? 'utf8' : 'base64'), extension }
  }
}
