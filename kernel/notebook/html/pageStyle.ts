/** The style sheet of an exported notebook. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #fff; --ink: #1f2328; --soft: #59636e; --line: #d8dee4; --card: #f6f8fa; --link: #0b5cad; --accent: #4269d0;
  --keyword: #a0257d; --string: #0a6b3d; --number: #0550ae; --comment: #66707b; --function: #5a3ea6;
  --error: #fff3f1; --error-line: #e5534b;
  --black: #24292f; --red: #c0262d; --green: #116329; --yellow: #7d5200; --blue: #0550ae; --magenta: #8a2fa0;
  --cyan: #0f6674; --white: #6e7781;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif;
  --mono: ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace;
}
${dark('@media (prefers-color-scheme: dark) { :root:not([data-theme="light"])', '}')}
${dark(':root[data-theme="dark"]')}
:root[data-theme="light"] { color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 3rem 1.5rem 2rem; max-width: 54rem;
  background: var(--page); color: var(--ink); font: 1.0625rem/1.65 var(--sans); overflow-wrap: break-word;
}
main > * + * { margin-top: 1.4rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2.2rem 0 .7rem; font-weight: 650; text-wrap: balance; }
h1 { font-size: 2.3rem; letter-spacing: -.02em; }
h2 { font-size: 1.55rem; letter-spacing: -.01em; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.2rem; }
h4, h5, h6 { font-size: 1.0625rem; }
main > :first-child > :first-child { margin-top: 0; }
.prose > :first-child:not(h1, h2, h3, h4, h5, h6) { margin-top: 0; }
.prose > :last-child { margin-bottom: 0; }
.anchor { margin-left: .4em; color: var(--soft); text-decoration: none; font-weight: 400; opacity: 0; }
:is(h1, h2, h3, h4, h5, h6):hover .anchor { opacity: .7; }
p, ul, ol, blockquote, table { margin: 0 0 1rem; }
li + li { margin-top: .25rem; }
li > p { margin: 0; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
blockquote { margin-left: 0; padding: .1rem 0 .1rem 1.1rem; border-left: 3px solid var(--accent); color: var(--soft); }
blockquote > :last-child { margin-bottom: 0; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2.5rem 0; }
img, svg, video { max-width: 100%; height: auto; }
code, pre { font-family: var(--mono); font-size: .875em; }
:not(pre) > code { background: var(--card); border: 1px solid var(--line); border-radius: 4px; padding: .1em .3em; }
pre { margin: 0; padding: .85rem 1rem; overflow-x: auto; line-height: 1.5; tab-size: 2; }
pre code { font-size: inherit; }
.prose pre { margin-bottom: 1rem; }
pre.code { background: var(--card); border: 1px solid var(--line); border-radius: 8px; position: relative; }
.cell > pre.code[data-count]::before {
  content: attr(data-count); position: absolute; top: .55rem; right: .75rem;
  font-size: .75rem; color: var(--soft); opacity: .75; user-select: none;
}
.outputs { padding: .9rem 0 0; }
.outputs > * + * { margin-top: .8rem; }
pre.text { padding: 0 1rem; max-height: 36rem; overflow: auto; }
pre.stderr { border-left: 3px solid var(--yellow); }
pre.error { background: var(--error); border-left: 3px solid var(--error-line); padding: .85rem 1rem; border-radius: 0 8px 8px 0; }
.figure { display: block; margin-inline: auto; }
div.figure { overflow-x: auto; }
/* Figures are drawn for a light page, and keep it on a dark one. */
div.figure > svg { display: block; margin-inline: auto; color: #1f2328; }
:is(div.figure > svg, img.figure) { background: #fff; border-radius: 6px; }
.html { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; display: block; width: fit-content; max-width: 100%; overflow-x: auto; }
th, td { padding: .35rem .8rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; background: var(--card); }
td[align="right"], th[align="right"] { text-align: right; }
td[align="center"], th[align="center"] { text-align: center; }
.html table { margin: 0; }
.math { display: block; margin: 1rem 0; overflow-x: auto; overflow-y: hidden; text-align: center; }
math { font-size: 1.08em; }
summary { cursor: pointer; }
.keyword { color: var(--keyword); } .string { color: var(--string); } .number { color: var(--number); }
.comment { color: var(--comment); font-style: italic; } .function { color: var(--function); }
.bold { font-weight: 700; } .faint { opacity: .7; } .italic { font-style: italic; } .underline { text-decoration: underline; }
.inverse { filter: invert(1); background: var(--page); }
${['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']
  .map(
    name =>
      `.fg-${name} { color: var(--${name}); } .bg-${name} { background: color-mix(in srgb, var(--${name}) 25%, transparent); }`,
  )
  .join('\n')}
.fg-grey { color: var(--soft); }
nav { font-size: .9rem; line-height: 1.4; margin-bottom: 2rem; padding: .8rem 1rem; background: var(--card); border-radius: 8px; }
nav summary { font-weight: 600; color: var(--soft); }
nav ol { list-style: none; margin: .6rem 0 0; padding: 0; }
nav li + li { margin-top: .35rem; }
nav a { color: var(--ink); text-decoration: none; }
nav a:hover, nav a:focus-visible { color: var(--link); text-decoration: underline; }
nav .level-1 { padding-left: .9rem; } nav .level-2 { padding-left: 1.8rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; }
@media (min-width: 84rem) {
  body:has(nav) { max-width: 72rem; display: grid; grid-template-columns: 14rem minmax(0, 51rem); column-gap: 4rem; }
  nav { position: sticky; top: 3rem; align-self: start; grid-row: 1 / 3; max-height: calc(100vh - 5rem); overflow-y: auto;
    background: none; padding: .4rem 0; border-radius: 0; }
  main, footer { grid-column: 2; }
}
@media (max-width: 40rem) {
  body { padding: 1.5rem 1rem; font-size: 1rem; }
  h1 { font-size: 1.8rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  nav, .anchor { display: none; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  pre { white-space: pre-wrap; }
  pre.text { max-height: none; }
  h1, h2, h3, h4 { break-after: avoid; }
  .figure, tr, img { break-inside: avoid; }
}
`

function dark(selector: string, end = ''): string {
  return `${selector} {
  color-scheme: dark;
  --page: #14171c; --ink: #dfe3e8; --soft: #97a1ac; --line: #313842; --card: #1c2128; --link: #74b0f4; --accent: #6d8ee8;
  --keyword: #f08ac8; --string: #8fd19e; --number: #84b9f5; --comment: #8b949e; --function: #c3acf7;
  --error: #2c1a1c; --error-line: #f0655d;
  --black: #8b949e; --red: #ff8078; --green: #7ed491; --yellow: #e3b341; --blue: #84b9f5; --magenta: #e0a3f0;
  --cyan: #76d3e0; --white: #dfe3e8;
} ${end}`
}
