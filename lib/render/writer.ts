/** What a statement collects while its text is made. */
import type { CompileError } from '../plan/compile-error.js'
import type { Issue } from '../schema/validation.js'
import type { ParamNode } from '../query/node.js'
import type { AnySqlType } from '../schema/sql-type.js'

/** A value as it goes to a driver: only scalars and bytes, so that no driver can expand an object into SQL. */
export type Encoded = string | number | bigint | boolean | null | Uint8Array

/** A value that is made anew at each execution, so that a cached statement can run twice. */
export interface Generated {
  readonly generate: 'v4' | 'v7'
  readonly type: AnySqlType
}

export type Parameter = Encoded | Generated

export interface Writer {
  readonly params: Array<Parameter>
  /** The parameters that may be shared, by value: equal expressions must have equal text under GROUP BY. */
  shared: Array<{ readonly node: ParamNode; readonly text: string }> | undefined
  /** The first thing that cannot be said. */
  problem: CompileError | undefined
  readonly issues: Array<Issue>
}

export const makeWriter = (): Writer => ({ params: [], shared: undefined, problem: undefined, issues: [] })

/** Notes what cannot be said, and gives empty text: the first problem is the statement's answer. */
export const reject = (writer: Writer, problem: CompileError): string => {
  writer.problem ??= problem
  return ''
}
