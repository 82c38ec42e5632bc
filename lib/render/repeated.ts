/** A text that stands in several places of an expression. */
import type { Dialect } from './dialect.js'

/** Made once where placeholders have numbers, so that its values are bound once; else again in each place. */
export const repeated = (d: Dialect, make: () => string): (() => string) => {
  if (!d.numbered) return make
  const text = make()
  return () => text
}
