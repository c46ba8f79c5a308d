export function half(size: number, steps: number, every: number, meet: () => void): void
export function meet(words: Int32Array): void
