import { displaySymbol, type MimeBundle } from './host.js'

/**
 * What a value shows of itself: the MIME bundle that it answers with under `Symbol.for('Jupyter.display')`, if any;
 * a promise where the value gives one.
 *
 * @throws TypeError if the answer is no bundle
 */
export function ownBundle(value: unknown): MimeBundle | Promise<MimeBundle> | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  const answer = (value as Record<symbol, unknown>)[displaySymbol]
  if (answer === undefined || answer === null) return undefined
  const bundle: unknown = typeof answer === 'function' ? answer.call(value) : answer
  return isPromise(bundle) ? Promise.resolve(bundle).then(checked) : checked(bundle)
}

const mimeType = /^[a-z]+\/[\w.+-]+$/

/** Whether a value is a MIME bundle as it stands: a plain object of nothing but MIME types. */
export function isMimeBundle(value: unknown): value is MimeBundle {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false
  const types = Object.keys(value)
  return types.length > 0 && types.every(type => mimeType.test(type))
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function'

function checked(bundle: unknown): MimeBundle {
  if (typeof bundle === 'object' && bundle !== null) return bundle as MimeBundle
  throw new TypeError(`Symbol.for('Jupyter.display') must answer with a MIME bundle, got ${String(bundle)}`)
}
