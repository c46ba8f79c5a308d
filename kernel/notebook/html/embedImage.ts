import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'

const types: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
}

/** The image at this relative address as a data URI; undefined if it is no file here, or no image. */
export async function embedImage(href: string, folder: string): Promise<string | undefined> {
  if (/^[a-z][a-z\d+.-]*:|^\/\/|^#/i.test(href)) return
  const path = href.replace(/[?#].*$/, '')
  const type = types[extname(path).toLowerCase()]
  if (!type) return
  try {
    return `data:${type};base64,${await readFile(resolve(folder, decodeURIComponent(path)), 'base64')}`
  } catch {
    return // the page then names the address that leads nowhere, as the notebook does
  }
}
