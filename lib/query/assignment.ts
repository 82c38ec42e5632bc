/** What a SET assigns, as nodes. */
import type { TableInfo } from '../schema/table.js'
import { lift } from '../tree/operand.js'

type Values = Readonly<Record<string, unknown>>

/**
 * What an update sets, as the query keeps it: expressions, and values as parameters of their columns' types. A key that is no
 * column's keeps its value: compiling names it.
 */
export const assignmentsOf = (table: TableInfo, set: Values): Values => {
  if (typeof set !== 'object' || set === null) return set
  try {
    // A spread defines what it copies, so a key `__proto__` stays a key.
    const assignments: Record<string, unknown> = { ...set }
    for (const { key, node } of table.columns) if (Object.hasOwn(assignments, key)) assignments[key] = lift(node, assignments[key])
    return assignments
  } catch {
    // A getter that throws: compiling meets it again, and says so.
    return set
  }
}
