/** How the quickstart looks: text in, text out. */
import Table from 'cli-table3'

import type { Statement } from 'oxbow'

const width = Math.min(Math.max(process.stdout.columns ?? 120, 80), 160)

// SGR of ECMA-48: what begins a style.
const styles = { bold: 1, dim: 2, green: 32, cyan: 36 }

export type Paint = (style: keyof typeof styles, text: string) => string

/** Colours for a terminal only: not in a file, nor where NO_COLOR asks for none. */
export const paintFor =
  (colours: boolean): Paint =>
  (style, text) =>
    colours ? `\u001B[${styles[style]}m${text}\u001B[0m` : text

const indent = (text: string, by: string): string => text.replaceAll(/^(?=.)/gmu, by)

/** Breaks a line at spaces. */
const wrap = (text: string, columns: number): string =>
  text.split(' ').reduce((lines, word) => {
    const last = lines.length - lines.lastIndexOf('\n')
    return last + word.length > columns ? `${lines}\n${word}` : `${lines} ${word}`
  })

/** What a cell of these answers may hold. */
export type Value = string | number | bigint | null

export type Answer = ReadonlyArray<Readonly<Record<string, Value | ReadonlyArray<Readonly<Record<string, Value>>>>>>

const cell = (value: Answer[number][string] | undefined): string =>
  typeof value === 'object' && value !== null
    ? value.map((row) => Object.values(row).join(', ')).join('\n')
    : typeof value === 'number' && !Number.isInteger(value)
      ? value.toFixed(2)
      : String(value ?? '–')

/** Rows as a table; rows nested in one stand below one another in their cell. */
export const tableOf = (rows: Answer): string => {
  const keys = Object.keys(rows[0] ?? {})
  const numeric = keys.map((key) => rows.every((row) => ['number', 'bigint'].includes(typeof row[key])))
  const table = new Table({
    head: keys,
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
  })
  table.push(...rows.map((row) => keys.map((key) => cell(row[key]))))
  return table.toString()
}

/** The statements of a query by dialect; dialects whose text is the same share an entry. */
export const statementsOf = (paint: Paint, statements: ReadonlyArray<readonly [dialect: string, statement: Statement]>): string => {
  const dialects = new Map<string, ReadonlyArray<string>>()
  for (const [dialect, { sql, params }] of statements) {
    const text = `${paint('dim', `(${params.map(String).join(', ')})`)}\n${indent(wrap(sql, width - 2), '  ')}`
    dialects.set(text, [...(dialects.get(text) ?? []), dialect])
  }
  return [...dialects].map(([text, names]) => `${paint('green', names.join(', '))} ${text}\n`).join('')
}

export const questionOf = (paint: Paint, number: number, ask: string, written: string): string =>
  `\n${paint('bold', `${number}. ${ask}`)}\n${indent(paint('cyan', written), '  ')}\n`
