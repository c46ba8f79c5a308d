import { check, kindOf } from '../../check.js'

/** Version of the format that is written, and the latest that is read. */
export const formatVersion = 2

const magic = new TextEncoder().encode('spikelab')
const hashBytes = 32
/** Magic, version (4 bytes), and length of the content (8 bytes), little endian. */
const headBytes = magic.length + 12

/** Content as a spikelab file: magic, format version, length, content, SHA-256 of all that. */
export async function seal(content: Uint8Array): Promise<Uint8Array> {
  const file = new Uint8Array(headBytes + content.length + hashBytes)
  const view = new DataView(file.buffer)
  file.set(magic)
  view.setUint32(magic.length, formatVersion, true)
  view.setBigUint64(magic.length + 4, BigInt(content.length), true)
  file.set(content, headBytes)
  file.set(await sha256(file.subarray(0, -hashBytes)), file.length - hashBytes)
  return file
}

/**
 * The content of a spikelab file.
 *
 * @param what names the file in errors
 * @throws RangeError for what is no spikelab file, or one that is newer than this spikelab, truncated or altered
 */
export async function unseal(file: Uint8Array, what: string): Promise<Uint8Array> {
  check(file instanceof Uint8Array, `${what}: expected the bytes of net.save() or a path, got ${kindOf(file)}`)
  const named = Math.min(file.length, magic.length)
  check(
    named > 0 && magic.subarray(0, named).every((byte, i) => file[i] === byte),
    `${what} is no spikelab file; expected what net.save() made`,
  )
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const truncated = (expected: string) =>
    `${what} is truncated: it has ${file.length} bytes of ${expected}; copy it again, or load an earlier one`
  check(file.length >= headBytes, truncated(`at least ${headBytes + hashBytes}`))
  const version = view.getUint32(magic.length, true)
  check(
    version <= formatVersion,
    `${what} has format ${version}, this spikelab reads up to ${formatVersion}; load it with a newer spikelab`,
  )
  const length = Number(view.getBigUint64(magic.length + 4, true))
  const whole = headBytes + length + hashBytes
  check(file.length >= whole, truncated(String(whole)))
  const altered = `${what} was altered after it was saved; copy it again, or load an earlier one`
  check(file.length === whole, `${altered}: it has ${file.length} bytes, ${whole} were written`)
  const hash = await sha256(file.subarray(0, -hashBytes))
  check(
    hash.every((byte, i) => byte === file[whole - hashBytes + i]),
    `${altered}: its SHA-256 does not fit`,
  )
  return file.subarray(headBytes, -hashBytes)
}

const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
