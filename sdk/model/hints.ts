/** What to write in place of spellings of other languages, by the text at fault. */
const instead: ReadonlyMap<string, string> = new Map([
  ["'", 'write "dv/dt = ..." for a derivative'],
  ['&', 'write "and"'],
  ['|', 'write "or"'],
  ['!', 'write "not", or "!=" for unequal'],
  ['**', 'write "^" for a power'],
  ['%', 'write "x - y*floor(x/y)" for a remainder'],
  ['[', 'write "(" and ")"'],
  ['{', 'write "(" and ")"'],
  ['.', 'functions stand by themselves, such as "exp(x)"'],
  [':', 'units do not stand in equations: give parameters theirs, as in "20 ms"'],
  [',', 'lines end with ";", numbers have no commas'],
  [')', 'no "(" belongs to it'],
  ['=', 'a line has one "="; conditions compare with "==", ">=", "<="'],
  ['ln', 'write "log" for the natural logarithm'],
  ['log10', 'write "log(x)/log(10)"'],
  ['pow', 'write "x^y"'],
  ['sign', 'write "x < 0 ? -1 : 1"'],
  ['int', 'write "floor", or "condition ? 1 : 0"'],
  ['heaviside', 'write "x >= 0 ? 1 : 0"'],
  ['if', 'write "condition ? a : b"'],
  ['pi', 'write 3.141592653589793'],
  ['e', 'write "exp(x)" for its powers'],
  ['expm1', 'write "x*exprel(x)"'],
  ['sigmoid', 'write "1/(1 + exp(-x))"'],
  ['ceil', 'write "-floor(-x)"'],
  ['round', 'write "floor(x + 0.5)"'],
  ['\u2212', 'write "-"'],
  ['\u00b7', 'write "*"'],
  ['\u00d7', 'write "*"'],
  ['\u00b2', 'write "^2"'],
  ['\u2264', 'write "<="'],
  ['\u2265', 'write ">="'],
])

/**
 * `; write ...` for a spelling of another language, or nothing.
 *
 * @example
 * hint('ln')   // '; write "log" for the natural logarithm'
 */
export function hint(text: string): string {
  const found = instead.get(text) ?? (/^[^\x00-\x7f]/.test(text) ? 'spell names in a-z, A-Z, 0-9 and _' : undefined)
  return found ? `; ${found}` : ''
}
