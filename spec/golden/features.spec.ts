import { describe, expect, it } from 'vitest'
import type { Feature } from '../../lib/plan/feature.js'
import { cases } from './cases.js'
import { featureRows, featureTable, rowOfFeature, targets } from './features.js'

describe('the feature table', () => {
  it('has every case in a row, and a case in every row', () => {
    expect(new Set(cases.map(({ kind, row }) => `${kind} ${row}`))).toEqual(new Set(featureRows.map(({ kind, row }) => `${kind} ${row}`)))
  })

  it('has a row of its own for every feature that dialects differ in', () => {
    const rows = Object.values(rowOfFeature)
    expect(new Set(rows).size).toBe(rows.length)
    expect(rows.filter((row) => !featureRows.some((one) => one.row === row))).toEqual([])
  })

  it.each(targets.map((target, index) => ({ name: target.dialect.name, target, index })))(
    'agrees with what $name says it supports',
    ({ target, index }) => {
      for (const [feature, row] of Object.entries(rowOfFeature)) {
        const cell = featureRows.find((one) => one.row === row)?.cells[index]?.cell
        expect([feature, cell]).toEqual([feature, target.dialect.supports[feature as Feature] ?? 'refused'])
      }
    },
  )

  it('prints a line a row, and a note for what is refused inside one', () => {
    const text = featureTable()
    const [head, ...lines] = text.split('\n')
    expect(head).toMatch(/^\s+postgres\s+mysql\s+mariadb\s+sqlite$/)
    expect(lines.filter((line) => /^(clause|operator|function)\b/.test(line)).length).toBe(featureRows.length)
    expect(text).toMatch(/ilike\s+emulated\s+emulated\s+emulated\s+emulated/)
    expect(text).toMatch(/full join\s+native\s+refused\s+refused\s+native/)
  })
})
