/** Pages as programs. */
import { isLeft, left, right } from '../internal/either.js'
import { compileError } from '../plan/compile-error.js'
import type { Page, PageOf, Positioned } from '../query/page.js'
import { shown } from '../plan/shown.js'
import { type AnySelect, type CapabilitiesOf, queryNode, type RowOf } from '../query/query.js'
import type { Program } from './environment.js'
import { rowsOf } from './run-query.js'

/**
 * Runs a page: its rows, and the cursors of the pages beside it.
 *
 * @example
 * const newest = pipe(from(orders), orderBy(desc(orders.createdAt)))
 * const program = fetchPage(page(newest, { size: 20, secret: 'a text of 16 bytes or more' }))
 *
 * A test that answers with `recording` gives rows of the page's query: `{ row, position: { 0: … } }`, with the values of the order.
 *
 * Errors: those of `page`, and those of `fetchAll`.
 */
export const fetchPage =
  <Q extends AnySelect>(page: Page<Q>): Program<CapabilitiesOf<Q>, PageOf<RowOf<Q>>> =>
  (env) =>
  async () => {
    if (page?._tag !== 'Page') return left(compileError('malformed', `expected a page, got ${shown(page)}`))
    if (isLeft(page.query)) return page.query
    const rows = await rowsOf(env, queryNode(page.query.right as never))
    return isLeft(rows) ? rows : right(page.read(rows.right as ReadonlyArray<RowOf<Positioned<Q>>>))
  }
