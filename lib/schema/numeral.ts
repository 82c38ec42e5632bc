/** Numbers as text. */

/**
 * Whether a text is digits, with a sign before them, and a point among them where `point` allows. By hand, because a regular
 * expression takes longer than all else that reading a number does.
 */
export const isNumeral = (text: string, point: boolean): boolean => {
  const start = text.charCodeAt(0) === 45 ? 1 : 0
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 48 ? code !== 46 || !point : code > 57) return false
  }
  return text.length > start
}
