import type { TopLevelSpec } from 'vega-lite'
import { compactSvg } from './compactSvg.js'
import { padding } from './card.js'
import type { Drawing, Frame } from './drawing.js'
import type { Bundle } from './figure.js'
import { Figure } from './figure.js'
import { faint, grid, ink, palette, paper } from './palette.js'
import { fontFamily, fontSize } from './text.js'

/** A specification in Vega-Lite's grammar, as plain data (https://vega.github.io/vega-lite/docs/spec.html). */
export type VegaLiteSpec = Readonly<Record<string, unknown>>

/** Front ends draw versions up to 5; the grammar of 5.6 is a part of that of 6, which draws the static pictures. */
const schema = 'https://vega.github.io/schema/vega-lite/v5.json'

const config = {
  font: fontFamily,
  view: { stroke: null },
  range: { category: [...palette] },
  title: { anchor: 'start', frame: 'bounds', fontSize: 14, fontWeight: 600, color: ink, offset: 12 },
  axis: {
    labelFontSize: fontSize,
    titleFontSize: fontSize,
    labelColor: ink,
    titleColor: ink,
    titleFontWeight: 'normal',
    gridColor: grid,
    domainColor: ink,
    tickColor: ink,
    labelFlush: false,
  },
  axisY: {
    domain: false,
    ticks: false,
    labelPadding: 6,
    titleAngle: 0,
    titleAlign: 'left',
    titleAnchor: 'end',
    titleY: -10,
    titleX: -40,
  },
  axisX: { grid: false, titlePadding: 8 },
  legend: {
    labelFontSize: fontSize,
    titleFontSize: fontSize,
    titleFontWeight: 'normal',
    labelColor: ink,
    titleColor: faint,
  },
}

/** A figure on Vega-Lite: interactive where a front end draws it, a picture elsewhere. */
export class VegaFigure extends Figure {
  /** The specification, whole: plain data, for vega-embed, the Vega editor, or to change and draw by oneself. */
  readonly spec: VegaLiteSpec
  private readonly own: (width: number) => VegaLiteSpec

  /**
   * @param spec without `$schema`, width, colours and fonts, which are laid under it. Views beside or below each other
   *   have widths of their own: then a function of the width there is
   * @throws TypeError if the specification takes data from a URL: a figure holds its data
   */
  constructor(
    spec: VegaLiteSpec | ((width: number) => VegaLiteSpec),
    content: { alt: string; marks: number; width?: number },
  ) {
    super(content.alt, content.marks, content.width)
    this.own = typeof spec === 'function' ? spec : () => spec
    this.spec = { $schema: schema, description: content.alt, ...this.filled(this.width - 2 * padding) }
    refuseUrl(this.spec)
  }

  async draw({ width }: Frame): Promise<Drawing> {
    const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')])
    // A copy: Vega writes into the data that it is given.
    const bare = structuredClone({ ...this.filled(width), padding: 0, background: null })
    const { spec } = compile(bare as unknown as TopLevelSpec, { logger: vega.logger(vega.Error) })
    const view = new vega.View(vega.parse(spec), { renderer: 'none', logLevel: vega.Error, loader: offline })
    const svg = await view.toSVG()
    view.finalize()
    const [, w, h, body] = /width="([\d.]+)" height="([\d.]+)"[^>]*>([^]*)<\/svg>/.exec(svg)!
    return { width: Number(w), height: Number(h), body: compactSvg(body) }
  }

  private filled(width: number): VegaLiteSpec {
    const own = this.own(width)
    const several = 'vconcat' in own || 'hconcat' in own || 'concat' in own
    const fit = several ? {} : { width, autosize: { type: 'fit', contains: 'content' } }
    return overlay({ ...fit, padding, background: paper, config }, own)
  }

  protected override formats() {
    return { ...super.formats(), json: async () => JSON.stringify(this.spec, null, 2) + '\n' }
  }

  protected override interactive(): Bundle {
    return { 'application/vnd.vegalite.v5+json': this.spec }
  }
}

/** One object over another, key by key; lists and values are replaced. */
export function overlay(base: VegaLiteSpec, top: VegaLiteSpec): VegaLiteSpec {
  const whole: Record<string, unknown> = { ...base }
  for (const [name, value] of Object.entries(top)) {
    const below = whole[name]
    whole[name] = isObject(below) && isObject(value) ? overlay(below, value) : value
  }
  return whole
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function refuseUrl(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'data' && isObject(inner) && 'url' in inner) {
      throw new TypeError(
        `plot: a figure holds its data and fetches none; give data.values instead of the url ${String(inner.url)}`,
      )
    }
    if (name !== 'values' && name !== 'datasets') refuseUrl(inner)
  }
}

const refuse = () => Promise.reject(new Error('plot: a figure holds its data and fetches none'))
const offline = { load: refuse, sanitize: refuse, http: refuse, file: refuse }
