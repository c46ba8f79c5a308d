import { wat } from '../../../sdk/engine/index.js'

const { constant, lanes, op, select, set, shuffle32 } = wat
const { abs, add, le, lt, mul, ne, sub } = lanes('single')

/**
 * Words of the header at address 0 of the memory of {@link bifurcationText}: how many groups of four oscillators there
 * are, the addresses of their arrays, of a list of those that changed sign, and of the couplings.
 */
export const header = {
  groups: 0,
  x: 1,
  y: 2,
  signs: 3,
  own: 4,
  ofPositions: 5,
  ofSigns: 6,
  list: 7,
  /** Sparse: where the edges of each oscillator begin. Dense: the matrix. */
  rows: 8,
  /** Where the couplings of each group begin. */
  groupRows: 9,
  words: 12,
}

const word = (name: keyof typeof header) => `(i32.load offset=${4 * header[name]} (i32.const 0))`
const get = (name: string) => `(local.get ${name})`
const i32 = (value: number) => `(i32.const ${value})`
const plus = (a: string, b: string) => `(i32.add ${a} ${b})`
const bump = (name: string, by: number) => set(name, plus(get(name), i32(by)))
const load = (at: string, offset = 0) => `(v128.load offset=${offset} ${get(at)})`
const store = (at: string, value: string) => `(v128.store ${get(at)} ${value})`
const declare = (type: string, ...names: string[]) => names.map(name => `(local ${name} ${type})`).join(' ')
const lines = (...parts: (string | readonly string[])[]) => parts.flat().join('\n')

/**
 * Simulated bifurcation as WebAssembly, four oscillators at once, in single precision. Exported are
 * `step(1 - a, strength, dt, ballistic)`, `refresh()` and `energy()`, the sum of `s (h + J s + h)`.
 *
 * Forces of the signs are kept: an oscillator that changes its sign tells its neighbours, and most do not, so that a
 * discrete step costs far less than a product; a ballistic step is one product besides. Couplings are a dense matrix, or
 * rows of edges, and for products groups of four rows with as many edges as the longest of them has ("sliced ELLPACK",
 * Monakov, Lokhmotov & Avetisyan 2010).
 */
