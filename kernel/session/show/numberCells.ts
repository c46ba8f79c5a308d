/**
 * A column of numbers as people read it: as many decimals as the values shown need, no more than five significant
 * digits of the largest, and the same for all, so that they line up. Tables of the SDK, which the kernel does not know,
 * show theirs alike.
 *
 * @param other says what stands for what is no finite number
 */
export function numberCells(values: readonly unknown[], other: (value: unknown) => string): string[] {
  const isFinite = (value: unknown): value is number => Number.isFinite(value)
  const finite = values.filter(isFinite)
  const largest = Math.max(0, ...finite.map(Math.abs))
  const cells = (format: (x: number) => string) =>
    values.map(value => (isFinite(value) ? format(value).replace('-', '−') : other(value)))
  if (largest >= 1e9 || (largest > 0 && largest < 1e-4)) return cells(x => x.toExponential(3))
  const room = Math.max(0, Math.min(6, 4 - Math.floor(Math.log10(largest || 1))))
  const decimals = Math.max(0, ...finite.map(x => (String(Number(x.toFixed(room))).split('.')[1] ?? '').length))
  const decimal = new Intl.NumberFormat('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: largest >= 10_000,
  })
  return cells(x => decimal.format(x))
}
