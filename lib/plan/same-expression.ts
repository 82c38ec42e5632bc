/** Whether two expressions are the same text and the same values: what GROUP BY goes by. */

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, index) => byte === b[index])

/** Structural equality of nodes. Two parameters are equal by value, whatever they were compared with. */
export const sameExpression = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (!isObject(a) || !isObject(b)) return false
  if (a instanceof Date || b instanceof Date) return a instanceof Date && b instanceof Date && a.getTime() === b.getTime()
  if (a instanceof Uint8Array || b instanceof Uint8Array) return a instanceof Uint8Array && b instanceof Uint8Array && sameBytes(a, b)
  if (a['_tag'] !== b['_tag']) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => (key === 'like' && a['_tag'] === 'Param') || (Object.hasOwn(b, key) && sameExpression(a[key], b[key])))
  )
}
