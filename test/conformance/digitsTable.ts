import type { Results } from './page.js'

/** The rows of the table of spiking digits in docs/quantum.md: a method, and what its rows of conformance are called. */
const methods: readonly (readonly [method: string, row: (levels: number) => string])[] = [
  ['superposition', levels => `rule ${levels}`],
  ['superposition without hopping', levels => `no hopping ${levels}`],
  ["superposition, measured by Born's rule in the forward pass", levels => `born ${levels}`],
  ['straight-through, step falling to 0', levels => `straight-through ${levels}`],
  ['rounding in the end', levels => `rounding ${levels}`],
  ['annealing on levels, no gradient', levels => `annealing ${levels}`],
  ['superposition, noise on the weights', levels => `rule ${levels}, noise`],
  ['straight-through, noise on the weights', levels => `straight-through ${levels}, noise`],
]

/** What the last night found of spiking digits, as a table: methods by levels. */
export function digitsTable({ verdicts }: Results): string {
  const found = (row: string) => {
    const verdict = verdicts.find(v => v.experiment.startsWith('Spiking digits') && v.row === row)
    return typeof verdict?.found === 'number' ? verdict.found.toFixed(3).slice(1) : ''
  }
  const lines = methods.map(([method, row]) => [method, ...[2, 4, 16].map(levels => found(row(levels)))])
  return [
    ['test accuracy, mean of 6 seeds', 'binary', '2 bits', '4 bits'],
    ['---', '---', '---', '---'],
    ...lines,
    ['real weights', '', '', found('real')],
  ]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')
}
