/** About five whole numbers from 0 to below n. */
export function wholeTicks(n: number): number[] {
  const rough = Math.max(1, n / 5)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= rough)!
  return Array.from({ length: Math.ceil(n / step) }, (_, i) => i * step)
}
