/** Time zones. */
import { atTimeZoneKind } from '../kinds/time-zone.js'
import { type Expr, isExpr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import { fractionDigits, type LocalTimestamp, type SqlType, type Text, type Timestamp } from '../schema/sql-type.js'
import { localTimestampType, timestampType } from '../schema/types/temporal.js'
import { textType } from '../schema/types/text.js'
import { ExprId, type ExpressionNode, exprOf, nodeOf } from '../tree/node.js'
import { type NeedsIn, type NullIn, param, type RefsIn, type StrictIn } from '../tree/operand.js'

export type Clock = SqlType<'timestamp' | 'localTimestamp', unknown>

export type Converted<T> =
  T extends SqlType<'timestamp', unknown> ? LocalTimestamp : T extends SqlType<'localTimestamp', unknown> ? Timestamp : T

/** A name of the IANA database. Not an abbreviation or an offset: PostgreSQL reads `UTC+2` as two hours west of Greenwich. */
const zoneName = /^(?:UTC|[A-Z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)+)$/

const zoneNode = (zone: unknown): ExpressionNode =>
  isExpr(zone)
    ? nodeOf(zone)
    : typeof zone === 'string' && zoneName.test(zone)
      ? param(zone, textType, undefined)
      : malformed("a time zone such as 'Europe/Berlin'", zone)

/**
 * An instant as what the clocks of a zone show, a local timestamp; and such a local timestamp as the instant it is there: `a at
 * time zone 'Europe/Berlin'`. The zone's rules of the day hold, so it is right over daylight saving. A time that the clocks show
 * twice is the second one (standard time); one that they leave out is read with the offset from before (PostgreSQL manual 9.9.4).
 * A local timestamp of more than 3 digits becomes an instant of milliseconds, rounded.
 *
 * The zone is `UTC` or a name with a slash, or an expression of such a text: an unknown one is an error of the database. Only
 * PostgreSQL always has the zones: MySQL's and MariaDB's CONVERT_TZ gives null until an administrator has loaded them, and
 * SQLite has none, so it is refused there (`timeZones`).
 */
export const atTimeZone = <
  T extends Clock | null,
  R extends string,
  N extends string,
  C extends string,
  const Z extends string | Expr<Text | null, string, string, string, unknown>,
>(
  operand: Expr<T, R, N, C, unknown>,
  zone: Z,
): Expr<Converted<T> | NullIn<Z>, R | RefsIn<Z>, N | StrictIn<Z>, C | NeedsIn<Z> | '^timeZones'> => {
  const node = nodeOf(operand)
  const digits = fractionDigits(node.type)
  return exprOf({
    [ExprId]: atTimeZoneKind,
    _tag: 'AtTimeZone',
    operand: node,
    zone: zoneNode(zone),
    type: node.type.tag === 'timestamp' ? localTimestampType(digits) : timestampType(Math.min(digits, 3)),
  })
}