export function bifurcationText(dense: boolean): string {
  const everyGroup = (pointers: readonly (keyof typeof header)[], ...body: (string | readonly string[])[]) =>
    lines(
      pointers.map(name => set(`$${name}`, word(name))),
      set('$left', word('groups')),
      '(loop $next',
      ...body,
      pointers.map(name => bump(`$${name}`, 16)),
      `(br_if $next (local.tee $left (i32.sub ${get('$left')} ${i32(1)}))))`,
    )

  const sparseProduct = lines(
    '(func $product (param $in i32) (param $out i32)',
    declare('i32', '$left', '$own', '$groupRows', '$e', '$end'),
    declare('v128', '$sum', '$values'),
    set('$own', word('own')),
    set('$groupRows', word('groupRows')),
    set('$left', word('groups')),
    '(loop $next',
    set('$sum', load('$own')),
    set('$e', `(i32.load ${get('$groupRows')})`),
    set('$end', `(i32.load offset=4 ${get('$groupRows')})`),
    '(block $none (loop $edges',
    `(br_if $none (i32.ge_u ${get('$e')} ${get('$end')}))`,
    set(
      '$values',
      [1, 2, 3].reduce(
        (values, lane) =>
          `(v128.load32_lane ${lane} ${plus(get('$in'), `(i32.load offset=${4 * lane} ${get('$e')})`)} ${values})`,
        `(v128.load32_zero ${plus(get('$in'), `(i32.load ${get('$e')})`)})`,
      ),
    ),
    set('$sum', add('$sum', mul('$values', load('$e', 16)))),
    bump('$e', 32),
    '(br $edges)))',
    store('$out', get('$sum')),
    bump('$own', 16),
    bump('$out', 16),
    bump('$groupRows', 4),
    `(br_if $next (local.tee $left (i32.sub ${get('$left')} ${i32(1)}))))`,
    ')',
  )
  const sums = ['$a', '$b', '$c', '$d']
  const denseProduct = lines(
    '(func $product (param $in i32) (param $out i32)',
    declare('i32', '$left', '$own', '$from', '$row0', '$row1', '$row2', '$row3', '$columns', '$width'),
    declare('v128', '$values', ...sums),
    set('$own', word('own')),
    set('$row0', word('rows')),
    set('$left', word('groups')),
    set('$width', `(i32.shl ${word('groups')} ${i32(4)})`),
    '(loop $next',
    sums.map(sum => set(sum, constant('single', 0))),
    [1, 2, 3].map(r => set(`$row${r}`, plus(get(`$row${r - 1}`), get('$width')))),
    set('$from', get('$in')),
    set('$columns', word('groups')),
    '(loop $along',
    set('$values', load('$from')),
    sums.map((sum, r) => set(sum, add(sum, mul('$values', load(`$row${r}`))))),
    bump('$from', 16),
    [0, 1, 2, 3].map(r => bump(`$row${r}`, 16)),
    `(br_if $along (local.tee $columns (i32.sub ${get('$columns')} ${i32(1)}))))`,
    // Sums of four lanes each, side by side.
    set('$values', add(shuffle32([0, 4, 1, 5], '$a', '$b'), shuffle32([2, 6, 3, 7], '$a', '$b'))),
    set('$a', add(shuffle32([0, 4, 1, 5], '$c', '$d'), shuffle32([2, 6, 3, 7], '$c', '$d'))),
    set('$values', add(shuffle32([0, 1, 4, 5], '$values', '$a'), shuffle32([2, 3, 6, 7], '$values', '$a'))),
    store('$out', add('$values', load('$own'))),
    set('$row0', get('$row3')),
    bump('$own', 16),
    bump('$out', 16),
    `(br_if $next (local.tee $left (i32.sub ${get('$left')} ${i32(1)}))))`,
    ')',
  )

  /** Tells the neighbours of the oscillators in the list, up to `$end`, that their signs have changed. */
  const eachListed = (...body: string[]) =>
    lines(
      set('$list', word('list')),
      '(block $done (loop $listed',
      `(br_if $done (i32.ge_u ${get('$list')} ${get('$end')}))`,
      set('$i', `(i32.load ${get('$list')})`),
      ...body,
      bump('$list', 4),
      '(br $listed)))',
    )
  const newSign = `${plus(word('signs'), `(i32.shl ${get('$i')} ${i32(2)})`)}`
  const tell = dense
    ? eachListed(
        set('$change', op('f32x4.splat', `(f32.mul (f32.const 2) (f32.load ${newSign}))`)),
        set('$row', plus(word('rows'), `(i32.mul ${get('$i')} (i32.shl ${word('groups')} ${i32(4)}))`)),
        set('$to', word('ofSigns')),
        set('$left', word('groups')),
        '(loop $along',
        store('$to', add(load('$to'), mul('$change', load('$row')))),
        bump('$to', 16),
        bump('$row', 16),
        `(br_if $along (local.tee $left (i32.sub ${get('$left')} ${i32(1)}))))`,
      )
    : eachListed(
        set('$one', `(f32.mul (f32.const 2) (f32.load ${newSign}))`),
        set('$row', plus(word('rows'), `(i32.shl ${get('$i')} ${i32(2)})`)),
        set('$left', `(i32.load offset=4 ${get('$row')})`),
        set('$row', `(i32.load ${get('$row')})`),
        '(block $none (loop $along',
        `(br_if $none (i32.ge_u ${get('$row')} ${get('$left')}))`,
        set('$to', plus(word('ofSigns'), `(i32.load ${get('$row')})`)),
        `(f32.store ${get('$to')} (f32.add (f32.load ${get('$to')}) (f32.mul ${get('$one')} (f32.load offset=4 ${get('$row')}))))`,
        bump('$row', 8),
        '(br $along)))',
      )
  const step = lines(
    '(func (export "step") (param $slack f32) (param $strength f32) (param $dt f32) (param $ballistic i32)',
    declare('i32', '$left', '$x', '$y', '$signs', '$force', '$list', '$end', '$i', '$base', '$mask', '$row', '$to'),
    declare('f32', '$one'),
    declare('v128', '$p', '$v', '$inside', '$sign', '$change'),
    `(if ${get('$ballistic')} (then (call $product ${word('x')} ${word('ofPositions')})))`,
    set('$force', `(select ${word('ofPositions')} ${word('ofSigns')} ${get('$ballistic')})`),
    set('$end', word('list')),
    everyGroup(
      ['x', 'y', 'signs'],
      set('$p', load('$x')),
      set(
        '$v',
        add(
          load('$y'),
          mul(
            sub(mul(op('f32x4.splat', '$strength'), load('$force')), mul(op('f32x4.splat', '$slack'), '$p')),
            op('f32x4.splat', '$dt'),
          ),
        ),
      ),
      set('$p', add('$p', mul('$v', op('f32x4.splat', '$dt')))),
      set('$inside', le(abs('$p'), 1)),
      set('$sign', select(lt('$p', 0), constant('single', -1), constant('single', 1))),
      store('$x', select('$inside', '$p', '$sign')),
      store('$y', op('v128.and', '$inside', '$v')),
      set('$mask', op('i32x4.bitmask', ne('$sign', load('$signs')))),
      `(if ${get('$mask')} (then`,
      store('$signs', get('$sign')),
      '(loop $bits',
      `(i32.store ${get('$end')} ${plus(get('$base'), `(i32.ctz ${get('$mask')})`)})`,
      bump('$end', 4),
      `(br_if $bits (local.tee $mask (i32.and ${get('$mask')} (i32.sub ${get('$mask')} ${i32(1)})))))))`,
      bump('$force', 16),
      bump('$base', 4),
    ),
    tell,
    ')',
  )
  const half = (x: string, upper: boolean) => op('f64x2.promote_low_f32x4', upper ? shuffle32([2, 3, 2, 3], x, x) : x)
  const energy = lines(
    '(func (export "energy") (result f64)',
    declare('i32', '$left', '$signs', '$own', '$ofSigns'),
    declare('v128', '$a', '$b', '$sum'),
    everyGroup(
      ['signs', 'own', 'ofSigns'],
      set('$a', mul(load('$signs'), load('$ofSigns'))),
      set('$b', mul(load('$signs'), load('$own'))),
      [false, true].flatMap(upper => ['$a', '$b'].map(x => set('$sum', op('f64x2.add', '$sum', half(x, upper))))),
    ),
    `(f64.add (f64x2.extract_lane 0 ${get('$sum')}) (f64x2.extract_lane 1 ${get('$sum')}))`,
    ')',
  )
  const refresh = `(func (export "refresh") (call $product ${word('signs')} ${word('ofSigns')}))`
  return lines(dense ? denseProduct : sparseProduct, step, energy, refresh)
}
