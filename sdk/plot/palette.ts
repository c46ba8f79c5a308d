/**
 * Okabe & Ito's colours ("Color Universal Design", 2008), told apart with every common form of colour blindness;
 * their yellow is left out, being faint on a light ground, and their black is softened.
 */
export const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#3a3e43'] as const

/** The colours of everything that is not data. */
export const ink = '#1f2328'
export const faint = '#57606a'
export const grid = '#e3e6ea'
export const paper = '#fdfdfc'
export const edge = '#dde1e6'

/** The i-th colour, beginning again after the last. */
export const color = (i: number): string => palette[i % palette.length]
