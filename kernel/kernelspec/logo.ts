/** A spike: what a notebook's launcher shows for the kernel. */
export const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
  <rect width="64" height="64" rx="12" fill="#1b2a41"/>
  <path d="M6 42 H20 C26 42 27 38 29 28 L33 10 L38 52 C39 58 42 44 46 42 H58"
    fill="none" stroke="#ffc857" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>
</svg>
`
