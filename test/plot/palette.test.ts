import assert from 'node:assert/strict'
import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
  type Color,
} from 'culori'
import { faint, ink, paper } from '../../sdk/plot/palette.js'
import { ramps } from '../../sdk/plot/pixels.js'
import { palette } from '../../sdk/plot/index.js'

const distance = differenceCiede2000()

/** Full deficiencies as Machado, Oliveira & Fernandes (2009) simulate them. */
const sights: Record<string, (color: string) => Color | undefined> = {
  everybody: color => parse(color),
  'people without red cones': color => filterDeficiencyProt(1)(parse(color)!),
  'people without green cones': color => filterDeficiencyDeuter(1)(parse(color)!),
  'people without blue cones': color => filterDeficiencyTrit(1)(parse(color)!),
}

describe('the colours', () => {
  for (const [who, seen] of Object.entries(sights)) {
    it(`of the palette are told apart by ${who}`, () => {
      for (const [i, a] of palette.entries())
        for (const b of palette.slice(0, i)) {
          const apart = distance(seen(a)!, seen(b)!)
          assert(apart > 10, `${a} and ${b} are ${apart.toFixed(1)} apart; 2.3 is just seen`)
        }
    })

    it(`of pictures rise evenly for ${who}`, () => {
      for (const name of ['amount', 'power'] as const) {
        const steps = Array.from({ length: 13 }, (_, i) => seen(ramps[name](i / 12))!)
        for (let i = 1; i < steps.length; i++) assert(distance(steps[i], steps[i - 1]) > 2.3, `${name}, step ${i}`)
      }
    })

    it(`of errors have two ends for ${who}`, () => {
      assert(distance(seen(ramps.error(0))!, seen(ramps.error(1))!) > 20)
    })
  }

  it('of letters stand out from the card: 4.5 to 1 at least (WCAG 2.2, 1.4.3)', () => {
    for (const color of [ink, faint]) assert(wcagContrast(color, paper) >= 4.5)
  })

  it('of curves stand out from the card: 2 to 1 at least', () => {
    for (const color of palette) assert(wcagContrast(color, paper) >= 2, `${color}: ${wcagContrast(color, paper)}`)
  })
})
