/** What was thrown, in words. */

/** JavaScript's own errors quote what they refuse: `Cannot convert hunter2 to a BigInt`, `"hunter2" is not valid JSON`. */
const quoting: ReadonlySet<unknown> = /* @__PURE__ */ new Set([SyntaxError, RangeError, TypeError])

/** An exception in words, whatever was thrown: those of who threw it, or only the name of an error of JavaScript's own. */
export const said = (thrown: unknown): string => {
  try {
    return thrown instanceof Error ? (quoting.has(thrown.constructor) ? `a ${thrown.name}` : thrown.message) : String(thrown)
  } catch {
    return 'something that cannot be told'
  }
}
