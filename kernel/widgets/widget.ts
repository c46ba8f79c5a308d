import { displaySymbol, type MimeBundle } from '../host.js'
import { model, type Kind, type Model, type State } from './model.js'

/** Under this symbol a widget keeps what boxes and displays need of it. */
export const partSymbol = Symbol.for('Jupyter.widget')

export interface Part {
  model: Model
  /** What stands for it where widgets are not shown: text, and the picture of a figure. */
  still(): MimeBundle | Promise<MimeBundle>
}

/** Something to look at and to handle in a notebook. As the value of a cell it shows itself, any number of times. */
export interface Widget {
  readonly [partSymbol]: Part
  readonly [displaySymbol]: () => Promise<MimeBundle>
  /** Takes it from the page. */
  close(): void
}

/** How much room a widget takes. */
export interface LayoutOptions {
  /** As CSS has it, such as `'300px'` or `'50%'`. */
  width?: string
}

const widgetView = 'application/vnd.jupyter.widget-view+json'

/** A widget of a kind, with its layout and, where it has one, its style. */
export function widget(
  kind: Kind,
  state: State,
  still: () => MimeBundle | Promise<MimeBundle>,
  { width, style }: LayoutOptions & { style?: string } = {},
): Widget {
  const base = '@jupyter-widgets/base'
  const layout = width === undefined ? {} : { width }
  const parts: Record<string, Model> = { layout: model({ name: 'Layout', module: base }, layout) }
  if (style) parts.style = model({ name: style, view: 'StyleView', viewModule: base }, {})
  const own = model(kind, { ...parts, ...state })
  return {
    [partSymbol]: { model: own, still },
    async [displaySymbol]() {
      const model_id = own.open()
      const beside = await still()
      if (model_id === undefined) return beside
      const bundle = { [widgetView]: { version_major: 2, version_minor: 0, model_id }, ...beside }
      return withMetadata(bundle, metadataOf(beside))
    },
    close() {
      for (const each of [own, ...Object.values(parts)]) each.close()
    },
  }
}

const metadataSymbol = Symbol.for('Jupyter.metadata')

/** A bundle with words on how to show its parts, such as the size of a picture. */
export const withMetadata = (bundle: MimeBundle, value: unknown): MimeBundle =>
  Object.defineProperty(bundle, metadataSymbol, { value })

export const metadataOf = (bundle: MimeBundle): unknown => (bundle as Record<symbol, unknown>)[metadataSymbol]
