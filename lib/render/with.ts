/** WITH. */
import type { CteInfo } from '../tree/node.js'
import type { Dialect, Writer } from './dialect.js'

/** `with "a" as (…) `, with a space after it; nothing of no common table expressions. Their kind brings what writes it. */
export const withText = (d: Dialect, ctes: ReadonlyArray<CteInfo>, w: Writer): string =>
  ctes.length === 0 ? '' : ((ctes[0] as CteInfo).kind as Head).head(d, ctes, w)

interface Head {
  readonly head: (d: Dialect, ctes: ReadonlyArray<CteInfo>, w: Writer) => string
}
