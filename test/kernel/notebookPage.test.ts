import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportPage, type Cell, type Output } from '../../kernel/notebook/index.js'

describe('the page of a notebook', () => {
  let folder: string
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'spikelab-test-'))))
  after(() => rm(folder, { recursive: true }))

  const page = (...cells: Cell[]) =>
    exportPage({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, { name: 'a.ipynb', folder })
  const markdown = (source: string): Cell => ({ cell_type: 'markdown', metadata: {}, source })
  const code = (source: string, ...outputs: Output[]): Cell => ({
    cell_type: 'code',
    execution_count: 1,
    metadata: {},
    outputs,
    source,
  })
  const display = (data: Record<string, unknown>): Output => ({ output_type: 'display_data', data, metadata: {} })
  const main = async (...cells: Cell[]) => /<main>([^]*)<\/main>/.exec(await page(...cells))![1]

  it('has the first heading as its title, and anchors that links of the notebook find', async () => {
    const html = await page(markdown('# Spikes & *more*\n## Twice\n## Twice'))
    assert.match(html, /<title>Spikes &amp; more<\/title>/)
    assert.match(html, /<h2 id="Twice">[^]*<h2 id="Twice-1">/)
    assert.match(html, /<nav aria-label="Contents">[^]*href="#Twice-1"/)
    assert.match(await page(markdown('no heading')), /<title>a<\/title>/)
  })

  it('draws formulas as MathML, and leaves money, code and asterisks within a formula alone', async () => {
    const html = await main(markdown('$a*b*c_1$, $5 or $6, `$x$`\n\n$$\n- x^2\n$$\n\n\\begin{align}y&=1\\end{align}'))
    assert.equal(html.match(/<math/g)?.length, 3)
    assert.match(html, /\$5 or \$6, <code>\$x\$<\/code>/)
    assert.doesNotMatch(html, /<em>|<li>/)
    assert.match(await main(markdown('$\\frac{1$')), /class="temml-error"/)
  })

  it('colours TypeScript and escapes it, over lines too', async () => {
    const html = await main(code('const a = `<b>\n${1 < 2}` // c'))
    assert.match(html, /<span class="keyword">const<\/span>/)
    assert.match(html, /<span class="string">`&lt;b&gt;<\/span>\n<span class="string">\$\{<\/span>/)
    assert.match(html, /<span class="comment">\/\/ c<\/span>/)
    assert.doesNotMatch(html, /<b>/)
  })

  it('turns the colours of a terminal into spans, and escapes the rest', async () => {
    const text = '\x1b[1;31mred\x1b[0m <i> \x1b[38;5;196mx\x1b[39m\x1b]8;;http://a\x07link\n10 %\r100 %\r\nend'
    const html = await main(code('1', { output_type: 'stream', name: 'stdout', text }))
    assert.match(
      html,
      /<span class="bold fg-red">red<\/span> &lt;i&gt; <span style="color:rgb\(255,0,0\)">x<\/span>link/,
    )
    assert.match(html, /\n100 %\nend<\/pre>/)
  })

  it('shows of a chart its picture, of a table its html, and of a widget what is beside it', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><clipPath id="c"/><g clip-path="url(#c)"/></svg>'
    const chart = {
      'application/vnd.vegalite.v5+json': {},
      'text/html': 'HTML',
      'image/svg+xml': svg,
      'text/plain': 'a chart',
    }
    const html = await main(code('1', display(chart), display({ ...chart })))
    assert.doesNotMatch(html, /HTML/)
    assert.match(html, /<svg role="img" aria-label="a chart"/)
    assert.match(html, /id="cell-1-output-1-c"[^]*url\(#cell-1-output-1-c\)[^]*url\(#cell-1-output-2-c\)/)
    assert.match(await main(code('1', display({ 'text/html': '<table></table>', 'image/png': 'AA' }))), /<table>/)
    const widget = { 'application/vnd.jupyter.widget-view+json': {}, 'image/png': 'AA==', 'text/plain': 'a slider' }
    assert.match(
      await main(code('1', display(widget))),
      /<img class="figure" src="data:image\/png;base64,AA==" alt="a slider">/,
    )
  })

  it('makes a figure with a style sheet of its own harmless to the others', async () => {
    const figure = (css: string) => display({ 'image/svg+xml': `<svg xmlns="x"><style>${css}</style></svg>` })
    assert.match(await main(code('1', figure('text{fill:red}'))), /<style>#cell-1-output-1 \{ text\{fill:red\} \}/)
    assert.match(await main(code('1', figure('@font-face{}'))), /<img class="figure" src="data:image\/svg\+xml;base64,/)
  })

  it('holds its images, and asks the network for nothing', async () => {
    await writeFile(join(folder, 'a b.png'), 'PNG')
    const attached = {
      ...markdown('![x](attachment:y.png)'),
      attachments: { 'y.png': { 'image/png': 'WQ==' } },
    } as Cell
    const html = await page(markdown('![one](a%20b.png) <img src="a b.png"> ![gone](no.png)'), attached)
    assert.equal(html.match(/src="data:image\/png;base64,UE5H"/g)?.length, 2)
    assert.match(html, /src="data:image\/png;base64,WQ=="/)
    assert.match(html, /Content-Security-Policy" content="default-src 'none'/)
    assert.doesNotMatch(html, /<script|<link/)
  })

  it('leads from one notebook to the page of the next', async () => {
    const html = await main(markdown('[next](02-b.ipynb#x) [far](https://a.org/c.ipynb)'))
    assert.match(html, /href="02-b\.html#x"[^]*href="https:\/\/a\.org\/c\.ipynb"/)
  })
})
