/** How many columns of a terminal a text takes: wide signs (East Asian, emoji) take two, marks on them none. */
export function widthOf(text: string): number {
  let width = 0
  for (const sign of text) {
    if (/\p{Mark}|\u200d/u.test(sign)) continue
    width +=
      /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u.test(
        sign,
      )
        ? 2
        : 1
  }
  return width
}
