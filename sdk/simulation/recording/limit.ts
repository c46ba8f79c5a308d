import { check, kindOf } from '../../check.js'
import type { Recorder } from './recorder.js'

/** An amount of memory: bytes, or a string with a unit; kB, MB and GB are powers of 1000, KiB, MiB, GiB of 1024. */
export type Bytes = number | `${number} ${ByteUnit}` | `${number}${ByteUnit}`
type ByteUnit = 'B' | 'kB' | 'KB' | 'MB' | 'GB' | 'KiB' | 'MiB' | 'GiB'

const units: Readonly<Record<ByteUnit, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
}

/**
 * An amount of memory in bytes.
 *
 * @throws RangeError unless it is 0 or more, in a unit that exists
 * @example
 * bytesOf('2 GB', 'recordLimit') // 2000000000
 */
export function bytesOf(value: Bytes, what: string): number {
  const [, digits, unit] = (typeof value === 'string' && /^\s*([\d.eE+-]+)\s*([a-zA-Z]+)\s*$/.exec(value)) || []
  const known = unit !== undefined && Object.hasOwn(units, unit)
  const bytes = typeof value === 'number' ? value : known ? Number(digits) * units[unit as ByteUnit] : NaN
  check(
    bytes >= 0,
    `${what}: expected bytes or a string such as '2 GB' (${Object.keys(units).join(', ')}), got ${kindOf(value)}`,
  )
  return bytes
}

/**
 * Refuses a run whose recordings would take more than the limit.
 *
 * @param end the step before which the run ends
 * @throws RangeError naming the recording that takes most, what it needs, the limit and ways out
 */
export function checkRoom(recorders: readonly Recorder[], end: number, limit: number): void {
  const needs = recorders.map(recorder => recorder.bytes + recorder.forecast(end))
  const total = needs.reduce((a, b) => a + b, 0)
  if (total > limit) throw new RangeError(`run: ${tooMuch(recorders, needs, limit, 'would take')}`)
}

/**
 * Stops a run whose recordings have grown past the limit: spikes cannot be counted before.
 *
 * @throws RangeError as {@link checkRoom} does
 */
export function checkHeld(recorders: readonly Recorder[], time: number, limit: number): void {
  const held = recorders.reduce((sum, recorder) => sum + recorder.bytes, 0)
  if (held <= limit) return
  const what = tooMuch(
    recorders,
    recorders.map(({ bytes }) => bytes),
    limit,
    'take',
  )
  throw new RangeError(`run: stopped at ${time} ms, with all that was recorded: ${what}`)
}

function tooMuch(recorders: readonly Recorder[], needs: readonly number[], limit: number, take: string): string {
  const most = needs.indexOf(Math.max(...needs))
  const { label, smaller } = recorders[most]
  const total = needs.reduce((a, b) => a + b, 0)
  const all = recorders.length > 1 ? ` and all ${recorders.length} recordings ${amount(total)}` : ''
  return (
    `recording ${label} ${take} ${amount(needs[most])}${all}, more than recordLimit = ${amount(limit)}; ` +
    `${smaller}, or raise net.recordLimit`
  )
}

/** `1.5 GB (1,500,000,000 bytes)`. */
function amount(bytes: number): string {
  const [unit, factor] = (['GB', 'MB', 'kB', 'B'] as const)
    .map(u => [u, units[u]] as const)
    .find(([, f]) => bytes >= f) ?? ['B', 1]
  const short = `${Number((bytes / factor).toPrecision(3))} ${unit}`
  return factor === 1 ? `${bytes} bytes` : `${short} (${bytes.toLocaleString('en')} bytes)`
}
