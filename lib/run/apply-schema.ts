/** Changes of the schema as programs. */
import { isLeft, right } from '../internal/either.js'
import { schemaSql, type SchemaChange } from '../render/create-table.js'
import { command } from './connection.js'
import type { Program } from './environment.js'

/**
 * Applies changes of the schema one after the other: `applySchema(createTable(customers), createTable(orders))`.
 * On MySQL and MariaDB each commits the transaction it is in; elsewhere they are part of it. What came before a change that
 * fails stays, unless a transaction takes it back.
 *
 * Errors: CompileError where the dialect has no such column or constraint, and what the database answers.
 */
export const applySchema =
  (...changes: ReadonlyArray<SchemaChange>): Program<never, void> =>
  (env) =>
  async () => {
    for (const change of changes) {
      const statements = schemaSql(env.dialect)(change)
      if (isLeft(statements)) return statements
      for (const sql of statements.right) {
        const answer = await env.send(command(sql))
        if (isLeft(answer)) return answer
      }
    }
    return right(undefined)
  }
