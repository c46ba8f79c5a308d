/** Jupyter counts positions in code points, JavaScript in UTF-16 units. */
export const toUnits = (code: string, codePoints: number): number =>
  Array.from(code).slice(0, codePoints).join('').length

export const toCodePoints = (code: string, units: number): number => Array.from(code.slice(0, units)).length
