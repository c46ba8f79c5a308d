/** `1.2 MB`. */
export function bytesText(bytes: number): string {
  const [unit, factor] =
    bytes >= 1e9 ? (['GB', 1e9] as const) : bytes >= 1e6 ? (['MB', 1e6] as const) : (['kB', 1e3] as const)
  return `${Number((bytes / factor).toPrecision(3)).toLocaleString('en')} ${unit}`
}
