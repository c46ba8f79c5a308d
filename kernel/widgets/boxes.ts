import type { MimeBundle } from '../host.js'
import { metadataOf, partSymbol, widget, withMetadata, type LayoutOptions, type Widget } from './widget.js'

/**
 * Widgets beside each other.
 *
 * @example
 * hbox([slider(0, 20), button('Again')])
 */
export const hbox = (children: readonly Widget[], options: LayoutOptions = {}): Widget => box('HBox', children, options)

/** Widgets below each other. */
export const vbox = (children: readonly Widget[], options: LayoutOptions = {}): Widget => box('VBox', children, options)

function box(name: 'HBox' | 'VBox', children: readonly Widget[], options: LayoutOptions): Widget {
  for (const [i, child] of children.entries()) {
    if (!child?.[partSymbol])
      throw new TypeError(`${name.toLowerCase()}: child ${i} is no widget; show a figure or a text in an output()`)
  }
  const parts = children.map(child => child[partSymbol])
  const still = async () => together(await Promise.all(parts.map(async part => part.still())))
  return widget({ name }, { children: parts.map(part => part.model) }, still, options)
}

/** Several things where widgets are not shown: their texts below each other, and the last picture. */
function together(bundles: MimeBundle[]): MimeBundle {
  const texts = bundles.map(each => each['text/plain']).filter(each => typeof each === 'string')
  const pictured = bundles.findLast(each => 'image/png' in each)
  const whole: MimeBundle = { 'text/plain': texts.join('\n') }
  return pictured ? withMetadata({ 'image/png': pictured['image/png'], ...whole }, metadataOf(pictured)) : whole
}
