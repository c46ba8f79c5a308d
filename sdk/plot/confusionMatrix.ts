import { check, kindOf } from '../check.js'
import { refuseUnknown } from '../options.js'
import { heatmap } from './heatmap.js'
import { isNumbers } from './numbers.js'
import { ink, paper } from './palette.js'
import type { PlotFigure, PlotFigureOptions } from './plotFigure.js'
import { plotFigureOptions } from './plotFigure.js'
import { count, number, textWidth, titled } from './text.js'

export interface ConfusionMatrixOptions extends PlotFigureOptions {
  /** Names of the classes, in order; their numbers. */
  classes?: readonly string[]
}

/** What was shown and what was answered, one entry an example: numbers of classes, from 0. */
export interface Answers {
  readonly actual: ArrayLike<number>
  readonly predicted: ArrayLike<number>
}

/**
 * A confusion matrix: of the examples of each class (a row), how many were taken for which (a column). A cell's colour
 * is its share of the row, so that rare classes compare with frequent ones; its number is the count.
 *
 * @param given the classes of the examples and the answers, or counts already: `counts[actual][predicted]`
 * @param options `classes`, `title`, `width` (520), `height` (as the width), `plot`
 * @throws RangeError for classes that are no whole numbers, lists or rows that do not fit, or an unknown option
 * @example
 * plot.confusionMatrix({ actual: labels, predicted: answers })
 */
export function confusionMatrix(
  given: Answers | readonly ArrayLike<number>[],
  options: ConfusionMatrixOptions = {},
): PlotFigure {
  const where = 'plot.confusionMatrix'
  refuseUnknown(where, options, [...plotFigureOptions, 'classes'])
  const { classes: names, width = 520, ...rest } = options
  const counts = Array.isArray(given) ? countsOf(where, given) : countAnswers(where, given as Answers, names?.length)
  const n = counts.length
  check(!names || names.length === n, `${where}: ${names?.length} names of classes, expected ${n}`)
  const classes = names ?? counts.map((_, i) => String(i))
  const totals = counts.map(row => row.reduce((sum, c) => sum + c, 0))
  const all = totals.reduce((sum, c) => sum + c, 0)
  const right = counts.reduce((sum, row, i) => sum + row[i], 0)
  const share = counts.flatMap((row, i) => row.map(c => (totals[i] ? (100 * c) / totals[i] : NaN)))
  const axis = { domain: [-0.5, Math.max(1, n) - 0.5] as const, ticks: classes.map((_, i) => i), tickSize: 0 }
  const cell = (width - 180) / Math.max(1, n)
  const facts = `${count(all, 'example')} of ${n} classes, ${number((100 * right) / all)} % right`

  return heatmap({
    ...rest,
    title: options.title ?? (all ? `${number((100 * right) / all)} % of ${count(all, 'example')} right` : ''),
    width,
    where,
    alt: titled(options.title, `Confusion matrix: ${all ? facts : 'no examples'}`),
    cells: { rows: n, columns: n, values: share },
    colors: 'amount',
    domain: [0, 100],
    label: 'share of the row (%)',
    marginLeft: Math.ceil(14 + Math.max(26, ...classes.map(name => textWidth(name)))),
    usualHeight: 440,
    square: true,
    x: { ...axis, tickFormat: (i: number) => classes[i], label: 'answer' },
    y: { ...axis, tickFormat: (i: number) => classes[i], label: 'class' },
    marks: Plot => [
      Plot.text(share, {
        x: (_, i) => i % n,
        y: (_, i) => Math.floor(i / n),
        filter: (_, i) => counts[Math.floor(i / n)][i % n] > 0 && cell >= 14,
        text: (_, i) => counts[Math.floor(i / n)][i % n].toLocaleString('en'),
        fill: (percent: number) => (percent > 55 ? paper : ink),
        fontSize: Math.min(12, Math.max(8, Math.floor(cell / 3))),
      }),
    ],
    ...(all === 0 && { empty: 'no examples' }),
  })
}

function countsOf(where: string, rows: readonly ArrayLike<number>[]): number[][] {
  return rows.map((row, i) => {
    if (!isNumbers(row)) throw new TypeError(`${where}: row ${i} is ${kindOf(row)}; expected the counts of class ${i}`)
    check(row.length === rows.length, `${where}: row ${i} has ${row.length} counts, expected ${rows.length}`)
    return Array.from(row, (c, j) => {
      check(Number.isInteger(c) && c >= 0, `${where}: count ${i}, ${j} must be a whole number of 0 or more, got ${c}`)
      return c
    })
  })
}

function countAnswers(where: string, given: Answers, least = 0): number[][] {
  if (typeof given !== 'object' || given === null || !isNumbers(given.actual) || !isNumbers(given.predicted))
    throw new TypeError(`${where}: expected { actual, predicted } or rows of counts, got ${kindOf(given)}`)
  const { actual, predicted } = given
  check(
    actual.length === predicted.length,
    `${where}: ${actual.length} classes, but ${predicted.length} answers; there must be as many`,
  )
  let n = least
  for (const [what, list] of Object.entries({ actual, predicted })) {
    for (let i = 0; i < list.length; i++) {
      check(
        Number.isInteger(list[i]) && list[i] >= 0 && list[i] < 1000,
        `${where}: ${what} ${i} must be the number of a class, from 0 to 999, got ${list[i]}`,
      )
      n = Math.max(n, list[i] + 1)
    }
  }
  const counts = Array.from({ length: n }, () => Array<number>(n).fill(0))
  for (let i = 0; i < actual.length; i++) counts[actual[i]][predicted[i]]++
  return counts
}
