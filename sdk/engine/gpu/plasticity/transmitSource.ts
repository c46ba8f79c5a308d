import { baseText, gatherLines, type DeliveryShape } from '../deliverySource.js'
import { chunkOf } from '../grid.js'
import { comesLines } from './learnSource.js'
import type { Scene } from './scene.js'
import { anywhere, lotLines } from './sumSource.js'
import { drawLines, formulaText, loadLines, mentioned } from './synapseText.js'
import { withArguments, type Text } from './withArguments.js'

/** The kernel that adds what synapses transmit as they stand, before any rule hears of the spike. */
export const transmitSource = (scene: Scene, shape: DeliveryShape): Text =>
  withArguments([...gatherLines(shape, transmitLines(scene)), 'return sum;'])

/**
 * The kernel of what is on its way from synapses to their neurons: row 0 is transmitted now, row d was d steps ago.
 *
 * @param grid of the targets
 */
export function lateSource(scene: Scene, { grid }: Pick<DeliveryShape, 'grid'>): Text {
  const shape: DeliveryShape = { grid, base: 'none', target: 0, targets: scene.dendritic + 1 }
  return withArguments([
    ...gatherLines(shape, transmitLines(scene)),
    `if (this.thread.y > 0) { sum = late${chunkOf(grid)}[this.thread.y - 1][i]; }`,
    'return sum;',
  ])
}

/** The kernel that adds what has been on its way for so long. */
export const arrivedSource = ({ dendritic }: Scene, { grid, base, target }: DeliveryShape): Text =>
  withArguments([
    'const i = this.thread.x;',
    `let sum = ${baseText(grid, base)};`,
    `if (this.thread.y === ${target}) { sum = sum + late${chunkOf(grid)}[${dendritic}][i]; }`,
    'return sum;',
  ])

/** Lines that add what synapse `k` transmits, if a spike arrives. */
function transmitLines(scene: Scene): string[] {
  const efficacies = scene.rules.flatMap(({ efficacy }, rule) => (efficacy ? [{ rule, efficacy }] : []))
  const needed = scene.rules.map((_, r) =>
    mentioned(
      scene,
      r,
      efficacies.flatMap(({ rule, efficacy }) => (rule === r ? [efficacy] : [])),
    ),
  )
  const product = ['w', ...efficacies.map(({ rule, efficacy }) => `(${formulaText(scene, rule, efficacy)})`)]
  return [
    ...comesLines(scene),
    'if (came > 0.5) {',
    ...lotLines(scene.grid),
    ...loadLines(scene, anywhere(scene.grid), needed),
    ...efficacies.flatMap(({ rule, efficacy }) => drawLines(scene, rule, efficacy)),
    `sum = sum + ${product.join('*')};`,
    '}',
  ]
}
