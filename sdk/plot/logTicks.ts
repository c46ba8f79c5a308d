import { number } from './text.js'

/** At most about six round numbers on a logarithmic axis: powers of ten, or 1, 2 and 5 times them where there are few. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))]
  const within = (factors: readonly number[], every: number) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i)
      .filter(exponent => exponent % every === 0)
      .flatMap(exponent => factors.map(factor => Number(`${factor}e${exponent}`)))
      .filter(tick => tick >= low * 0.999 && tick <= high * 1.001)
  const tens = within([1], 1)
  if (tens.length > 6) return within([1], Math.ceil(tens.length / 6))
  const finer = within([1, 3], 1)
  if (tens.length > 2) return tens
  return finer.length > 2 ? finer : within([1, 2, 5], 1)
}

/** A number as it stands at a logarithmic axis: `0.01`, `10⁻⁴`. */
export function logLabel(value: number): string {
  const exponent = Math.floor(Math.log10(value) + 1e-9)
  if (Math.abs(exponent) <= 3) return number(value, 6)
  const factor = Math.round(value / 10 ** exponent)
  return `${factor === 1 ? '' : `${factor}·`}10${Array.from(String(exponent), superscript).join('')}`
}

const superscript = (digit: string): string => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])
