/** Letters that the fonts in fonts/ hold: Latin, Greek, punctuation and mathematics. */
const covered = /^[\u0000-\u017f\u0391-\u03d5\u2009-\u2265\u25b2\u25cf]*$/

/**
 * A picture of an SVG, by resvg, with the fonts that the package ships, so that it is the same on every machine.
 * Only text in other scripts takes the system's fonts.
 *
 * @param scale pixels of the picture for one of the SVG
 */
export async function png(svg: string, scale: number): Promise<Uint8Array> {
  const [{ Resvg }, fontFiles] = await Promise.all([import('@resvg/resvg-js'), shippedFonts()])
  const font = {
    fontFiles,
    loadSystemFonts: !covered.test(svg),
    defaultFontFamily: 'Inter',
    sansSerifFamily: 'Inter',
    serifFamily: 'Inter',
  }
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng()
}

/** They lie in sdk/plot/fonts of the package, whether this runs from its source or from dist. */
async function shippedFonts(): Promise<string[]> {
  const [{ existsSync }, { fileURLToPath }] = await Promise.all([import('node:fs'), import('node:url')])
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    const fonts = new URL('sdk/plot/fonts/', folder)
    if (existsSync(fonts))
      return ['Inter-Regular.ttf', 'Inter-SemiBold.ttf'].map(name => fileURLToPath(new URL(name, fonts)))
    if (folder.pathname === new URL('..', folder).pathname) {
      throw new Error('plot: the fonts of the package (sdk/plot/fonts) are missing; install spikelab again')
    }
  }
}
